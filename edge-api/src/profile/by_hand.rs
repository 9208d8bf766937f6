//! Records that somebody enters by hand, one by one or as a table: who they are, what they told
//! in our own spelling, and what they sent, to be put right.

use contract::recorded::Recorder;

use super::format::{Kind, Layer, Target};
use super::node::Node;
use super::numbering::Numbering;
use super::place::Place;
use super::record::Said;
use super::syntax::csv;
use super::{
    BodyRefusal, Canonical, Profile, RecordRefusal, Surroundings, canonical, charset, opened,
};

/// Somebody who has signed in and enters what they collected. A body of theirs need not name
/// them, nor number its opinions: one without a number gets it from what it says.
#[derive(Clone, Copy, Debug)]
pub struct Entering<'a> {
    /// Their alias.
    pub collector: &'a Recorder,
}

/// Reads one record that was entered in our own spelling, as code tables spell it, by the
/// rules of the profile's records. Times are milliseconds since 1970. What such records do
/// not say is left out.
///
/// # Errors
/// The first thing that is wrong, under the name that the profile has for it.
pub fn entered(
    profile: &Profile,
    surroundings: &Surroundings<'_>,
    told: impl IntoIterator<Item = (Target, String)>,
) -> Result<Canonical, RecordRefusal> {
    let place = Place::Path(String::new());
    let says = profile.document().records.says();
    let mut said = Said {
        profile,
        place: &place,
        slots: told
            .into_iter()
            .filter(|(target, text)| says.contains(target) && !text.is_empty())
            .collect(),
    };
    if let Some(entering) = &surroundings.entering {
        canonical::enter(&mut said, entering, &mut Numbering::default())?;
    }
    canonical::read(&said, surroundings)
}

/// A record as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Where it stands.
    pub place: String,
    /// Each value with its name, which is empty where a line has more or fewer values than
    /// there are names.
    pub cells: Vec<(String, String)>,
}

/// The records of a body as they were sent, for whoever has to put one right.
///
/// # Errors
/// Those of [`read`].
pub fn cells(
    profile: &Profile,
    surroundings: &Surroundings<'_>,
    content_type: &str,
    body: &[u8],
) -> Result<Vec<Sent>, BodyRefusal> {
    let text = |node: &Node| node.text().unwrap_or_default().to_owned();
    let records = opened(profile, surroundings, content_type, body)?;
    Ok(records
        .iter()
        .map(|(place, record)| {
            let cells = match record {
                Node::Group(members) => members
                    .iter()
                    .map(|(name, value)| (name.clone(), text(value)))
                    .collect(),
                Node::List(values) => values
                    .iter()
                    .map(|value| (String::new(), text(value)))
                    .collect(),
                other => vec![(String::new(), text(other))],
            };
            Sent {
                place: place.whole(),
                cells,
            }
        })
        .collect())
}

/// An empty table, to be filled in: its names, in the bytes of the profile; none for a profile
/// that reads no tables.
#[must_use]
pub fn blank(profile: &Profile) -> Option<Vec<u8>> {
    let document = profile.document();
    let separator = document.envelope.iter().find_map(|layer| match layer {
        Layer::Csv(table) => table.separator.bytes().next(),
        _ => None,
    })?;
    let names = csv::write(&Node::List(Vec::new()), separator, &profile.columns()).ok()?;
    charset::encode(document.charset, &names).ok()
}

impl Profile {
    /// Its first content type, without parameters.
    #[must_use]
    pub fn media_type(&self) -> &str {
        let first = self.document().content_types.first();
        first.map_or("", String::as_str)
    }

    /// Whether its records are collected opinions.
    #[must_use]
    pub fn is_collected(&self) -> bool {
        self.document().records == Kind::Collected
    }

    /// The name that it has for a field of ours; none if it has no such field.
    #[must_use]
    pub fn name_of(&self, target: Target) -> Option<&str> {
        self.fields_of(target).next().map(|it| it.name.as_str())
    }
}
