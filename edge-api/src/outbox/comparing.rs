//! Compares what the outbox keeps with what the centre says of it; pure.
//!
//! Rows are compared one by one, by key and digest: that decides what is missing.
//! Batches are compared as a whole, by number and digest: that shows an outbox that
//! was set back to an older copy of itself and gave its numbers a second time.

use std::collections::HashMap;
use std::fmt::Write;

use contract::api::reconciliation::{Counts, Disagreement, Finding};
use sha2::{Digest, Sha256};

use super::entry::Kind;
use super::protocol::Standing;

/// A row as the outbox keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRow {
    /// Its number.
    pub seq: i64,
    /// What it holds.
    pub kind: Kind,
    /// How it stands.
    pub standing: Standing,
    /// Digest of its content.
    pub digest: String,
    /// Where the centre would have it.
    pub place: Place,
    /// When it was settled, ms.
    pub settled_at: i64,
    /// Why it was set aside.
    pub cause: String,
}

/// The key of a row in the centre.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// Area of the hall.
    pub area: String,
    /// Hall.
    pub hall: String,
    /// Case.
    pub case_no: String,
    /// Step.
    pub step_no: i64,
    /// Round; of no meaning for an event.
    pub round: i64,
}

/// What the centre says of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// It is there.
    Same,
    /// Something else has its key.
    OtherContent,
    /// Its key is there, its evaluation is not.
    RowGone,
    /// Nothing has its key.
    Absent,
}

/// What the centre stored in one statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// What the rows hold; the number as stored.
    pub kind: i16,
    /// Numbers, as stretches from one number to before another.
    pub seqs: Vec<(i64, i64)>,
    /// See [`digest`].
    pub digest: String,
}

/// What came of the rows of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// How many there are of which sort.
    pub counts: Counts,
    /// What does not agree.
    pub findings: Vec<Finding>,
    /// Numbers of those to send again.
    pub missing: Vec<i64>,
}

/// Compares rows with what the centre said of those that were delivered. None when it
/// said nothing of one of them: then nothing is known of the page.
#[must_use]
pub fn rows(kept: &[KeptRow], said: &HashMap<i64, Said>) -> Option<Rows> {
    let (mut rows, mut wrong) = (Rows::default(), Vec::new());
    for row in kept {
        let counts = &mut rows.counts;
        counts.kept += 1;
        match row.standing {
            Standing::Waiting => counts.waiting += 1,
            Standing::SetAside => counts.set_aside += 1,
            Standing::Duplicate => counts.duplicates += 1,
            Standing::Central => match said.get(&row.seq)? {
                Said::Same => counts.in_centre += 1,
                Said::Absent => {
                    counts.missing += 1;
                    rows.missing.push(row.seq);
                    wrong.push((Disagreement::Missing, row.seq));
                }
                Said::OtherContent => {
                    counts.contradicting += 1;
                    wrong.push((Disagreement::OtherContent, row.seq));
                }
                Said::RowGone => {
                    counts.contradicting += 1;
                    wrong.push((Disagreement::RowGone, row.seq));
                }
            },
        }
    }
    rows.findings = stretches(&wrong);
    Some(rows)
}

/// Compares batches with the rows that are kept under their numbers, `here`: their kinds
/// and lines, see [`digest`]. Numbers up
/// to `pruned` may have been removed here since the centre has them. Returns how many
/// numbers are unknown here, and what does not agree.
#[must_use]
pub fn batches(
    batches: &[Batch],
    here: &HashMap<i64, (Kind, String)>,
    pruned: i64,
) -> (u64, Vec<Finding>) {
    let (mut unknown, mut findings) = (0, Vec::new());
    for batch in batches {
        let numbers = || batch.seqs.iter().flat_map(|&(from, to)| from..to);
        let absent: Vec<i64> = numbers().filter(|seq| !here.contains_key(seq)).collect();
        let (removed, gone): (Vec<i64>, Vec<i64>) =
            absent.into_iter().partition(|&seq| seq <= pruned);
        unknown += wide(gone.len());
        findings.extend(stretches(
            &gone
                .iter()
                .map(|&seq| (Disagreement::UnknownHere, seq))
                .collect::<Vec<_>>(),
        ));
        if !removed.is_empty() || !gone.is_empty() {
            continue;
        }
        let rows: Vec<(i64, &str)> = numbers()
            .filter_map(|seq| here.get(&seq).map(|(_, line)| (seq, line.as_str())))
            .collect();
        let of_kind = numbers().all(|seq| {
            here.get(&seq)
                .is_some_and(|(kind, _)| *kind as i16 == batch.kind)
        });
        if of_kind && digest(&rows) == batch.digest {
            continue;
        }
        let (first, last) = (rows.first(), rows.last());
        if let (Some((first, _)), Some((last, _))) = (first, last) {
            findings.push(Finding {
                what: Disagreement::OtherDigest,
                first: number(*first),
                last: number(*last),
                rows: wide(rows.len()),
            });
        }
    }
    (unknown, findings)
}

/// Digest of rows by their numbers, as the centre computes it: SHA-256, hexadecimal, of
/// the lines `number line`, joined by line feeds. A line is a row's key and digest: two
/// citizens may say the same, so the digest alone does not tell rows apart.
#[must_use]
pub fn digest(rows: &[(i64, &str)]) -> String {
    let mut lines = String::new();
    for (seq, line) in rows {
        let between = if lines.is_empty() { "" } else { "\n" };
        // Writing to a string cannot fail.
        let _ = write!(lines, "{between}{seq} {line}");
    }
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(lines.as_bytes()) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Joins neighbours that disagree in the same way; `wrong` is in order.
fn stretches(wrong: &[(Disagreement, i64)]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for &(what, seq) in wrong {
        let seq = number(seq);
        match findings.last_mut() {
            Some(last) if last.what == what && last.last + 1 == seq => {
                last.last = seq;
                last.rows += 1;
            }
            _ => findings.push(Finding {
                what,
                first: seq,
                last: seq,
                rows: 1,
            }),
        }
    }
    findings
}

/// A number of a row as it is told outside.
#[must_use]
pub fn number(seq: i64) -> u64 {
    u64::try_from(seq).unwrap_or_default()
}

fn wide(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
