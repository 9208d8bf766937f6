//! A PostgreSQL of the benchmark's own, with a fresh central database for each use.

use std::path::Path;

use xtask::failure::{OrFail, Result};
use xtask::migrate;
use xtask::stack::{Database, Port, Postgres, PostgresOptions};
use xtask::tools::Modules;

/// The server.
pub struct Centre {
    server: Postgres,
    made: u32,
}

impl Centre {
    /// Starts it with its data in `folder`.
    ///
    /// # Errors
    /// It does not get ready.
    pub fn start(modules: &Modules, folder: &Path) -> Result<Self> {
        let options = PostgresOptions {
            port: Port::Free,
            data: folder.join("postgres"),
            log: folder.join("postgres.log"),
        };
        let server = Postgres::start(modules, &options)?;
        Ok(Self { server, made: 0 })
    }

    /// A migrated database that holds nothing; the one before is removed, so that PostgreSQL does
    /// not tidy it up beside what is measured.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn fresh(&mut self) -> Result<Database> {
        let server = self.server.database();
        let before = format!("DROP DATABASE IF EXISTS bench_{} WITH (FORCE)", self.made);
        execute(&server, &before)?;
        self.made += 1;
        let name = format!("bench_{}", self.made);
        execute(&server, &format!("CREATE DATABASE {name}"))?;
        let (address, _) = server.url().rsplit_once('/').unwrap_or_default();
        let database = Database::parse(&format!("{address}/{name}"))?;
        migrate::run(&database)?;
        Ok(database)
    }
}

/// Runs statements that answer nothing.
///
/// # Errors
/// PostgreSQL refuses.
pub fn execute(database: &Database, sql: &str) -> Result<()> {
    database.with(|client| {
        client
            .batch_execute(sql)
            .or_fail(format!("“{sql}” failed"), "See PostgreSQL's log")
    })
}
