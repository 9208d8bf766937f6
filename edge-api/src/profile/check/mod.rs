//! A profile that has been checked: the only kind that reads or writes.

mod envelope;
mod fields;
mod named;
mod token;
mod upstream;

use time::UtcOffset;

use super::format::{Document, Field, Layer, Target, Token};
use super::limits::{PROFILE_BYTES, RECORDS};
use super::moment;
use super::node::segments;
use super::reply::{Outcome, reply};
use crate::config::Refused;

const PATTERN: &str = "must be a pattern of yyyy MM dd HH mm ss SSS, each once, largest first";

/// A checked profile.
#[derive(Clone, Debug)]
pub struct Profile {
    document: Document,
    zone: UtcOffset,
}

impl Profile {
    /// Reads and checks a profile file.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place: `fields[3].codes[0].means`.
    pub fn parse(text: &str) -> Result<Self, Refused> {
        if text.len() > PROFILE_BYTES {
            return refuse("", "a profile may have 128 KiB");
        }
        let mut json = serde_json::Deserializer::from_str(text);
        let document: Document =
            serde_path_to_error::deserialize(&mut json).map_err(|error| Refused {
                field: error.path().to_string(),
                reason: error.into_inner().to_string(),
            })?;
        json.end().map_err(|error| Refused {
            field: ".".to_owned(),
            reason: format!("one JSON document is expected: {error}"),
        })?;
        let zone = moment::zone(&document.zone);
        let Some(zone) = zone else {
            return refuse("zone", "must be an offset such as +08:00");
        };
        whole(&document)?;
        envelope::check(&document)?;
        fields::check(&document)?;
        upstream::check(&document)?;
        let profile = Self { document, zone };
        for outcome in [
            Outcome::default(),
            Outcome {
                refused: 1,
                ..Outcome::default()
            },
        ] {
            reply(&profile, &outcome).map_err(|wrong| Refused {
                field: "reply".to_owned(),
                reason: format!("cannot be written: {wrong}"),
            })?;
        }
        Ok(profile)
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.document.name
    }

    /// What people call it.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.document.title
    }

    /// Where its layout is known from.
    #[must_use]
    pub fn basis(&self) -> &str {
        &self.document.basis
    }

    /// The content type of what it writes, with its charset.
    #[must_use]
    pub fn content_type(&self) -> String {
        let charset = self.document.charset.name();
        let first = self.document.content_types.first();
        format!("{}; charset={charset}", first.map_or("", String::as_str))
    }

    /// Whether it has an answer of its own.
    #[must_use]
    pub const fn has_reply(&self) -> bool {
        self.document.reply.is_some()
    }

    /// What it can carry outward, in the order of its fields.
    pub fn carries(&self) -> impl Iterator<Item = Target> {
        self.document.fields.iter().map(|field| field.to)
    }

    /// Whether evaluations can be reported by it to an upper platform.
    #[must_use]
    pub const fn reports(&self) -> bool {
        self.document.upstream.is_some()
    }

    /// The path that a token is fetched from before anything is reported; none where the
    /// platform wants none.
    #[must_use]
    pub fn token_path(&self) -> Option<&str> {
        self.token().map(|token| token.path.as_str())
    }

    /// Most records of one body.
    #[must_use]
    pub const fn most(&self) -> usize {
        self.document.most
    }

    pub(super) const fn document(&self) -> &Document {
        &self.document
    }

    pub(super) fn token(&self) -> Option<&Token> {
        self.document.upstream.as_ref()?.token.as_ref()
    }

    pub(super) const fn zone(&self) -> UtcOffset {
        self.zone
    }

    pub(super) fn is_signed(&self) -> bool {
        let signed = |layer: &Layer| matches!(layer, Layer::Signed(_));
        self.document.envelope.iter().any(signed)
    }

    pub(super) fn fields_of(&self, target: Target) -> impl Iterator<Item = &Field> {
        self.document
            .fields
            .iter()
            .filter(move |field| field.to == target)
    }

    /// Names of a table's columns.
    pub(super) fn columns(&self) -> Vec<&str> {
        let fields = self.document.fields.iter().map(|field| &field.name);
        let constants = self.document.constants.iter().map(|it| &it.name);
        fields.chain(constants).map(String::as_str).collect()
    }

    /// Whether leaving this out would make a record say something else.
    pub(super) fn must_carry(&self, target: Target, value: &str) -> bool {
        match target {
            Target::Effective => value == "false",
            // Told by the code of another field, or refused there.
            Target::Default => false,
            _ => self.document.records.needs().contains(&target),
        }
    }
}

fn refuse<T>(field: &str, reason: &str) -> Result<T, Refused> {
    Err(Refused {
        field: field.to_owned(),
        reason: reason.to_owned(),
    })
}

fn whole(document: &Document) -> Result<(), Refused> {
    if document.format != 1 {
        return refuse("format", "must be 1");
    }
    let name = document.name.as_bytes();
    let small = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-';
    if name.is_empty() || name.len() > 40 || !name.iter().all(small) {
        return refuse("name", "must have 1 to 40 small letters, digits or hyphens");
    }
    if !(1..=RECORDS).contains(&document.most) {
        return refuse("most", "must be 1 to 2000");
    }
    if document.content_types.is_empty() {
        return refuse("contentTypes", "at least one must be taken");
    }
    for (i, content_type) in document.content_types.iter().enumerate() {
        if !content_type.contains('/')
            || content_type.contains(';')
            || content_type
                .bytes()
                .any(|b| b.is_ascii_uppercase() || b <= b' ')
        {
            return refuse(
                &format!("contentTypes[{i}]"),
                "must be a type in small letters without parameters, such as text/csv",
            );
        }
    }
    path(&document.record_at, "recordAt")
}

/// A pointer is empty or begins with a slash.
fn path(text: &str, field: &str) -> Result<(), Refused> {
    if text.is_empty() || (text.starts_with('/') && segments(text).all(|it| !it.is_empty())) {
        return Ok(());
    }
    refuse(field, "must be a pointer such as /data/list, or empty")
}
