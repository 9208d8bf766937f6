//! What a field takes, for whoever fills it in: read off the profile's own patterns and codes.

use super::Profile;
use super::format::Target;
use super::moment;

/// What a field takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Takes {
    /// One of these words.
    Words(Vec<String>),
    /// A time, written as one of these examples.
    Times(Vec<String>),
    /// Text of this kind.
    Text(Target),
}

/// Times that examples show: 2026-11-03 in China, five past nine and midnight. A pattern without
/// an hour can write only the second.
const SHOWN: [i64; 2] = [1_793_667_900_000, 1_793_635_200_000];

impl Profile {
    /// Its columns in their order, each with what it takes.
    pub fn takes(&self) -> impl Iterator<Item = (&str, Takes)> {
        self.document().fields.iter().map(|field| {
            let takes = if !field.codes.is_empty() {
                Takes::Words(field.codes.iter().map(|it| it.code.clone()).collect())
            } else if field.to.is_time() {
                let example = |pattern: &String| {
                    let write = |ms: &i64| moment::write(*ms, pattern, self.zone());
                    SHOWN.iter().find_map(write)
                };
                Takes::Times(field.times.iter().filter_map(example).collect())
            } else {
                Takes::Text(field.to)
            };
            (field.name.as_str(), takes)
        })
    }
}
