//! How fast a backlog reaches the centre, beside `COPY` of the same rows into the same tables of
//! the same server, and how much slower with upper platforms, for each of which the statement
//! that stores the rows enters them into an outbox of the centre.

use std::path::Path;
use std::time::{Duration, Instant};

use xtask::failure::{Failure, OrFail, Result};
use xtask::stack::Database;

use super::Bench;
use super::centre::{Centre, execute};
use super::contender::{Contender, Running};
use super::copy::{copy, dump};
use super::load::{Load, Pace};
use super::requests::{Hall, Requests};
use super::round::turns;
use super::usage::Usage;
use crate::report::Table;

/// The longest that a backlog may take.
const PATIENCE: Duration = Duration::from_secs(600);
/// How many upper platforms get everything that is stored, and the table's words for it.
const PLATFORMS: [(usize, &str); 3] = [
    (0, "no platform"),
    (1, "one platform"),
    (3, "three platforms"),
];

/// Rows a second, one sample a round: forwarded by ours beside copied, and forwarded with
/// platforms beside without.
///
/// # Errors
/// Something does not start, or rows are missing.
pub async fn measure(
    bench: &Bench,
    hall: &mut Hall,
    rows: usize,
    rounds: usize,
) -> Result<[Table; 2]> {
    let folder = bench.folder.join("drain");
    let backlog = backlog(bench, hall, rows, &folder.join("backlog")).await?;
    let mut centre = Centre::start(&bench.modules, &folder)?;
    let mut drained = PLATFORMS.map(|_| Vec::new());
    let mut copied = Vec::new();
    let order: Vec<usize> = (0..PLATFORMS.len()).collect();
    for round in 0..rounds {
        for at in turns(&order, round) {
            let (platforms, name) = PLATFORMS[at];
            let database = centre.fresh()?;
            register(&database, platforms)?;
            let place = folder.join("turn");
            backlog.copy_outbox(&place)?;
            execute(&database, "CHECKPOINT")?;
            let rate = drain(bench, &place, &database, rows).await?;
            entered(&database, rows * platforms)?;
            drained[at].push(rate);
            eprintln!("    drain, {name}: {rate:.0} rows/s");
            if platforms > 0 {
                continue;
            }
            let dumps = dump(&database)?;
            let database = centre.fresh()?;
            execute(&database, "CHECKPOINT")?;
            let rate = rows as f64 / copy(&database, &dumps)?.as_secs_f64();
            copied.push(rate);
            eprintln!("    COPY: {rate:.0} rows/s");
        }
    }
    let title = format!("A backlog of {rows} rows into PostgreSQL");
    let beside = Table::new("drain", &title, "rows/s", false)
        .against("COPY")
        .row(Contender::Ours.name(), "", drained[0].clone())
        .row(
            "COPY",
            "reading the outbox, JSON, deciding what is there already, writing down what \
             arrived, several transactions",
            copied,
        );
    let title = format!("A backlog of {rows} rows into PostgreSQL, to be reported onward");
    let mut onward = Table::new("drain-onward", &title, "rows/s", false).against(PLATFORMS[0].1);
    for ((_, name), samples) in PLATFORMS.into_iter().zip(drained) {
        onward = onward.row(name, "", samples);
    }
    Ok([beside, onward])
}

/// Registers platforms that get everything.
fn register(database: &Database, platforms: usize) -> Result<()> {
    (1..=platforms).try_for_each(|number| {
        let sql = format!(
            "SELECT haochaping.register_upstream('platform-{number}', NULL, '', ARRAY['ticket'], '-infinity', true)"
        );
        execute(database, &sql)
    })
}

/// Holds what waits to be reported against what must.
fn entered(database: &Database, expected: usize) -> Result<()> {
    let sql = "SELECT count(*) FROM haochaping.onward WHERE state = 'waiting'";
    let entered: i64 = database.with(|client| {
        let row = client.query_one(sql, &[]);
        Ok(row.or_fail("cannot count", "See PostgreSQL's log")?.get(0))
    })?;
    if usize::try_from(entered).ok() == Some(expected) {
        return Ok(());
    }
    Err(Failure::new(
        format!("{expected} rows were to be reported and {entered} wait for it"),
        "The measurement is void: see PostgreSQL's log",
    ))
}

/// An outbox with `rows` evaluations that wait, each accepted over HTTP.
async fn backlog(bench: &Bench, hall: &mut Hall, rows: usize, folder: &Path) -> Result<Running> {
    let mut running = bench.start(Contender::Ours, folder, None)?;
    let load = Load {
        address: running.address(),
        process: running.process()?,
        connections: 256,
        pace: Pace::Closed,
        warm_up: Duration::ZERO,
        window: Duration::ZERO,
        status: 202,
    };
    let filled = load.fill(Requests::all(hall.evaluations(rows)?)).await?;
    running.verify(filled.all).await?;
    running.kill();
    Ok(running)
}

/// Rows a second by the centre's own clock, from the first row stored to the last.
async fn drain(bench: &Bench, folder: &Path, database: &Database, rows: usize) -> Result<f64> {
    let running = bench.start(Contender::Ours, folder, Some(database.clone()))?;
    let (began, started) = (Instant::now(), Usage::of(running.process()?)?);
    let sql =
        "SELECT count(*), coalesce(extract(epoch FROM max(stored_at) - min(stored_at)), 0)::float8
               FROM haochaping.evaluations";
    while running.waiting().await > 0 {
        if began.elapsed() > PATIENCE {
            return Err(Failure::new(
                "the backlog does not drain",
                "See the edge's log",
            ));
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    let (stored, seconds): (i64, f64) = database.with(|client| {
        let row = client
            .query_one(sql, &[])
            .or_fail("cannot count", "See PostgreSQL's log")?;
        Ok((row.get(0), row.get(1)))
    })?;
    if usize::try_from(stored).ok() != Some(rows) {
        return Err(Failure::new(
            format!("{rows} rows waited and {stored} arrived"),
            "The measurement is void: see the edge's log",
        ));
    }
    let used = Usage::of(running.process()?)?.since(started);
    eprintln!(
        "    {:.1} µs of the edge's processor time a row",
        used.cpu.as_secs_f64() * 1e6 / rows as f64
    );
    running.discard();
    Ok(rows as f64 / seconds)
}
