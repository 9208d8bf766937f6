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
mod options;
mod requests;
mod round;
mod sheet;
mod targets;
pub mod usage;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

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

pub use self::options::{Options, Part};

/// The report's name.
const NAME: &str = "edge";

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
    let earlier = options.earlier()?;
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
    let mut report = Report::new(NAME);
    report.parameter("rounds", options.rounds);
    report.parameter("seconds a cell", options.seconds);
    report.parameter("rounds of the backlog", options.drain_rounds);
    report.parameter("load of the machine before the run", load_before());
    report.parameter("peers", &bench.bundle.versions);
    let measured = runtime.block_on(measure(&bench, &options));
    let kept = project::shown(&bench.folder);
    report.tables = measured.inspect_err(|_| eprintln!("  data and logs are kept in {kept}"))?;
    drop(Temporary(bench.folder));
    if let Some(earlier) = earlier {
        report = earlier.with(report);
    }
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
    let folder = options.folder();
    report
        .write(&folder)
        .or_fail("cannot write the report", remedy)?;
    eprintln!("  report in {}", project::shown(&folder));
    if options.documents() {
        let page = project::root().join("docs/performance.md");
        let markdown = report.markdown("performance");
        embed(&page, &report.name, &markdown).or_fail("cannot write the page", remedy)?;
    } else if options.out.is_none() {
        eprintln!(
            "  docs/performance.md stays as it is: it takes parts that are measured in full, with --only and --join"
        );
    }
    Ok(())
}
