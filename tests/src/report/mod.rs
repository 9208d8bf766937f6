//! What a benchmark or a drill found: measured rows beside a peer or a limit, as a table to
//! read, JSON to keep and a figure to look at.
//!
//! Contenders are measured in turns, so the n-th samples of two rows were taken under the
//! same noise, and their ratio means more than that of two medians.

mod figure;
mod join;
mod page;
mod summary;

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

pub use join::Run;
pub use page::embed;
pub use summary::Summary;

/// One run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Names the files: `<name>.json`, `<name>-<table>.svg`.
    pub name: String,
    /// Day of the run, `YYYY-MM-DD`, UTC.
    pub date: String,
    /// The machine it ran on.
    pub machine: Machine,
    /// How it was run: rounds, seconds, versions of the peers.
    pub parameters: Vec<(String, String)>,
    /// What was measured.
    pub tables: Vec<Table>,
    /// What had to be reached.
    pub targets: Vec<Target>,
}

/// What the figures depend on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Machine {
    /// Model of the processor as the system names it.
    pub processor: String,
    /// Cores that this process may use.
    pub cores: usize,
    /// Memory, MiB.
    pub memory_mib: u64,
    /// Kernel release.
    pub kernel: String,
}

/// Several contenders at one task.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Table {
    /// Lower case with hyphens; unique in the report.
    pub id: String,
    /// What is measured, in words.
    pub title: String,
    /// Unit of the samples.
    pub unit: String,
    /// Whether less is better.
    pub less_is_better: bool,
    /// Contender that ratios are taken against; none = no ratios.
    pub reference: Option<String>,
    /// The run it is of, where that is not the report's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<Run>,
    /// One a contender.
    pub rows: Vec<Row>,
}

/// One contender.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// Who.
    pub name: String,
    /// What it does less than the others; empty if nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub leaves_out: String,
    /// One a round, in the order of the rounds.
    pub samples: Vec<f64>,
    /// Median, least, most, and median of the ratios to the reference: derived when written.
    #[serde(default)]
    pub summary: Summary,
}

/// Which way a target lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Bound {
    /// The measured value may be at most the limit.
    AtMost,
    /// The measured value has to be at least the limit.
    AtLeast,
}

/// A number that had to be reached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Target {
    /// What, in words.
    pub what: String,
    /// Which way.
    pub bound: Bound,
    /// The limit.
    pub limit: f64,
    /// Unit of limit and measured value, such as `×` or `ms`.
    pub unit: String,
    /// What came out; NaN (`null` in JSON) if its table was not measured.
    #[serde(deserialize_with = "summary::or_nan")]
    pub measured: f64,
}

impl Target {
    /// Whether it was reached. What is not a number was not.
    #[must_use]
    pub fn is_met(&self) -> bool {
        match self.bound {
            Bound::AtMost => self.measured <= self.limit,
            Bound::AtLeast => self.measured >= self.limit,
        }
    }
}

impl Table {
    /// An empty table.
    #[must_use]
    pub fn new(id: &str, title: &str, unit: &str, less_is_better: bool) -> Self {
        Self {
            id: id.to_owned(),
            title: title.to_owned(),
            unit: unit.to_owned(),
            less_is_better,
            reference: None,
            run: None,
            rows: Vec::new(),
        }
    }

    /// Takes ratios against the contender of that name.
    #[must_use]
    pub fn against(mut self, reference: &str) -> Self {
        self.reference = Some(reference.to_owned());
        self
    }

    /// Adds a contender.
    #[must_use]
    pub fn row(mut self, name: &str, leaves_out: &str, samples: Vec<f64>) -> Self {
        self.rows.push(Row {
            name: name.to_owned(),
            leaves_out: leaves_out.to_owned(),
            samples: samples.into_iter().map(summary::rounded).collect(),
            summary: Summary::default(),
        });
        self
    }

    /// Median of the ratios of one contender to another, round by round; NaN if one is missing.
    #[must_use]
    pub fn ratio(&self, of: &str, to: &str) -> f64 {
        let samples = |name: &str| {
            let row = self.rows.iter().find(|row| row.name == name);
            row.map_or(&[][..], |row| &row.samples)
        };
        summary::ratio(samples(of), samples(to))
    }

    /// The contender's median; NaN if it is missing.
    #[must_use]
    pub fn median(&self, of: &str) -> f64 {
        let row = self.rows.iter().find(|row| row.name == of);
        row.map_or(f64::NAN, |row| Summary::of(&row.samples, &[]).median)
    }

    fn summarize(&mut self) {
        let reference = self.reference.as_deref();
        let samples = self
            .rows
            .iter()
            .find(|row| Some(row.name.as_str()) == reference)
            .map(|row| row.samples.clone())
            .unwrap_or_default();
        for row in &mut self.rows {
            row.summary = Summary::of(&row.samples, &samples);
        }
    }
}

impl Report {
    /// An empty report of today and of this machine.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            date: OffsetDateTime::now_utc().date().to_string(),
            machine: Machine::this(),
            parameters: Vec::new(),
            tables: Vec::new(),
            targets: Vec::new(),
        }
    }

    /// Notes how it was run.
    pub fn parameter(&mut self, name: &str, value: impl ToString) {
        self.parameters.push((name.to_owned(), value.to_string()));
    }

    /// Adds a target and what came out.
    pub fn target(&mut self, what: &str, bound: Bound, limit: f64, unit: &str, measured: f64) {
        self.targets.push(Target {
            what: what.to_owned(),
            bound,
            limit,
            unit: unit.to_owned(),
            measured,
        });
    }

    /// Whether every target was reached.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.targets.iter().all(Target::is_met)
    }

    /// Writes `<name>.json` and one figure a table into `folder`, and the whole as text to
    /// stdout.
    ///
    /// # Errors
    /// A file cannot be written.
    pub fn write(&mut self, folder: &Path) -> io::Result<()> {
        self.tables.iter_mut().for_each(Table::summarize);
        fs::create_dir_all(folder)?;
        let json = serde_json::to_string_pretty(self)?;
        fs::write(folder.join(format!("{}.json", self.name)), json + "\n")?;
        for table in &self.tables {
            fs::write(folder.join(self.figure(table)), figure::draw(table))?;
        }
        println!("{}", page::text(self));
        Ok(())
    }

    /// The whole as Markdown, figures included; `figures` is their folder as seen from the page.
    #[must_use]
    pub fn markdown(&self, figures: &str) -> String {
        page::markdown(self, figures)
    }

    fn figure(&self, table: &Table) -> String {
        format!("{}-{}.svg", self.name, table.id)
    }
}

impl Machine {
    /// This one.
    #[must_use]
    pub fn this() -> Self {
        let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
        let field = |text: &str, name: &str| {
            text.lines()
                .find(|line| line.starts_with(name))
                .and_then(|line| line.split_once(':'))
                .map(|(_, value)| value.trim().to_owned())
        };
        let memory = field(&read("/proc/meminfo"), "MemTotal").unwrap_or_default();
        let kib: u64 = memory
            .split(' ')
            .next()
            .and_then(|kib| kib.parse().ok())
            .unwrap_or_default();
        Self {
            processor: field(&read("/proc/cpuinfo"), "model name")
                .unwrap_or_else(|| std::env::consts::ARCH.to_owned()),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            memory_mib: kib / 1024,
            kernel: read("/proc/sys/kernel/osrelease").trim().to_owned(),
        }
    }
}
