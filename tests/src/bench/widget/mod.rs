//! `cargo xtask bench widget`: the element in a browser, beside what a hall would take instead and
//! beside the same first screen made by hand.
//!
//! The samples are taken by `tests/bench/widget/main.mjs` in Chromium; here the real edge is
//! started for it, and its samples become a report.

mod samples;
mod tables;
mod take;

use std::path::Path;

use xtask::failure::{OrFail, Result};
use xtask::project;

use crate::report::{Report, embed};

pub use samples::{Sample, Samples};
pub use take::take;

/// How to measure.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Only these contenders (ours, vanilla, surveyjs, posthog, formbricks, sentry); all without
    #[arg(long, value_delimiter = ',')]
    pub only: Vec<String>,
    /// How often each contender has its turn on each line
    #[arg(long, default_value_t = 11)]
    pub rounds: usize,
    /// Only these lines (plain, fast-4g, slow-4g); all without
    #[arg(long, value_delimiter = ',')]
    pub profiles: Vec<String>,
    /// How often each is mounted and removed before its memory is read; 0 leaves memory out
    #[arg(long, default_value_t = 50)]
    pub mounts: usize,
    /// Three rounds without the slow line, for whoever changes something; writes into
    /// target/bench/report
    #[arg(long)]
    pub quick: bool,
    /// Measures nothing: reports the samples of the last run once more
    #[arg(long)]
    pub again: bool,
}

impl Options {
    /// What the documentation shows.
    #[must_use]
    pub fn full() -> Self {
        Self {
            only: Vec::new(),
            rounds: 11,
            profiles: Vec::new(),
            mounts: 50,
            quick: false,
            again: false,
        }
    }

    /// Each contender once, on the line of this machine: whether all can still be rated.
    #[must_use]
    pub fn smoke() -> Self {
        Self {
            rounds: 1,
            profiles: vec!["plain".to_owned()],
            mounts: 1,
            ..Self::full()
        }
    }

    /// What `--quick` makes of them.
    fn settled(&self) -> Self {
        if !self.quick {
            return self.clone();
        }
        Self {
            rounds: self.rounds.min(3),
            profiles: vec!["plain".to_owned(), "fast-4g".to_owned()],
            ..self.clone()
        }
    }

    /// Whether the result is what the documentation shows, not a part of it.
    fn is_whole(&self) -> bool {
        !self.quick && self.only.is_empty() && self.profiles.is_empty() && self.mounts > 0
    }
}

/// Measures and reports: a whole run into `docs/performance.md` and the folder beside it, any other
/// into `target/bench/report`.
///
/// # Errors
/// The stack or the browser does not start, a contender could not be rated, or a file cannot be
/// written. A missed target is no error.
pub fn run(options: &Options) -> Result<()> {
    let samples = if options.again {
        take::last()?
    } else {
        take(&options.settled())?
    };
    let mut report = tables::report(&samples);
    if !options.is_whole() {
        return write(&mut report, &project::root().join("target/bench/report"));
    }
    let docs = project::root().join("docs");
    write(&mut report, &docs.join("performance"))?;
    embed(
        &docs.join("performance.md"),
        &report.name,
        &report.markdown("performance"),
    )
    .or_fail("cannot write docs/performance.md", "Restore it from git")
}

fn write(report: &mut Report, folder: &Path) -> Result<()> {
    report.write(folder).or_fail(
        format!("cannot write into {}", project::shown(folder)),
        "Check its permissions and free space",
    )
}
