//! What the centre refuses holds up nothing else, and is lost only if it is at fault itself.
//!
//! 1. One row is refused for a reason that is not its content: the others arrive, and it
//!    follows when the reason is gone.
//! 2. Every row is refused: none is set aside, and all arrive when that is mended.
//! 3. Making partitions gives up rather than keep all edges waiting behind it.

use haochaping_tests::load::{evaluation, rate, rows, until};
use haochaping_tests::metrics::metric;
use haochaping_tests::ticket::case_no;
use reqwest::Client;
use serde_json::{Value, json};
use xtask::stack::{Database, Stack};

fn stack(name: &str) -> Stack {
    let config = json!({ "outbox": { "backoffCapMs": 500 } });
    Stack::fresh(name, false, config, Value::Null).expect("a stack")
}

fn execute(database: &Database, sql: &str) {
    let done = database.with(|client| {
        client.batch_execute(sql).expect("a statement");
        Ok(())
    });
    done.expect("the centre");
}

/// Has the centre refuse evaluations for which `condition` holds, and count how often.
fn refuse(database: &Database, condition: &str, sqlstate: &str) {
    let sql = format!(
        "CREATE SEQUENCE public.refusals;
         CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
         BEGIN
             PERFORM nextval('public.refusals');
             RAISE EXCEPTION 'refused' USING ERRCODE = '{sqlstate}';
         END $$;
         CREATE TRIGGER refused BEFORE INSERT ON haochaping.evaluations
             FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION public.refuse()"
    );
    execute(database, &sql);
}

/// Has the centre take all again. The trigger stays: removing it would lock the table
/// against edges that hold theirs, in another order.
fn mend(database: &Database) {
    execute(
        database,
        "CREATE OR REPLACE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS
         'BEGIN RETURN NEW; END'",
    );
}

fn refusals(database: &Database) -> i64 {
    let sql = "SELECT last_value FROM public.refusals";
    let read = database.with(|client| Ok(client.query_one(sql, &[]).expect("a count").get(0)));
    read.expect("the centre")
}

async fn accepted(client: &Client, edge: &str, cases: &[String]) {
    for case in cases {
        let (status, body) = rate(client, edge, &evaluation(case))
            .await
            .expect("an answer");
        assert_eq!(status, 202, "{body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_is_refused_for_now_blocks_nobody() {
    let stack = stack("row-for-now");
    let (client, edge) = (Client::new(), stack.edge.url());
    let cases: Vec<String> = (0..30).map(|_| case_no()).collect();
    let bad = &cases[3];
    refuse(
        &stack.database,
        &format!("NEW.case_no = '{bad}'"),
        "raise_exception",
    );
    accepted(&client, &edge, &cases).await;
    until("the others to arrive", || rows(&stack.database).len() == 29);
    assert!(!rows(&stack.database).contains_key(bad));
    let aside = metric(&client, &edge, "haochaping_outbox_set_aside_rows").await;
    assert_eq!(aside, 0);

    mend(&stack.database);
    until("the last to arrive", || {
        rows(&stack.database).contains_key(bad)
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_centre_that_refuses_every_row_is_at_fault_itself() {
    let mut stack = stack("all-refused");
    let (client, edge) = (Client::new(), stack.edge.url());
    refuse(&stack.database, "true", "check_violation");
    // Stopped meanwhile, so that the rows arrive together.
    let postgres = stack.postgres.as_mut().expect("a server of its own");
    postgres.stop();
    let cases: Vec<String> = (0..8).map(|_| case_no()).collect();
    accepted(&client, &edge, &cases).await;
    postgres.run().expect("PostgreSQL again");
    until("every row to have been refused several times", || {
        refusals(&stack.database) > 40
    });
    let aside = metric(&client, &edge, "haochaping_outbox_set_aside_rows").await;
    assert_eq!(aside, 0);

    mend(&stack.database);
    until("all to arrive", || rows(&stack.database).len() == 8);
}

#[tokio::test(flavor = "multi_thread")]
async fn making_partitions_gives_up_rather_than_wait() {
    let stack = stack("partitions-locked");
    let edge = stack.database.logged_in_as("demo_edge", "demo_edge");
    let code = stack.database.with(|centre| {
        let mut writing = centre.transaction().expect("a transaction");
        // What every insert holds.
        writing
            .batch_execute("LOCK TABLE haochaping.evaluations IN ROW EXCLUSIVE MODE")
            .expect("the lock");
        edge.with(|client| {
            let sql = "SET statement_timeout = '20s'; SELECT haochaping.prepare_partitions(5)";
            let error = client.batch_execute(sql).expect_err("a refusal");
            Ok(error.code().map(|code| code.code().to_owned()))
        })
    });
    let code = code.expect("the centre");
    assert_eq!(code.as_deref(), Some("55P03"), "lock_not_available");
}
