//! A table of opinions, row by row: what may be entered, and what is wrong with the rest.

use std::collections::HashMap;

use contract::redaction::redact;
use haochaping_edge::profile::{
    self, BodyCode, Canonical, Profile, RecordRefusal, Sent, Surroundings,
};
use sha2::{Digest as _, Sha256};

use crate::sheet;

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Line of the file.
    pub line: i32,
    /// What it is.
    pub what: What,
}

/// What a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// An opinion that may be entered.
    Good {
        /// What stands in the place of a case number.
        key: String,
        /// The record as the edge is sent it, alone in its body.
        opinion: String,
    },
    /// The same opinion as further up.
    Repeated,
    /// Something has to be put right.
    Wrong {
        /// In which column; empty for the row as a whole.
        field: String,
        /// Why: a code of profiles, or `repeated`.
        code: String,
        /// The row as it was sent, without numbers of persons.
        cells: Vec<(String, String)>,
    },
}

/// SHA-256 of a file, in hexadecimal digits.
#[must_use]
pub fn digest(file: &[u8]) -> String {
    let bytes = Sha256::digest(file);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a table by `table`; what is good is written by `record`.
///
/// # Errors
/// Why no rows can be told apart.
pub fn read(
    table: &Profile,
    record: &Profile,
    surroundings: &Surroundings<'_>,
    file: &[u8],
) -> Result<Vec<Row>, BodyCode> {
    let kind = sheet::content_type(file);
    let read = profile::read(table, surroundings, kind, file).map_err(|it| it.code)?;
    let sent = profile::cells(table, surroundings, kind, file).map_err(|it| it.code)?;
    let mut seen: HashMap<String, String> = HashMap::new();
    Ok(read
        .into_iter()
        .zip(sent)
        .enumerate()
        .map(|(index, (result, sent))| {
            let what = match result {
                Ok(canonical) => good(record, surroundings, &canonical, &sent, &mut seen),
                Err(refusal) => refused(&refusal, &sent),
            };
            Row {
                line: line(&sent.place, index),
                what,
            }
        })
        .collect())
}

fn good(
    record: &Profile,
    surroundings: &Surroundings<'_>,
    canonical: &Canonical,
    sent: &Sent,
    seen: &mut HashMap<String, String>,
) -> What {
    let Canonical::Evaluation(evaluation) = canonical else {
        return wrong("", "malformed", sent);
    };
    let key = evaluation.case_no.as_str().to_owned();
    let one = std::slice::from_ref(canonical);
    let written = profile::write(record, surroundings.named, one, surroundings.now);
    let Some(opinion) = written.ok().and_then(|it| String::from_utf8(it).ok()) else {
        return wrong("", "malformed", sent);
    };
    match seen.get(&key) {
        Some(before) if *before == opinion => What::Repeated,
        Some(_) => wrong("", "repeated", sent),
        None => {
            seen.insert(key.clone(), opinion.clone());
            What::Good { key, opinion }
        }
    }
}

fn refused(refusal: &RecordRefusal, sent: &Sent) -> What {
    wrong(&refusal.field, refusal.code.as_str(), sent)
}

fn wrong(field: &str, code: &str, sent: &Sent) -> What {
    let cell = |(name, text): &(String, String)| (redact(name).text, redact(text).text);
    What::Wrong {
        field: field.to_owned(),
        code: code.to_owned(),
        cells: sent.cells.iter().map(cell).collect(),
    }
}

/// The line that a place names; without one, the row's below the names.
fn line(place: &str, index: usize) -> i32 {
    let digits: String = place.chars().filter(char::is_ascii_digit).collect();
    let below = i32::try_from(index).unwrap_or(i32::MAX).saturating_add(2);
    digits.parse().unwrap_or(below)
}

/// The records of several bodies of one as one body.
#[must_use]
pub fn joined<'a>(bodies: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let inner = |body: &'a str| {
        let trimmed = body.trim();
        let list = trimmed
            .strip_prefix('[')
            .and_then(|it| it.strip_suffix(']'));
        list.unwrap_or(trimmed)
    };
    let records: Vec<&str> = bodies.map(inner).collect();
    format!("[{}]", records.join(",")).into_bytes()
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
