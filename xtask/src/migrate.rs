//! `cargo xtask migrate`: brings the central database to the newest schema.

use std::env;

use refinery::{Runner, Target};

use crate::failure::{Failure, OrFail, Result, with_sources};
use crate::progress;
use crate::project;
use crate::stack::Database;

/// How long a migration waits for a lock: every rating that arrives meanwhile waits behind it.
const LOCK: &str = "5s";

/// Applies the migrations of `edge-api/migrations` that are missing, in one transaction each.
///
/// # Errors
/// The database cannot be reached, or a migration fails or was changed after it was applied.
pub fn run(database: &Database) -> Result<()> {
    apply(database, Target::Latest)
}

/// The same, but no further than to migration `version`: the schema of an earlier release.
///
/// # Errors
/// Those of [`run`].
pub fn up_to(database: &Database, version: i32) -> Result<()> {
    apply(database, Target::Version(version))
}

fn apply(database: &Database, target: Target) -> Result<()> {
    let folder = project::root().join("edge-api/migrations");
    let migrations = refinery::load_sql_migrations(&folder).or_fail(
        format!("cannot read {}", project::shown(&folder)),
        "Name migrations V<number>__<what>.sql",
    )?;
    let report = database.with(|client| {
        // The history table would move when a migration makes a schema named like the login, which
        // PostgreSQL then looks into first.
        client
            .batch_execute(&format!("SET search_path = public; SET lock_timeout = '{LOCK}'"))
            .or_fail("cannot set the search path", "Check the login's rights")?;
        let ran = Runner::new(&migrations).set_target(target).run(client);
        ran.map_err(|error| with_sources(&error)).or_fail(
            format!("migrating {} failed", database.address()),
            "If it waited for a lock, try again when no report runs. Else correct the migration or restore it; an applied migration must not change",
        )
    })?;
    for applied in report.applied_migrations() {
        progress::note(&format!("applied {applied}"));
    }
    Ok(())
}

/// The command: `database` or `DATABASE_URL`.
///
/// # Errors
/// No address is given, or those of [`run`].
pub fn command(url: Option<String>) -> Result<()> {
    let url = url
        .or_else(|| env::var("DATABASE_URL").ok())
        .ok_or_else(|| {
            Failure::new(
                "which database?",
                "Set DATABASE_URL or give --database-url postgres://user:password@host:port/name",
            )
        })?;
    let database = Database::parse(&url)?;
    progress::step(&format!("migrating {}", database.address()), || {
        run(&database)
    })
}
