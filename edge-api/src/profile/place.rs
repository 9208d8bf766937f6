//! Where something stands in a body, without what stands there.

use super::node::escaped;

/// Where a record stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// At a path.
    Path(String),
    /// On a line of a table.
    Line(u64),
}

impl Place {
    /// A field of the record.
    pub fn field(&self, name: &str) -> String {
        let name = shown(name);
        match self {
            Self::Path(path) => format!("{path}/{}", escaped(&name)),
            Self::Line(line) => format!("line {line}, column {name}"),
        }
    }

    /// The record as a whole.
    pub fn whole(&self) -> String {
        match self {
            Self::Path(path) => path.clone(),
            Self::Line(line) => format!("line {line}"),
        }
    }
}

/// A name as it may be repeated: cut off, and without a number of a person, should one
/// have come to stand where names do.
pub(super) fn shown(name: &str) -> String {
    const CHARS: usize = 40;
    contract::redaction::redact(name)
        .text
        .chars()
        .take(CHARS)
        .collect()
}
