//! What the centre lost is named, exactly, and filled; and nothing else is.
//!
//! 1. The centre is restored from a backup that was taken under load, under load.
//! 2. Answers of the centre were lost, so lots were sent twice; rows were removed for
//!    their age; an outbox was lost; one was set back to an older copy of itself.
//! 3. A row that was set aside is sent again once its cause is mended.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use contract::api::reconciliation::{Disagreement, Finding};
use haochaping_tests::backup;
use haochaping_tests::load::{
    Crowd, assert_one_row_each, evaluation, rate, report_steps, rows, until,
};
use haochaping_tests::metrics::{metric, secret};
use haochaping_tests::ticket::{case_no, now};
use reqwest::Client;
use serde_json::{Value, json};
use xtask::reconcile::{Outcome, Wish, reconcile};
use xtask::stack::{Database, Stack};

fn stack(name: &str, outbox: Value) -> Stack {
    Stack::fresh(name, false, json!({ "outbox": outbox }), Value::Null).expect("a stack")
}

/// The only outbox of the stack's edge, compared as `cargo xtask reconcile` does.
fn compare(stack: &Stack, fill: bool, requeue_set_aside: bool) -> Outcome {
    let wish = Wish {
        fill,
        requeue_set_aside,
        wait: Duration::from_secs(60),
    };
    let edge = stack.edge.url();
    // The blocking client may not run on a thread of the asynchronous runtime.
    let compared = std::thread::scope(|scope| {
        let compared = scope.spawn(|| reconcile(&edge, &secret("operationsKey"), wish));
        compared.join().expect("no panic")
    });
    let mut outcomes = compared.expect("an answer");
    assert_eq!(outcomes.len(), 1, "one shard");
    outcomes.remove(0)
}

fn numbers(findings: &[Finding], what: Disagreement) -> BTreeSet<u64> {
    findings
        .iter()
        .filter(|finding| finding.what == what)
        .flat_map(|finding| finding.first..=finding.last)
        .collect()
}

fn seqs(database: &Database) -> BTreeSet<u64> {
    let sql = "SELECT seq FROM haochaping.evaluations UNION ALL SELECT seq FROM haochaping.service_events";
    let read = database.with(|client| Ok(client.query(sql, &[]).expect("numbers")));
    read.expect("the centre")
        .iter()
        .map(|row| u64::try_from(row.get::<_, i64>(0)).expect("a number"))
        .collect()
}

/// Every row is in one batch.
fn assert_batches_hold_every_row(database: &Database) {
    let sql = "SELECT (SELECT sum(rows) FROM haochaping.batches)::bigint,
        (SELECT sum(upper(r) - lower(r)) FROM haochaping.batches, unnest(seqs) AS r)::bigint,
        (SELECT count(*) FROM haochaping.evaluations) + (SELECT count(*) FROM haochaping.service_events)";
    let counts: (i64, i64, i64) = database
        .with(|client| {
            let row = client.query_one(sql, &[]).expect("sums");
            Ok((row.get(0), row.get(1), row.get(2)))
        })
        .expect("the centre");
    assert_eq!((counts.0, counts.1), (counts.2, counts.2));
}

async fn until_forwarded(client: &Client, edge: &str) {
    for _ in 0..600 {
        if metric(client, edge, "haochaping_outbox_pending_rows").await == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("rows still wait");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_centre_restored_from_a_backup_is_filled() {
    let stack = stack("centre-restored", json!({ "batchRows": 20 }));
    let (client, edge) = (Client::new(), stack.edge.url());
    let crowd = Crowd::gather(&edge, 16);
    report_steps(&client, &edge, 20).await;
    crowd.wait_for(200);
    backup::take(&stack.database);
    let kept = seqs(&stack.database).len();
    report_steps(&client, &edge, 20).await;
    // The backup cut the edge off for a moment: what it acknowledges has to arrive as well.
    until("rows that the backup does not have", || {
        seqs(&stack.database).len() >= kept + 220
    });
    backup::restore(&stack.database);
    crowd.wait_for(100);
    let acknowledged = crowd.disperse().await;
    until_forwarded(&client, &edge).await;

    let before = seqs(&backup::replaced(&stack.database));
    let lost: BTreeSet<u64> = before.difference(&seqs(&stack.database)).copied().collect();
    assert!(lost.len() >= 200, "only {} rows were lost", lost.len());
    let named = compare(&stack, false, false);
    assert_eq!(numbers(&named.findings, Disagreement::Missing), lost);
    assert_eq!(named.counts.missing, lost.len() as u64);
    assert!(!named.is_contradicted(), "{:?}", named.findings);

    let filled = compare(&stack, true, false);
    assert_eq!(filled.counts.filled, lost.len() as u64);
    assert_eq!(numbers(&filled.filled, Disagreement::Missing), lost);
    assert!(filled.agrees(), "{:?}", filled.findings);
    assert_one_row_each(&stack.database, &acknowledged);
    assert_batches_hold_every_row(&stack.database);

    let again = compare(&stack, true, false);
    assert!(again.agrees(), "{:?}", again.findings);
    assert_eq!(again.counts.filled, 0);
    assert_eq!(again.counts.in_centre, acknowledged.len() as u64 + 40);
    let forwarded = metric(&client, &edge, "haochaping_outbox_forwarded_rows").await;
    assert_eq!(forwarded, again.counts.in_centre);
}

/// Runs SQL on the outbox of an edge that is stopped, as an accident would.
fn alter(stack: &Stack, sql: &str) {
    let script = "import sqlite3, sys, glob\n\
        paths = [p for p in glob.glob(sys.argv[1] + '/**/*.sqlite', recursive=True) if 'metadata' not in p]\n\
        assert len(paths) == 1, paths\n\
        with sqlite3.connect(paths[0]) as base: base.executescript(sys.argv[2])";
    let mut python = Command::new("python3");
    python.arg("-c").arg(script).arg(stack.edge.data()).arg(sql);
    assert!(python.status().expect("python3").success(), "{sql}");
}

fn copy(from: &Path, to: &Path) {
    let _ = std::fs::remove_dir_all(to);
    let copied = Command::new("cp").arg("-a").args([from, to]).status();
    assert!(copied.expect("cp").success());
}

async fn rate_some(client: &Client, stack: &Stack, count: usize) {
    for _ in 0..count {
        let answer = rate(client, &stack.edge.url(), &evaluation(&case_no())).await;
        let (status, body) = answer.expect("an answer");
        assert_eq!(status, 202, "{body}");
    }
    until_forwarded(client, &stack.edge.url()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn accidents_of_an_outbox_are_told_apart() {
    let mut stack = stack("outbox-accidents", json!({ "batchRows": 7 }));
    let client = Client::new();
    rate_some(&client, &stack, 40).await;
    let data = stack.edge.data().to_owned();
    let aside: PathBuf = data.with_extension("aside");

    // Answers lost after the centre had committed: everything is sent once more.
    stack.edge.kill9();
    alter(
        &stack,
        "UPDATE outbox SET standing = 0, settled_at = NULL; UPDATE progress SET forwarded = 0",
    );
    stack.edge.run().expect("the edge again");
    rate_some(&client, &stack, 5).await;
    let resent = compare(&stack, false, false);
    assert!(resent.agrees(), "{:?}", resent.findings);
    assert_eq!(resent.counts.in_centre, 45);
    assert_batches_hold_every_row(&stack.database);

    // Rows removed for their age, up to the middle of a batch.
    stack.edge.kill9();
    alter(
        &stack,
        "UPDATE outbox SET accepted_at = accepted_at - 30 * 86400000 WHERE seq <= 24",
    );
    stack.edge.run().expect("the edge again");
    rate_some(&client, &stack, 1).await;
    for _ in 0..100 {
        if metric(
            &client,
            &stack.edge.url(),
            "haochaping_outbox_forwarded_rows",
        )
        .await
            == 22
        {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let pruned = compare(&stack, true, false);
    assert_eq!((pruned.counts.kept, pruned.counts.in_centre), (22, 22));
    assert!(pruned.agrees(), "{:?}", pruned.findings);
    assert_eq!(pruned.counts.filled, 0);

    // Set back to an older copy: numbers are unknown here, then given a second time.
    stack.edge.kill9();
    copy(&data, &aside);
    stack.edge.run().expect("the edge again");
    rate_some(&client, &stack, 6).await;
    stack.edge.kill9();
    copy(&aside, &data);
    stack.edge.run().expect("the edge again");
    let set_back = compare(&stack, false, false);
    let unknown = numbers(&set_back.findings, Disagreement::UnknownHere);
    assert_eq!(unknown, (47..=52).collect());
    assert_eq!(
        (set_back.counts.unknown_here, set_back.counts.missing),
        (6, 0)
    );
    rate_some(&client, &stack, 6).await;
    let twice = compare(&stack, false, false);
    let other = numbers(&twice.findings, Disagreement::OtherDigest);
    assert!(
        other.is_superset(&(47..=52).collect()),
        "{:?}",
        twice.findings
    );

    // Lost altogether: a new outbox, and the old one is named with what arrived of it.
    stack.edge.kill9();
    std::fs::remove_dir_all(&data).expect("the outbox's folder");
    std::fs::create_dir(&data).expect("an empty one");
    stack.edge.run().expect("the edge again");
    rate_some(&client, &stack, 3).await;
    let anew = compare(&stack, false, false);
    assert!(anew.agrees(), "{:?}", anew.findings);
    assert_eq!((anew.counts.kept, anew.counts.in_centre), (3, 3));
    let [old] = anew.others.as_slice() else {
        panic!("{:?}", anew.others);
    };
    assert_eq!((&old.outbox, old.rows, old.last), (&pruned.outbox, 58, 52));
    assert_eq!(old.gaps, "");
    assert_batches_hold_every_row(&stack.database);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_was_set_aside_is_sent_again() {
    let stack = stack("set-aside-again", json!({}));
    let (client, edge) = (Client::new(), stack.edge.url());
    let bad = case_no();
    let alter = |sql: &str| {
        let altered = stack.database.with(|client| {
            client.batch_execute(sql).expect("the owner's right");
            Ok(())
        });
        altered.expect("the centre");
    };
    alter(&format!(
        "ALTER TABLE haochaping.evaluations ADD CONSTRAINT refused CHECK (case_no <> '{bad}')"
    ));
    let before = now();
    for case in [&case_no(), &bad, &case_no()] {
        let answer = rate(&client, &edge, &evaluation(case)).await;
        assert_eq!(answer.expect("an answer").0, 202);
    }
    until_forwarded(&client, &edge).await;
    let listed = compare(&stack, true, false);
    assert!(listed.agrees(), "{:?}", listed.findings);
    assert_eq!((listed.counts.in_centre, listed.counts.set_aside), (2, 1));
    let [row] = listed.set_aside.as_slice() else {
        panic!("{:?}", listed.set_aside);
    };
    assert_eq!(
        (row.seq, row.kind.as_str(), row.requeued),
        (2, "evaluation", false)
    );
    assert!(row.cause.contains("constraint=refused"), "{}", row.cause);
    assert!(!row.cause.contains(&bad), "{}", row.cause);
    assert!(row.since.starts_with("20") && before > 0, "{}", row.since);

    alter("ALTER TABLE haochaping.evaluations DROP CONSTRAINT refused");
    assert!(compare(&stack, false, true).set_aside[0].requeued);
    until("the row that was set aside", || {
        rows(&stack.database).contains_key(&bad)
    });
    until_forwarded(&client, &edge).await;
    let after = compare(&stack, false, true);
    assert_eq!((after.counts.in_centre, after.counts.set_aside), (3, 0));
    assert!(after.agrees() && after.set_aside.is_empty());
    for (name, expected) in [("set_aside", 0), ("forwarded", 3), ("skipped", 0)] {
        let name = format!("haochaping_outbox_{name}_rows");
        assert_eq!(metric(&client, &edge, &name).await, expected, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_operators_key_opens_it() {
    let stack = stack("reconcile-guarded", json!({}));
    let url = format!("{}/v1/operations/reconciliation", stack.edge.url());
    let client = Client::new();
    let ask = |key: Option<String>, body: &'static str| {
        let mut request = client.post(&url).header("content-type", "application/json");
        if let Some(key) = key {
            request = request.bearer_auth(key);
        }
        let sent = request.body(body).send();
        async move {
            let answer = sent.await.expect("an answer");
            let status = answer.status().as_u16();
            let body: Value = answer.json().await.expect("JSON");
            (status, body)
        }
    };
    for key in [None, Some("x".to_owned()), Some(secret("metricsKey"))] {
        let (status, body) = ask(key, "{}").await;
        assert_eq!((status, &body["code"]), (401, &json!("unauthorized")));
    }
    let key = || Some(secret("operationsKey"));
    for wrong in [r#"{"shard":1}"#, r#"{"fil":true}"#, r#"{"after":-1}"#, "[]"] {
        let (status, body) = ask(key(), wrong).await;
        assert_eq!(
            (status, &body["code"]),
            (400, &json!("malformed_request")),
            "{wrong}"
        );
    }
    let (status, page) = ask(key(), "{}").await;
    assert_eq!(status, 200, "{page}");
    assert_eq!(
        (&page["edge"], &page["counts"]["kept"]),
        (&json!("edge-demo"), &json!(0))
    );
}
