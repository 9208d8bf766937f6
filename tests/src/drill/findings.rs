//! What a drill found.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::load::{Diary, Reconciliation};

/// What one run of a drill found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Findings {
    /// How it was run.
    pub parameters: BTreeMap<String, String>,
    /// What was acknowledged against what the centre has.
    pub reconciliation: Reconciliation,
    /// Rows that still waited at the end.
    pub waiting: u64,
    /// Rows that the centre refused by their content.
    pub set_aside: u64,
    /// How often something was broken.
    pub breaks: u64,
    /// For how long nobody got a 202, in seconds, once a break.
    pub outages: Vec<f64>,
    /// From the mending until no row waited for longer than a second, in seconds.
    pub catch_ups: Vec<f64>,
    /// Answers other than 202, by status.
    pub refusals: BTreeMap<u16, u64>,
    /// Requests without an answer.
    pub unanswered: u64,
    /// Longest that a citizen who insisted waited for a 202, in seconds.
    pub longest_wait: f64,
    /// What else is worth knowing, in words.
    pub notes: Vec<String>,
    /// What was not as it has to be, besides the counts.
    pub flaws: Vec<String>,
}

impl Findings {
    /// Notes how the drill is run.
    #[must_use]
    pub fn with(mut self, parameter: &str, value: impl ToString) -> Self {
        self.parameters
            .insert(parameter.to_owned(), value.to_string());
        self
    }

    /// Takes over what a crowd was answered.
    pub fn hear(&mut self, diary: &Diary) {
        for (status, count) in &diary.refusals {
            *self.refusals.entry(*status).or_default() += count;
        }
        self.unanswered += diary.unanswered;
        self.longest_wait = self.longest_wait.max(diary.waited(1.0).as_secs_f64());
        if diary.without_retry_after > 0 {
            self.flaw(format!(
                "{} answers of 503 did not say when to come back",
                diary.without_retry_after
            ));
        }
    }

    /// Notes what was not as it has to be, once.
    pub fn flaw(&mut self, what: impl Into<String>) {
        let what = what.into();
        if !self.flaws.contains(&what) {
            self.flaws.push(what);
        }
    }

    /// Notes a flaw unless `holds`.
    pub fn demand(&mut self, holds: bool, otherwise: impl Into<String>) {
        if !holds {
            self.flaw(otherwise);
        }
    }

    /// Whether the drill was passed.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.flaws.is_empty()
            && self.reconciliation.is_whole()
            && self.waiting == 0
            && self.set_aside == 0
    }
}

/// The largest of some seconds; 0 of none.
#[must_use]
pub fn longest(seconds: &[f64]) -> f64 {
    seconds.iter().copied().fold(0.0, f64::max)
}

/// Counts by status, such as `503 × 12`; a dash when there are none.
#[must_use]
pub fn by_status(refusals: &BTreeMap<u16, u64>) -> String {
    if refusals.is_empty() {
        return "–".to_owned();
    }
    let counts = refusals
        .iter()
        .map(|(status, count)| format!("{status} × {count}"));
    counts.collect::<Vec<_>>().join(", ")
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}, {} set aside, {} waiting\n    {} breaks; longest outage {:.1} s, longest catch-up \
             {:.1} s, longest wait {:.1} s; refused {}, unanswered {}",
            self.reconciliation,
            self.set_aside,
            self.waiting,
            self.breaks,
            longest(&self.outages),
            longest(&self.catch_ups),
            self.longest_wait,
            by_status(&self.refusals),
            self.unanswered,
        )?;
        for note in &self.notes {
            write!(f, "\n    {note}")?;
        }
        for flaw in &self.flaws {
            write!(f, "\n    FLAW: {flaw}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drill_is_passed_only_when_everything_arrived() {
        let good = Findings {
            reconciliation: Reconciliation {
                acknowledged: 2,
                stored: 2,
                ..Reconciliation::default()
            },
            ..Findings::default()
        };
        assert!(good.passed());
        let mut bad = vec![Findings::default(); 4];
        for findings in &mut bad {
            *findings = good.clone();
        }
        bad[0].waiting = 1;
        bad[1].set_aside = 1;
        bad[2].reconciliation.missing = 1;
        bad[3].demand(false, "too slow");
        assert!(bad.iter().all(|findings| !findings.passed()));
    }
}
