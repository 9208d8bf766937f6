//! What is measured, how, and where the report goes.

use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;
use xtask::failure::{Failure, OrFail, Result};
use xtask::project;

use super::NAME;
use super::contender::Contender;
use crate::report::Report;

/// What can be measured alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// Evaluations accepted: rate, processor time, latency, bytes
    Acceptances,
    /// Form, receipt and hosted page
    Reads,
    /// An unrelated request while as much as possible is written
    Mixed,
    /// Short links made, beside evaluations, and opened, beside hosted pages
    Links,
    /// A backlog into PostgreSQL, beside COPY, and with upper platforms to report to
    Drain,
    /// Memory under steady load
    Memory,
    /// The load generator beside a well-known one
    Generator,
}

/// How to measure.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Only these parts; all without
    #[arg(long, value_delimiter = ',')]
    pub only: Vec<Part>,
    /// Puts the tables of these parts into the report that is there, beside the others: each says
    /// of which run it is
    #[arg(long, requires = "only")]
    pub join: bool,
    /// Only these contenders; all without
    #[arg(long, value_delimiter = ',')]
    pub contenders: Vec<Contender>,
    /// How often each contender has its turn
    #[arg(long, default_value_t = 5)]
    pub rounds: usize,
    /// How long a cell is measured
    #[arg(long, default_value_t = 2.0)]
    pub seconds: f64,
    /// Connections of the closed loops
    #[arg(long, value_delimiter = ',', default_values_t = [1, 16, 64, 256])]
    pub connections: Vec<usize>,
    /// Links that are made, and evaluations beside them; in whole bodies of 500
    #[arg(long, default_value_t = 10_000)]
    pub links: usize,
    /// Rows of the backlog that is drained
    #[arg(long, default_value_t = 100_000)]
    pub drain_rows: usize,
    /// How often it is drained
    #[arg(long, default_value_t = 3)]
    pub drain_rounds: usize,
    /// How long memory is watched
    #[arg(long, default_value_t = 10.0)]
    pub memory_minutes: f64,
    /// Seconds instead of minutes, for whoever changes something: two rounds of one second, a
    /// small backlog, memory for half a minute
    #[arg(long)]
    pub quick: bool,
    /// Folder of the report; without it docs/performance when everything, or what is joined, is
    /// measured in full, else target/bench/report
    #[arg(long)]
    pub out: Option<PathBuf>,
}

#[derive(Parser)]
struct Alone {
    #[command(flatten)]
    options: Options,
}

impl Options {
    /// Everything, as the report is made.
    #[must_use]
    pub fn full() -> Self {
        Alone::parse_from(["edge"]).options
    }

    pub(super) fn has(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }

    pub(super) fn warm_up(&self) -> Duration {
        Duration::from_secs_f64((self.seconds / 4.0).min(1.0))
    }

    pub(super) fn contenders(&self) -> Vec<Contender> {
        let asked = |contender: &Contender| {
            self.contenders.is_empty() || self.contenders.contains(contender)
        };
        Contender::ALL.into_iter().filter(asked).collect()
    }

    pub(super) fn settled(&self) -> Self {
        let mut options = self.clone();
        if self.quick {
            options.rounds = 2;
            options.seconds = 1.0;
            options.links = 2_000;
            options.drain_rows = 5_000;
            options.drain_rounds = 1;
            options.memory_minutes = 0.5;
        }
        options
    }

    /// Whether each figure is measured as those that the documentation shows.
    fn is_in_full(&self) -> bool {
        let full = Self::full();
        !self.quick
            && self.contenders.is_empty()
            && full
                .connections
                .iter()
                .all(|it| self.connections.contains(it))
            && self.rounds >= full.rounds
            && self.seconds >= full.seconds
            && self.memory_minutes >= full.memory_minutes
            && self.links >= full.links
            && self.drain_rows >= full.drain_rows
            && self.drain_rounds >= full.drain_rounds
    }

    /// Whether the report is the documentation's.
    pub(super) fn documents(&self) -> bool {
        self.out.is_none() && self.is_in_full() && (self.join || self.only.is_empty())
    }

    pub(super) fn folder(&self) -> PathBuf {
        match &self.out {
            Some(folder) => folder.clone(),
            None if self.documents() => project::root().join("docs/performance"),
            None => project::root().join("target/bench/report"),
        }
    }

    /// The report that is joined.
    pub(super) fn earlier(&self) -> Result<Option<Report>> {
        if !self.join {
            return Ok(None);
        }
        if self.out.is_none() && !self.is_in_full() {
            return Err(Failure::new(
                "figures of less than the full measurement do not go into the documentation",
                "Leave out --quick, --contenders and lower numbers, or give --out",
            ));
        }
        let folder = self.folder();
        let remedy = "Measure everything: leave out --only and --join";
        let what = format!("no report in {} to join", project::shown(&folder));
        Report::earlier(NAME, &folder)
            .or_fail(what, remedy)
            .map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(arguments: &[&str]) -> Options {
        let given = std::iter::once(&"edge").chain(arguments);
        Alone::try_parse_from(given).expect("options").options
    }

    #[test]
    fn only_what_was_measured_in_full_goes_into_the_documentation() {
        for documented in [&[][..], &["--only", "drain", "--join"], &["--rounds", "9"]] {
            assert!(options(documented).documents(), "{documented:?}");
        }
        for other in [
            &["--only", "drain"][..],
            &["--quick"],
            &["--out", "elsewhere"],
            &["--links", "500"],
            &["--contenders", "ours"],
            &["--connections", "64"],
            &["--only", "drain", "--join", "--drain-rounds", "1"],
        ] {
            assert!(!options(other).documents(), "{other:?}");
        }
    }

    #[test]
    fn a_short_run_is_not_joined_to_the_documentation() {
        let short = options(&["--only", "drain", "--join", "--quick"]);
        assert!(short.earlier().is_err());
        assert!(
            Alone::try_parse_from(["edge", "--join"]).is_err(),
            "all of it replaces all"
        );
    }
}
