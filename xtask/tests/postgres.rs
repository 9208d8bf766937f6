//! A server of one's own: makes its data, keeps rows through kill and restart, ends with its handle.

use std::fs;
use std::time::Instant;

use xtask::stack::{Port, Postgres, PostgresOptions};
use xtask::tools::npm;

#[test]
fn rows_survive_a_kill_and_the_port_is_freed_at_the_end() {
    let modules = npm::ensure().unwrap();
    let folder = xtask::project::root().join(format!("target/stacks/pg-{}-0", std::process::id()));
    let options = PostgresOptions {
        port: Port::Free,
        data: folder.join("postgres"),
        log: folder.join("log/postgres.log"),
    };
    let started = Instant::now();
    let mut server = Postgres::start(&modules, &options).unwrap();
    eprintln!("first start: {:?}", started.elapsed());
    let database = server.database();
    database
        .with(|client| {
            client
                .batch_execute("CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)")
                .unwrap();
            Ok(())
        })
        .unwrap();

    server.kill9();
    assert!(database.with(|_| Ok(())).is_err());
    server.run().unwrap();
    let count = || {
        database.with(|client| {
            Ok(client
                .query_one("SELECT count(*) FROM kept", &[])
                .unwrap()
                .get::<_, i64>(0))
        })
    };
    assert_eq!(count().unwrap(), 1);

    server.stop();
    let started = Instant::now();
    server.run().unwrap();
    eprintln!("start again: {:?}", started.elapsed());
    assert_eq!(count().unwrap(), 1);

    drop(server);
    assert!(database.with(|_| Ok(())).is_err());
    fs::remove_dir_all(folder).unwrap();
}
