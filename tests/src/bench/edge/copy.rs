//! `COPY` of the rows of one centre into another: what storing them costs at least.

use std::io::{Read as _, Write as _};
use std::time::{Duration, Instant};

use xtask::failure::{OrFail, Result, with_sources};
use xtask::stack::Database;

/// What both ways fill, parents first.
const TABLES: [&str; 2] = ["evaluation_keys", "evaluations"];

/// Statements and what they read.
pub type Dumps = Vec<(String, Vec<u8>)>;

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

/// What the centre holds.
///
/// # Errors
/// PostgreSQL refuses.
pub fn dump(database: &Database) -> Result<Dumps> {
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
///
/// # Errors
/// PostgreSQL refuses.
pub fn copy(database: &Database, dumps: &Dumps) -> Result<Duration> {
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
