//! What the centre holds against mistakes of those who write to it.
//!
//! 1. Nobody changes or removes what was accepted, not even the owner of the tables.
//! 2. An edge's login can store and look up, and nothing else.
//! 3. Two edges accept the same step: one row, and the later edge's citizen is told.
//! 4. Months ahead have their partitions; a row lies in the one of its month.
//! 5. Every table and column says what it is.

use haochaping_tests::load::{evaluation, rate, rows, until, until_state};
use haochaping_tests::second_edge::second_edge;
use haochaping_tests::ticket::case_no;
use reqwest::Client;
use serde_json::{Value, json};
use xtask::stack::Stack;

fn stack(name: &str) -> Stack {
    Stack::fresh(name, false, Value::Null, Value::Null).expect("a stack")
}

/// Runs `sql` and returns the SQLSTATE that it is refused with.
fn refusal(database: &xtask::stack::Database, sql: &str) -> Option<String> {
    database
        .with(|client| {
            let error = client.batch_execute(sql).err();
            Ok(error.and_then(|error| error.code().map(|code| code.code().to_owned())))
        })
        .expect("a login")
}

fn count(stack: &Stack, sql: &str) -> i64 {
    stack
        .database
        .with(|client| Ok(client.query_one(sql, &[]).expect("a count").get(0)))
        .expect("the centre")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_accepted_stays() {
    let stack = stack("centre-immutable");
    let case = case_no();
    let (status, body) = rate(&Client::new(), &stack.edge.url(), &evaluation(&case))
        .await
        .expect("an answer");
    assert_eq!(status, 202, "{body}");
    until("the row", || rows(&stack.database).contains_key(&case));

    for change in [
        "UPDATE haochaping.evaluations SET level = 5",
        "DELETE FROM haochaping.evaluations",
        "TRUNCATE haochaping.evaluations",
        "TRUNCATE haochaping.evaluations_default",
        "UPDATE haochaping.evaluation_keys SET digest = ''",
        "DELETE FROM haochaping.evaluation_keys",
        "TRUNCATE haochaping.evaluation_keys",
    ] {
        assert_eq!(
            refusal(&stack.database, change).as_deref(),
            Some("23001"),
            "{change}"
        );
    }
    let month = "SELECT c.relname::text FROM haochaping.evaluations e JOIN pg_class c ON c.oid = e.tableoid";
    let month: String = stack
        .database
        .with(|client| Ok(client.query_one(month, &[]).expect("a row").get(0)))
        .expect("the centre");
    assert!(month.starts_with("evaluations_20"), "{month}");
    let truncate = format!("TRUNCATE haochaping.{month}");
    assert_eq!(
        refusal(&stack.database, &truncate).as_deref(),
        Some("23001")
    );
    let months =
        "SELECT count(*) FROM pg_inherits WHERE inhparent = 'haochaping.evaluations'::regclass";
    assert_eq!(
        count(&stack, months),
        5,
        "this month, three ahead, the default"
    );

    let edge = stack.database.logged_in_as("demo_edge", "demo_edge");
    for forbidden in [
        "SELECT sealed FROM haochaping.sealed_identities",
        "UPDATE haochaping.evaluations SET level = 5",
        "DELETE FROM haochaping.service_events",
        "DELETE FROM haochaping.sealed_identities",
        "TRUNCATE haochaping.service_events",
        "DROP TABLE haochaping.evaluations",
        "CREATE TABLE haochaping.own (id integer)",
    ] {
        assert_eq!(
            refusal(&edge, forbidden).as_deref(),
            Some("42501"),
            "{forbidden}"
        );
    }

    let silent = "SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relnamespace = 'haochaping'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
          AND NOT a.attisdropped AND a.attnum > 0
          AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid, 'pg_class') IS NULL)";
    assert_eq!(
        count(&stack, silent),
        0,
        "tables or columns without a comment"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_edges_one_step_one_row() {
    let stack = stack("two-edges");
    let other = second_edge(&stack);

    let (client, case) = (Client::new(), case_no());
    let first = evaluation(&case);
    let mut second = first.clone();
    second["indicators"] = json!(["208"]);
    let (status, body) = rate(&client, &stack.edge.url(), &first)
        .await
        .expect("an answer");
    assert_eq!(status, 202, "{body}");
    until("the row", || rows(&stack.database).contains_key(&case));

    // The same content through the other edge: the same receipt, still one row.
    let (status, again) = rate(&client, &other.url(), &first)
        .await
        .expect("an answer");
    assert_eq!(
        (status, &again["receipt"]),
        (202, &body["receipt"]),
        "{again}"
    );

    // Other content for another step that the first edge has already: accepted where
    // nothing is known of it, and told as soon as the centre has spoken.
    let elsewhere = case_no();
    let (status, _) = rate(&client, &stack.edge.url(), &evaluation(&elsewhere))
        .await
        .expect("an answer");
    assert_eq!(status, 202);
    until("the row", || rows(&stack.database).contains_key(&elsewhere));
    second["ticket"] = json!(haochaping_tests::ticket::ticket(&elsewhere));
    let (status, later) = rate(&client, &other.url(), &second)
        .await
        .expect("an answer");
    assert_eq!(status, 202, "{later}");
    let receipt = later["receipt"].as_str().expect("a receipt");
    until_state(&client, &other.url(), receipt, "duplicate").await;
    let rows = rows(&stack.database);
    assert_eq!((rows[&case].len(), rows[&elsewhere].len()), (1, 1));
}
