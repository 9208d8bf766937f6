//! The migrations apply to an empty database, and a second time change nothing.

use std::fs;

use xtask::migrate;
use xtask::stack::{Port, Postgres, PostgresOptions};
use xtask::tools::npm;

#[test]
fn migrating_twice_is_harmless_and_evaluations_stay_immutable() {
    let modules = npm::ensure().unwrap();
    let folder = xtask::project::root().join(format!("target/stacks/mig-{}-0", std::process::id()));
    let server = Postgres::start(
        &modules,
        &PostgresOptions {
            port: Port::Free,
            data: folder.join("postgres"),
            log: folder.join("log/postgres.log"),
        },
    )
    .unwrap();
    let database = server.database();
    migrate::run(&database).unwrap();
    migrate::run(&database).unwrap();
    let refused = database
        .with(|client| {
            Ok(client
                .batch_execute("TRUNCATE haochaping.evaluations")
                .unwrap_err()
                .as_db_error()
                .map(|error| error.message().to_owned()))
        })
        .unwrap();
    assert!(refused.unwrap().contains("immutable"));
    drop(server);
    fs::remove_dir_all(folder).unwrap();
}
