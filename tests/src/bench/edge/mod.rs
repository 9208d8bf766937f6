//! `cargo xtask bench edge`: the edge beside the same job in TypeScript and a handler that does
//! nothing, on the same workerd, the same machine and the same disk.

mod batches;
mod bundle;
mod centre;
mod contender;
mod copy;
mod drain;
mod generator;
mod links;
mod load;
mod memory;
mod opened;
mod requests;
mod round;
mod sheet;
mod targets;
pub mod usage;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Parser;
use xtask::failure::{OrFail, Result};
use xtask::project;
use xtask::stack::{Database, Temporary, sweep};
use xtask::tools::{Modules, npm};

use self::bundle::Bundle;
use self::contender::{Contender, Running};
use self::requests::Hall;
use self::round::{Turn, turns};
use self::sheet::Sheet;
use crate::report::{Report, Table, embed};

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
    /// Folder of the report; without it docs/performance when everything is measured in full,
    /// else target/bench/report
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

    fn has(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }

    fn warm_up(&self) -> Duration {
        Duration::from_secs_f64((self.seconds / 4.0).min(1.0))
    }

    fn contenders(&self) -> Vec<Contender> {
        let asked = |contender: &Contender| {
            self.contenders.is_empty() || self.contenders.contains(contender)
        };
        Contender::ALL.into_iter().filter(asked).collect()
    }

    fn settled(&self) -> Self {
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

    /// Whether the figures are those that the documentation shows.
    fn is_full(&self) -> bool {
        let full = Self::full();
        !self.quick
            && self.only.is_empty()
            && self.contenders.is_empty()
            && self.rounds >= full.rounds
            && self.seconds >= full.seconds
            && self.memory_minutes >= full.memory_minutes
            && self.links >= full.links
            && self.drain_rows >= full.drain_rows
            && self.drain_rounds >= full.drain_rounds
    }
}

/// What every part needs.
pub struct Bench {
    modules: Modules,
    bundle: Bundle,
    folder: PathBuf,
}

impl Bench {
    fn start(
        &self,
        contender: Contender,
        folder: &Path,
        centre: Option<Database>,
    ) -> Result<Running> {
        Running::start(contender, &self.modules, &self.bundle, folder, centre)
    }
}

/// Measures and writes the report.
///
/// # Errors
/// A measurement broke; a missed target is none.
pub fn run(options: &Options) -> Result<()> {
    let options = options.settled();
    sweep();
    let modules = npm::ensure()?;
    // Where stacks of tests lie: what a killed run leaves is swept with theirs.
    let folder = format!("target/stacks/bench-edge-{}-0", std::process::id());
    let bench = Bench {
        bundle: Bundle::make(&modules)?,
        modules,
        folder: project::root().join(folder),
    };
    // One thread: the generator may use one core, and the server has the others.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.or_fail("no runtime for the load generator", "Close some programs")?;
    let mut report = Report::new("edge");
    report.parameter("rounds", options.rounds);
    report.parameter("seconds a cell", options.seconds);
    report.parameter("load of the machine before the run", load_before());
    report.parameter("peers", &bench.bundle.versions);
    let measured = runtime.block_on(measure(&bench, &options));
    let kept = project::shown(&bench.folder);
    report.tables = measured.inspect_err(|_| eprintln!("  data and logs are kept in {kept}"))?;
    drop(Temporary(bench.folder));
    targets::add(&mut report);
    write(&mut report, &options)
}

/// Processes that were running or waiting in the last minute; says so when they take a core.
fn load_before() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = text.split(' ').next().unwrap_or_default().to_owned();
    if load.parse().is_ok_and(|load: f64| load > 0.5) {
        eprintln!("  the machine has a load of {load}: figures will be noise, ratios less so");
    }
    load
}

async fn measure(bench: &Bench, options: &Options) -> Result<Vec<Table>> {
    let mut hall = Hall::demo()?;
    let mut sheet = Sheet::default();
    let in_turns = [Part::Acceptances, Part::Reads, Part::Mixed];
    let rounds = match in_turns.iter().any(|part| options.has(*part)) {
        true => options.rounds,
        false => 0,
    };
    for round in 0..rounds {
        for contender in turns(&options.contenders(), round) {
            eprintln!("  round {} of {rounds}: {}", round + 1, contender.name());
            let mut running = bench.start(contender, &bench.folder.join("turn"), None)?;
            Turn::new(options, &mut running, &mut hall, &mut sheet)
                .run()
                .await?;
            running.discard();
        }
    }
    let mut tables = sheet.tables();
    if options.has(Part::Links) {
        eprintln!("  {} short links", options.links);
        tables.extend(links::measure(bench, &mut hall, options).await?);
    }
    if options.has(Part::Drain) {
        eprintln!("  backlog of {} rows", options.drain_rows);
        tables.extend(
            drain::measure(bench, &mut hall, options.drain_rows, options.drain_rounds).await?,
        );
    }
    if options.has(Part::Generator) {
        let window = Duration::from_secs_f64(options.seconds);
        tables.push(generator::measure(bench, &mut hall, options.rounds, window).await?);
    }
    if options.has(Part::Memory) {
        eprintln!("  memory for {} min", options.memory_minutes);
        tables.push(memory::measure(bench, options.memory_minutes).await?);
    }
    Ok(tables)
}

fn write(report: &mut Report, options: &Options) -> Result<()> {
    let remedy = "Check the folder's permissions and free space";
    let root = project::root();
    let folder = match (&options.out, options.is_full()) {
        (Some(folder), _) => folder.clone(),
        (None, true) => root.join("docs/performance"),
        (None, false) => root.join("target/bench/report"),
    };
    report
        .write(&folder)
        .or_fail("cannot write the report", remedy)?;
    if options.is_full() && options.out.is_none() {
        let page = root.join("docs/performance.md");
        let markdown = report.markdown("performance");
        embed(&page, &report.name, &markdown).or_fail("cannot write the page", remedy)?;
    }
    eprintln!("  report in {}", project::shown(&folder));
    Ok(())
}
