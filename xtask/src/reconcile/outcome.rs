//! What came of one outbox, added up over its pages.

use contract::api::reconciliation::{
    Counts, Disagreement, Finding, OtherOutbox, Reconciliation, SetAside,
};
use serde::Serialize;

/// What came of one outbox.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    /// Address that was asked.
    pub address: String,
    /// Name of the edge.
    pub edge: String,
    /// Which of its outboxes.
    pub shard: u8,
    /// Its id.
    pub outbox: String,
    /// Rows by how they stand; `missing` is what is missing after filling.
    pub counts: Counts,
    /// Rows that central storage refuses for now.
    pub skipped: u64,
    /// What does not agree.
    pub findings: Vec<Finding>,
    /// What was missing and has been sent again.
    pub filled: Vec<Finding>,
    /// Rows that were set aside.
    pub set_aside: Vec<SetAside>,
    /// Other outboxes under the same name.
    pub others: Vec<OtherOutbox>,
}

impl Outcome {
    /// Nothing yet, of the edge at `address`.
    #[must_use]
    pub fn of(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            ..Self::default()
        }
    }

    /// Adds a page.
    pub fn add(&mut self, page: Reconciliation) {
        self.edge = page.edge;
        self.shard = page.shard;
        self.outbox = page.outbox;
        self.skipped = page.skipped;
        let sum = &mut self.counts;
        let of_page = page.counts;
        for (sum, more) in [
            (&mut sum.kept, of_page.kept),
            (&mut sum.in_centre, of_page.in_centre),
            (&mut sum.missing, of_page.missing),
            (&mut sum.filled, of_page.filled),
            (&mut sum.contradicting, of_page.contradicting),
            (&mut sum.waiting, of_page.waiting),
            (&mut sum.set_aside, of_page.set_aside),
            (&mut sum.duplicates, of_page.duplicates),
            (&mut sum.unknown_here, of_page.unknown_here),
        ] {
            *sum += more;
        }
        for finding in page.findings {
            join(&mut self.findings, finding);
        }
        self.set_aside.extend(page.set_aside);
        self.others.extend(page.others);
    }

    /// Puts what was found after filling in the place of what was found before.
    pub fn settle(&mut self, again: Self) {
        self.filled = self
            .findings
            .iter()
            .filter(|finding| finding.what == Disagreement::Missing)
            .copied()
            .collect();
        let filled = self.counts.filled;
        self.counts = again.counts;
        self.counts.filled = filled;
        self.findings = again.findings;
        self.skipped = again.skipped;
        // What was set aside before stands with whether it was sent again.
        for row in again.set_aside {
            if self.set_aside.iter().all(|known| known.seq != row.seq) {
                self.set_aside.push(row);
            }
        }
    }

    /// The last number that was missing.
    #[must_use]
    pub fn last_missing(&self) -> u64 {
        let missing = self.findings.iter();
        let missing = missing.filter(|finding| finding.what == Disagreement::Missing);
        missing
            .map(|finding| finding.last)
            .max()
            .unwrap_or_default()
    }

    /// Whether anything does not agree besides what is missing.
    #[must_use]
    pub fn is_contradicted(&self) -> bool {
        let mut findings = self.findings.iter();
        findings.any(|finding| finding.what != Disagreement::Missing)
    }

    /// Whether everything agrees.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.findings.is_empty()
    }
}

/// Adds a finding, as a part of the last one of its sort where it goes on from there.
fn join(findings: &mut Vec<Finding>, finding: Finding) {
    let last = findings
        .iter_mut()
        .rev()
        .find(|last| last.what == finding.what);
    match last {
        Some(last) if last.last + 1 == finding.first => {
            last.last = finding.last;
            last.rows += finding.rows;
        }
        _ => findings.push(finding),
    }
}

/// Leaves out of `others` what was asked itself.
pub fn forget_those_met(outcomes: &mut [Outcome]) {
    let met: Vec<String> = outcomes.iter().map(|one| one.outbox.clone()).collect();
    for outcome in outcomes {
        outcome.others.retain(|other| !met.contains(&other.outbox));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(first: u64, last: u64) -> Finding {
        Finding {
            what: Disagreement::Missing,
            first,
            last,
            rows: last + 1 - first,
        }
    }

    fn page(findings: Vec<Finding>, filled: u64) -> Reconciliation {
        let missing = findings.iter().map(|finding| finding.rows).sum();
        Reconciliation {
            counts: Counts {
                kept: 10,
                missing,
                filled,
                ..Counts::default()
            },
            findings,
            ..Reconciliation::default()
        }
    }

    #[test]
    fn a_stretch_over_two_pages_is_one() {
        let mut outcome = Outcome::of("e");
        outcome.add(page(vec![missing(2, 3), missing(9, 10)], 0));
        outcome.add(page(vec![missing(11, 20)], 0));
        assert_eq!(outcome.findings, [missing(2, 3), missing(9, 20)]);
        assert_eq!((outcome.counts.kept, outcome.counts.missing), (20, 14));
        assert_eq!(outcome.last_missing(), 20);
    }

    #[test]
    fn what_was_filled_is_named_and_no_longer_missing() {
        let mut outcome = Outcome::of("e");
        outcome.add(page(vec![missing(2, 3)], 2));
        let mut again = Outcome::of("e");
        again.add(page(Vec::new(), 0));
        outcome.settle(again);
        assert!(outcome.agrees());
        assert_eq!(outcome.filled, [missing(2, 3)]);
        assert_eq!((outcome.counts.missing, outcome.counts.filled), (0, 2));
    }

    #[test]
    fn only_what_is_missing_can_be_filled() {
        let mut outcome = Outcome::of("e");
        outcome.add(page(vec![missing(1, 1)], 0));
        assert!(!outcome.is_contradicted());
        let mut finding = missing(5, 5);
        finding.what = Disagreement::OtherDigest;
        outcome.add(page(vec![finding], 0));
        assert!(outcome.is_contradicted());
    }
}
