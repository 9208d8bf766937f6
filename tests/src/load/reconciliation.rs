//! Compares by counting what was acknowledged with what the centre has.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::diary::Acknowledged;

/// Rows in the centre: case number → receipts, one a row.
pub type Rows = BTreeMap<String, Vec<String>>;

/// What came of the acknowledged evaluations.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconciliation {
    /// Evaluations that were answered with 202.
    pub acknowledged: u64,
    /// Rows in the centre.
    pub stored: u64,
    /// Acknowledged, but without a row.
    pub missing: u64,
    /// Cases with more than one row.
    pub doubled: u64,
    /// Acknowledged with another receipt than the row has.
    pub differing: u64,
    /// Rows whose citizen never read the answer: sent, stored, and the answer was lost.
    pub unheard: u64,
}

impl Reconciliation {
    /// Counts.
    #[must_use]
    pub fn count(acknowledged: &Acknowledged, rows: &Rows) -> Self {
        let number = |found: usize| u64::try_from(found).unwrap_or(u64::MAX);
        let of = |test: &dyn Fn(&str, &str) -> bool| {
            number(
                acknowledged
                    .iter()
                    .filter(|(case, receipt)| test(case, receipt))
                    .count(),
            )
        };
        Self {
            acknowledged: number(acknowledged.len()),
            stored: number(rows.values().map(Vec::len).sum()),
            missing: of(&|case, _| !rows.contains_key(case)),
            doubled: number(rows.values().filter(|receipts| receipts.len() > 1).count()),
            differing: of(&|case, receipt| {
                rows.get(case)
                    .is_some_and(|receipts| receipts.iter().any(|stored| stored != receipt))
            }),
            unheard: number(
                rows.keys()
                    .filter(|case| !acknowledged.contains_key(*case))
                    .count(),
            ),
        }
    }

    /// Whether nothing acknowledged is missing, doubled or another than was receipted.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.missing == 0 && self.doubled == 0 && self.differing == 0 && self.acknowledged > 0
    }
}

impl fmt::Display for Reconciliation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            acknowledged,
            stored,
            missing,
            doubled,
            differing,
            unheard,
        } = self;
        write!(
            f,
            "{acknowledged} acknowledged, {stored} stored, {missing} missing, {doubled} doubled, \
             {differing} with another receipt, {unheard} stored whose answer was lost"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(rows: &[(&str, &[&str])]) -> Reconciliation {
        let acknowledged = [("a", "A"), ("b", "B")];
        let acknowledged = acknowledged.map(|(case, receipt)| (case.into(), receipt.into()));
        let rows = rows.iter().map(|(case, receipts)| {
            let receipts = receipts.iter().map(|receipt| (*receipt).to_owned());
            ((*case).to_owned(), receipts.collect())
        });
        Reconciliation::count(&acknowledged.into(), &rows.collect())
    }

    #[test]
    fn whole_is_one_row_each_with_its_receipt() {
        let whole = counted(&[("a", &["A"]), ("b", &["B"]), ("c", &["C"])]);
        assert!(whole.is_whole());
        assert_eq!((whole.stored, whole.unheard), (3, 1));
    }

    #[test]
    fn every_flaw_is_counted() {
        for (rows, flaw) in [
            (counted(&[("a", &["A"])]), "1 missing"),
            (counted(&[("a", &["A", "A"]), ("b", &["B"])]), "1 doubled"),
            (counted(&[("a", &["A"]), ("b", &["X"])]), "1 with another"),
            (
                counted(&[("a", &["A"]), ("b", &["B"]), ("c", &["C", "C"])]),
                "1 doubled",
            ),
        ] {
            assert!(!rows.is_whole(), "{rows}");
            assert!(rows.to_string().contains(flaw), "{rows}");
        }
        assert!(!Reconciliation::default().is_whole(), "nobody rated");
    }
}
