//! What was answered with 202 has exactly one row in the centre, whatever fails in between.
//!
//! Each test lets a crowd rate while it breaks something, mends it, and counts:
//! 1. the edge is killed (SIGKILL) and started again;
//! 2. PostgreSQL is stopped, the crowd goes on, PostgreSQL is started again;
//! 3. PostgreSQL is killed in the middle of a statement;
//! 4. the backlog is full: refused with a time to come back, nothing stored of it;
//! 5. the centre refuses one row: that one is set aside, the others arrive;
//! 6. the centre is slower than the edge waits: it is left with no statement that nobody
//!    waits for any more.

use haochaping_tests::load::{
    Crowd, assert_one_row_each, evaluation, rate, rows, until, until_state,
};
use haochaping_tests::metrics::metric;
use haochaping_tests::ticket::case_no;
use reqwest::Client;
use serde_json::{Value, json};
use xtask::stack::{Postgres, Stack};

fn stack(name: &str, outbox: Value) -> Stack {
    Stack::fresh(name, false, json!({ "outbox": outbox }), Value::Null).expect("a stack")
}

fn postgres(stack: &mut Stack) -> &mut Postgres {
    stack.postgres.as_mut().expect("a server of its own")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_edge_is_killed_under_load() {
    let mut stack = stack("edge-killed", json!({}));
    let crowd = Crowd::gather(&stack.edge.url(), 24);
    for _ in 0..2 {
        crowd.wait_for(150);
        stack.edge.kill9();
        stack.edge.run().expect("the edge again");
    }
    crowd.wait_for(50);
    let acknowledged = crowd.disperse().await;
    assert_one_row_each(&stack.database, &acknowledged);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_edge_forwards_after_a_kill_without_being_asked() {
    let mut stack = stack("edge-alone", json!({}));
    postgres(&mut stack).stop();
    let crowd = Crowd::gather(&stack.edge.url(), 8);
    crowd.wait_for(40);
    let acknowledged = crowd.disperse().await;
    stack.edge.kill9();
    postgres(&mut stack).run().expect("PostgreSQL again");
    stack.edge.run().expect("the edge again");
    assert_one_row_each(&stack.database, &acknowledged);
}

#[tokio::test(flavor = "multi_thread")]
async fn postgresql_is_stopped_under_load() {
    let mut stack = stack("centre-stopped", json!({}));
    let crowd = Crowd::gather(&stack.edge.url(), 24);
    crowd.wait_for(150);
    postgres(&mut stack).stop();
    crowd.wait_for(150);
    postgres(&mut stack).run().expect("PostgreSQL again");
    crowd.wait_for(50);
    let acknowledged = crowd.disperse().await;
    assert_one_row_each(&stack.database, &acknowledged);
}

#[tokio::test(flavor = "multi_thread")]
async fn postgresql_is_killed_under_load() {
    let mut stack = stack("centre-killed", json!({ "forwardMs": 0, "batchRows": 5 }));
    let crowd = Crowd::gather(&stack.edge.url(), 24);
    crowd.wait_for(150);
    postgres(&mut stack).kill9();
    crowd.wait_for(50);
    postgres(&mut stack).run().expect("PostgreSQL again");
    crowd.wait_for(50);
    let acknowledged = crowd.disperse().await;
    assert_one_row_each(&stack.database, &acknowledged);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_backlog_refuses_and_stores_nothing() {
    let mut stack = stack(
        "backlog-full",
        json!({ "backlogRows": 20, "retryAfter": 7 }),
    );
    let (client, edge) = (Client::new(), stack.edge.url());
    postgres(&mut stack).stop();
    let mut refused = Vec::new();
    for _ in 0..30 {
        let evaluation = evaluation(&case_no());
        let answer = client
            .post(format!("{edge}/v1/evaluations"))
            .json(&evaluation)
            .send()
            .await
            .expect("an answer");
        match answer.status().as_u16() {
            202 => {}
            503 => {
                assert_eq!(answer.headers()["retry-after"], "7");
                refused.push(evaluation);
            }
            other => panic!("{other}"),
        }
    }
    assert_eq!(refused.len(), 10);
    postgres(&mut stack).run().expect("PostgreSQL again");
    until("the 20 accepted to arrive", || {
        rows(&stack.database).len() == 20
    });
    for evaluation in &refused {
        let (status, body) = rate(&client, &edge, evaluation).await.expect("an answer");
        assert_eq!(status, 202, "{body}");
    }
    until("the rest to arrive", || rows(&stack.database).len() == 30);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_the_centre_refuses_blocks_nobody() {
    let stack = stack("row-refused", json!({}));
    let (client, edge) = (Client::new(), stack.edge.url());
    let bad = case_no();
    stack
        .database
        .with(|client| {
            let sql = format!(
                "ALTER TABLE haochaping.evaluations ADD CONSTRAINT refused CHECK (case_no <> '{bad}')"
            );
            client.batch_execute(&sql).expect("a constraint");
            Ok(())
        })
        .expect("the centre");
    let mut cases: Vec<String> = (0..40).map(|_| case_no()).collect();
    cases.insert(17, bad.clone());
    let evaluations: Vec<Value> = cases.iter().map(|case| evaluation(case)).collect();
    for evaluation in &evaluations {
        let (status, body) = rate(&client, &edge, evaluation).await.expect("an answer");
        assert_eq!(status, 202, "{body}");
    }
    until("the others to arrive", || rows(&stack.database).len() == 40);
    assert!(!rows(&stack.database).contains_key(&bad));
    // The citizen's receipt still opens, and the same content still gets it.
    let (status, body) = rate(&client, &edge, &evaluations[17])
        .await
        .expect("an answer");
    assert_eq!(status, 202, "{body}");
    let receipt = body["receipt"].as_str().expect("a receipt");
    until_state(&client, &edge, receipt, "set_aside").await;
    let aside = metric(&client, &edge, "haochaping_outbox_set_aside_rows").await;
    assert_eq!(aside, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_centre_is_not_buried_in_statements() {
    let stack = stack(
        "centre-slow",
        json!({ "statementTimeoutMs": 300, "backoffCapMs": 300 }),
    );
    let (client, edge) = (Client::new(), stack.edge.url());
    let crowd = Crowd::gather(&edge, 8);
    crowd.wait_for(50);
    let runtime = tokio::runtime::Handle::current();
    let waiting = stack.database.with(|centre| {
        let mut held = centre.transaction().expect("a transaction");
        held.batch_execute("LOCK TABLE haochaping.evaluations IN ACCESS EXCLUSIVE MODE")
            .expect("the lock");
        until("the edge to have tried several times in vain", || {
            let failures = metric(&client, &edge, "haochaping_outbox_failures");
            runtime.block_on(failures) >= 8
        });
        crowd.wait_for(20);
        let sql = "SELECT count(*) FROM pg_stat_activity
                   WHERE application_name = 'haochaping-edge' AND wait_event_type = 'Lock'";
        let waiting: i64 = held.query_one(sql, &[]).expect("a count").get(0);
        held.commit().expect("the lock released");
        Ok(waiting)
    });
    let waiting = waiting.expect("the centre");
    assert!(waiting <= 2, "{waiting} statements wait for one lock");
    crowd.wait_for(20);
    let acknowledged = crowd.disperse().await;
    assert_one_row_each(&stack.database, &acknowledged);
}
