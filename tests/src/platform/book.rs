//! What a platform has taken.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Rule, Told};

/// Requests and records.
#[derive(Default)]
pub(super) struct Book {
    pub(super) requests: usize,
    /// By key of the record: how often it came, and the record as it came last.
    pub(super) taken: BTreeMap<String, (usize, Value)>,
    pub(super) largest: usize,
    pub(super) unreadable: usize,
}

impl Book {
    /// Takes the records of a body that may be taken. Without `each` it is all of them, or
    /// none where one is refused or was there before.
    pub(super) fn take(&mut self, records: Vec<Value>, rule: &Rule, each: bool) -> Vec<Told> {
        self.largest = self.largest.max(records.len());
        let refused: Vec<_> = records.iter().map(|record| rule(record)).collect();
        let nothing = !each && {
            let there = |record: &Value| self.taken.contains_key(&key(record));
            refused.iter().any(Option::is_some) || records.iter().any(there)
        };
        records
            .into_iter()
            .zip(refused)
            .map(|(record, refused)| {
                let before = self.taken.contains_key(&key(&record));
                if refused.is_none() && (before || !nothing) {
                    let entry = self.taken.entry(key(&record)).or_insert((0, Value::Null));
                    entry.0 += 1;
                    entry.1 = record;
                }
                Told { before, refused }
            })
            .collect()
    }
}

fn key(record: &Value) -> String {
    let text = |name: &str| match &record[name] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    format!(
        "{}/{}/{}",
        text("projectNo"),
        text("serviceNumber"),
        text("assessNumber")
    )
}
