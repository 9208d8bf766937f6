//! Migrations of central storage beside those who are using it.

use xtask::migrate;
use xtask::stack::{Database, Stack};

/// The schema before evaluations said how certain they are.
const BEFORE_CERTAINTY: i32 = 6;

/// An empty database of its own on the server of `stack`.
fn empty(stack: &Stack, name: &str) -> Database {
    let made = stack.database.with(|client| {
        client
            .batch_execute(&format!("CREATE DATABASE {name}"))
            .expect("a database");
        Ok(())
    });
    made.expect("the server");
    let url = stack.database.url();
    let (server, _) = url.rsplit_once('/').expect("an address");
    Database::parse(&format!("{server}/{name}")).expect("an address")
}

fn version(database: &Database) -> i32 {
    let read = database.with(|client| {
        let sql = "SELECT max(version) FROM public.refinery_schema_history";
        Ok(client.query_one(sql, &[]).expect("the history").get(0))
    });
    read.expect("the database")
}

/// Runs `work` while somebody reads evaluations in a transaction that goes on, for half a minute
/// at most.
fn while_read<T: Send>(database: &Database, work: impl FnOnce() -> T + Send) -> T {
    let worked = database.with(|client| {
        let bound = "SET idle_in_transaction_session_timeout = '30s'";
        client.batch_execute(bound).expect("a bound");
        let mut reading = client.transaction().expect("a transaction");
        let sql = "SELECT count(*) FROM haochaping.evaluations";
        reading.query_one(sql, &[]).expect("a count");
        let worked = work();
        reading.rollback().expect("it is still read");
        Ok(worked)
    });
    worked.expect("the database")
}

#[test]
fn one_that_would_wait_behind_a_report_gives_up_and_leaves_all_as_it_was() {
    let stack = Stack::fresh(
        "migrations",
        false,
        serde_json::Value::Null,
        serde_json::Value::Null,
    )
    .expect("a stack");
    let database = empty(&stack, "waiting");
    migrate::up_to(&database, BEFORE_CERTAINTY).expect("the older schema");

    let refused = while_read(&database, || migrate::run(&database)).expect_err("the lock is held");
    let said = refused.to_string();
    assert!(said.contains("lock timeout"), "{said}");
    assert!(said.contains("try again when no report runs"), "{said}");
    assert_eq!(version(&database), BEFORE_CERTAINTY);

    migrate::run(&database).expect("nobody reads any more");
    assert_eq!(version(&database), version(&stack.database), "the newest");
}
