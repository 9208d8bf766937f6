//! How fast a backlog reaches the centre, beside `COPY` of the same rows into the same tables of
//! the same server.

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use xtask::failure::{Failure, OrFail, Result, with_sources};
use xtask::stack::Database;

use super::Bench;
use super::centre::{Centre, execute};
use super::contender::{Contender, Running};
use super::load::{Load, Pace};
use super::requests::{Hall, Requests};
use super::usage::Usage;
use crate::report::Table;

/// The longest that a backlog may take.
const PATIENCE: Duration = Duration::from_secs(600);
/// What both ways fill, parents first.
const TABLES: [&str; 2] = ["evaluation_keys", "evaluations"];

/// Rows a second, one sample a round: forwarded by ours, and copied.
///
/// # Errors
/// Something does not start, or rows are missing.
pub async fn measure(bench: &Bench, hall: &mut Hall, rows: usize, rounds: usize) -> Result<Table> {
    let folder = bench.folder.join("drain");
    let backlog = backlog(bench, hall, rows, &folder.join("backlog")).await?;
    let mut centre = Centre::start(&bench.modules, &folder)?;
    let (mut drained, mut copied) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        let database = centre.fresh()?;
        let place = folder.join(format!("round-{round}"));
        backlog.copy_outbox(&place)?;
        execute(&database, "CHECKPOINT")?;
        drained.push(drain(bench, &place, &database, rows).await?);
        let dumps = dump(&database)?;
        let database = centre.fresh()?;
        execute(&database, "CHECKPOINT")?;
        copied.push(rows as f64 / copy(&database, &dumps)?.as_secs_f64());
        eprintln!(
            "    drain {:.0} rows/s, COPY {:.0} rows/s",
            drained[round], copied[round]
        );
    }
    Ok(Table::new(
        "drain",
        &format!("A backlog of {rows} rows into PostgreSQL"),
        "rows/s",
        false,
    )
    .against("COPY")
    .row(Contender::Ours.name(), "", drained)
    .row(
        "COPY",
        "reading the outbox, JSON, deciding what is there already, writing down what \
                 arrived, several transactions",
        copied,
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
    let accepted = load.fill(Requests::all(hall.evaluations(rows)?)).await?;
    running.verify(accepted).await?;
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

/// Columns that are stored and not derived, in order.
fn columns(database: &Database, table: &str) -> Result<String> {
    let sql = "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)
               FROM information_schema.columns
               WHERE table_schema = 'haochaping' AND table_name = $1 AND is_generated = 'NEVER'";
    database.with(|client| {
        let row = client.query_one(sql, &[&table]);
        Ok(row
            .or_fail("cannot list columns", "See PostgreSQL's log")?
            .get(0))
    })
}

fn dump(database: &Database) -> Result<Vec<(String, Vec<u8>)>> {
    let mut dumps = Vec::new();
    for table in TABLES {
        let columns = columns(database, table)?;
        let sql =
            format!("COPY (SELECT {columns} FROM haochaping.{table}) TO STDOUT (FORMAT binary)");
        let content = database.with(|client| {
            let mut content = Vec::new();
            let reader = client.copy_out(&sql);
            let mut reader = reader.or_fail("cannot read rows", "See PostgreSQL's log")?;
            reader
                .read_to_end(&mut content)
                .or_fail("cannot read rows", "See PostgreSQL's log")?;
            Ok(content)
        })?;
        dumps.push((
            format!("COPY haochaping.{table} ({columns}) FROM STDIN (FORMAT binary)"),
            content,
        ));
    }
    Ok(dumps)
}

/// How long it takes until all rows are committed.
fn copy(database: &Database, dumps: &[(String, Vec<u8>)]) -> Result<Duration> {
    let failed = "See PostgreSQL's log";
    database.with(|client| {
        let began = Instant::now();
        let mut transaction = client.transaction().or_fail("no transaction", failed)?;
        for (sql, content) in dumps {
            let writer = transaction
                .copy_in(sql)
                .map_err(|error| with_sources(&error));
            let mut writer = writer.or_fail("COPY is refused", failed)?;
            writer.write_all(content).or_fail("COPY broke", failed)?;
            let ended = writer.finish().map_err(|error| with_sources(&error));
            ended.or_fail("COPY is refused", failed)?;
        }
        transaction
            .commit()
            .or_fail("COPY is not committed", failed)?;
        Ok(began.elapsed())
    })
}
