//! Profiles: how outside systems spell evaluations and service events.
//!
//! A profile is a file (`edge-api/profiles/<name>/profile.json`, described by
//! `profile.schema.json` and docs/profiles.md). It is data: what is read by it and
//! written by it is decided by the same few rules for all, and nothing here knows the
//! name of any.
//!
//! ```text
//! body ─ charset ─ layers ─► records ─ fields ─► our spelling ─ rules ─► Canonical
//!      ◄─────────────────────────────────────────────────────────────────
//! ```
//!
//! A profile with an `upstream` also says how an upper platform answers when records are
//! reported to it: [`understand`]; and, where it wants a token, how one is asked for:
//! [`token_query`].
//!
//! Reading gives each record its own result; a body is refused as a whole only where
//! no record can be told from another. Everything is bounded by [`limits`], and pure:
//! the same bytes at the same time give the same result.

mod answer;
mod by_hand;
mod canonical;
mod charset;
mod check;
mod envelope;
mod format;
mod headers;
pub mod limits;
mod moment;
mod node;
mod numbering;
mod place;
mod record;
mod refusal;
mod reply;
mod sm2;
mod syntax;
mod takes;
mod token;

use contract::case::AreaCode;
use contract::catalogue::Catalogue;

use numbering::Numbering;

pub use answer::{Answered, Understood, Verdict, understand};
pub use by_hand::{Entering, Sent, blank, cells, entered};
pub use canonical::{Canonical, Collected, Evaluation, Flag, Matter, Origin};
pub use check::Profile;
pub use format::Target;
pub use headers::headers;
pub use numbering::letters;
pub use refusal::{BodyCode, BodyRefusal, NotCarried, RecordCode, RecordRefusal};
pub use reply::{Outcome, reply};
pub use sm2::Named;
pub use takes::Takes;
pub use token::{Given, token_given, token_query};

/// What a record is judged by besides its profile.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// The indicators in force, and the retired ones.
    pub catalogue: &'a Catalogue,
    /// The area of the hall that sends; none takes any area.
    pub area: Option<&'a AreaCode>,
    /// Keys and words that the profile names.
    pub named: &'a Named,
    /// Milliseconds since 1970, by the edge's clock.
    pub now: i64,
    /// Who enters collected opinions by hand; none for what a system sends.
    pub entering: Option<Entering<'a>>,
}

/// Reads a body by a profile: one result for each record, in their order.
///
/// # Errors
/// When no records can be told apart: another content type, too large, broken bytes,
/// not well formed, wrong signature. Then nothing of it was read.
pub fn read(
    profile: &Profile,
    surroundings: &Surroundings<'_>,
    content_type: &str,
    body: &[u8],
) -> Result<Vec<Result<Canonical, RecordRefusal>>, BodyRefusal> {
    let records = opened(profile, surroundings, content_type, body)?;
    let mut numbering = Numbering::default();
    Ok(records
        .iter()
        .map(|(place, node)| {
            let mut said = record::read(profile, surroundings.catalogue, place, node)?;
            if let Some(entering) = &surroundings.entering {
                canonical::enter(&mut said, entering, &mut numbering)?;
            }
            canonical::read(&said, surroundings)
        })
        .collect())
}

/// What a record says in a field that its profile leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// Where it says so, or should.
    pub place: String,
    /// What it says; none where it is silent.
    pub text: Option<String>,
}

/// What each record of a body says in one of `names`, which its profile leaves out: for what
/// must not travel with the record, such as a number to call. In the order of [`read`].
///
/// # Errors
/// As [`read`].
pub fn aside(
    profile: &Profile,
    surroundings: &Surroundings<'_>,
    content_type: &str,
    body: &[u8],
    names: &[&str],
) -> Result<Vec<Aside>, BodyRefusal> {
    let records = opened(profile, surroundings, content_type, body)?;
    let said = |node: &node::Node, name: &str| {
        let text = node.at(&format!("/{name}"))?.text()?.trim();
        Some(text.to_owned()).filter(|text| !text.is_empty())
    };
    let usual = names.first().copied().unwrap_or_default();
    Ok(records
        .iter()
        .map(|(place, node)| {
            let has = |name: &&str| node.at(&format!("/{name}")).is_some();
            let says = |name: &&str| said(node, name).is_some();
            let mut known = names.iter().copied();
            let name = known.clone().find(says).or_else(|| known.find(has));
            let name = name.unwrap_or(usual);
            Aside {
                place: place.field(name),
                text: said(node, name),
            }
        })
        .collect())
}

/// The records of a body, each with its place.
fn opened(
    profile: &Profile,
    surroundings: &Surroundings<'_>,
    content_type: &str,
    body: &[u8],
) -> Result<Vec<(place::Place, node::Node)>, BodyRefusal> {
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    let document = profile.document();
    let taken = |known: &String| known.eq_ignore_ascii_case(media_type);
    if !document.content_types.iter().any(taken) {
        return Err(BodyRefusal::new(
            BodyCode::ContentType,
            "",
            "send a content type of the profile",
        ));
    }
    if body.len() > limits::BYTES {
        return Err(BodyRefusal::new(
            BodyCode::TooLarge,
            "",
            "a body may have 4 MiB; send fewer records at once",
        ));
    }
    envelope::open(
        profile,
        surroundings.named,
        content_type,
        body,
        surroundings.now,
    )
}

/// Writes records as a body of the profile, of [`Profile::content_type`].
///
/// # Errors
/// When the profile cannot say something that must be said, or a key is not set up.
/// What it merely has no field for is left out: see [`Profile::carries`].
pub fn write(
    profile: &Profile,
    named: &Named,
    records: &[Canonical],
    now: i64,
) -> Result<Vec<u8>, NotCarried> {
    let nodes = records
        .iter()
        .map(|canonical| {
            if canonical.kind() != profile.document().records {
                return Err(NotCarried::new(
                    "records",
                    "the profile's are of another kind",
                ));
            }
            let mut slots = canonical.slots();
            split_item(profile, &mut slots);
            record::write(profile, &slots)
        })
        .collect::<Result<_, _>>()?;
    envelope::close(profile, named, nodes, now)
}

/// A profile may tell the business item apart from the service item.
fn split_item(profile: &Profile, slots: &mut record::Slots) {
    const ITEM: usize = 31;
    if profile.fields_of(Target::BusinessItemCode).next().is_none() {
        return;
    }
    if let Some(code) = slots.get(&Target::ItemCode).filter(|it| it.len() > ITEM) {
        let whole = code.clone();
        let item = whole.chars().take(ITEM).collect();
        slots.insert(Target::BusinessItemCode, whole);
        slots.insert(Target::ItemCode, item);
    }
}

#[cfg(test)]
mod tests;
