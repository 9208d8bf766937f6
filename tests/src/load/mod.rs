//! Citizens who rate without pause and insist, and what the centre made of it.
//!
//! Each citizen rates one case after another. Whoever gets anything but a 202 sends
//! the same again until it is one, as the widget's retry queue does; so a fault in
//! between sends some evaluations twice, and the centre must still have one row each.

mod crowd;
mod diary;
mod events;
mod reconciliation;

use std::thread::sleep;
use std::time::{Duration, Instant};

use reqwest::Client;
use serde_json::{Value, json};
use xtask::stack::Database;

pub use self::crowd::Crowd;
pub use self::diary::{Acknowledged, Diary};
pub use self::events::report_steps;
pub use self::reconciliation::{Reconciliation, Rows};
use crate::ticket::ticket;

/// The longest that a test waits for anything.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The body of an evaluation of `case_no`.
#[must_use]
pub fn evaluation(case_no: &str) -> Value {
    json!({ "ticket": ticket(case_no), "level": 2, "indicators": ["207"], "comment": "等了很久。" })
}

/// Sends an evaluation once; the status and the body, or none when nothing answered.
pub async fn rate(client: &Client, edge: &str, evaluation: &Value) -> Option<(u16, Value)> {
    let answer = client
        .post(format!("{edge}/v1/evaluations"))
        .json(evaluation)
        .timeout(Duration::from_secs(10))
        .send()
        .await
        .ok()?;
    let status = answer.status().as_u16();
    Some((status, answer.json().await.ok()?))
}

/// Waits until the receipt opens with `state`.
///
/// # Panics
/// It does not within a minute.
pub async fn until_state(client: &Client, edge: &str, receipt: &str, state: &str) {
    let started = Instant::now();
    loop {
        let answer = client
            .get(format!("{edge}/v1/receipts/{receipt}"))
            .send()
            .await
            .expect("an answer");
        let said: Value = answer.json().await.expect("JSON");
        if said["state"] == state {
            return;
        }
        assert!(started.elapsed() < PATIENCE, "{said} instead of {state}");
        // A receipt may be asked for only so often.
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

/// Waits until `condition` holds.
///
/// # Panics
/// It does not within a minute.
pub fn until(what: &str, mut condition: impl FnMut() -> bool) {
    let started = Instant::now();
    while !condition() {
        assert!(started.elapsed() < PATIENCE, "waited in vain for {what}");
        sleep(Duration::from_millis(50));
    }
}

/// Rows in the centre: case number → receipts, one a row.
#[must_use]
pub fn rows(database: &Database) -> Rows {
    let sql = "SELECT case_no, receipt FROM haochaping.evaluations";
    let read = database
        .with(|client| Ok(client.query(sql, &[]).expect("evaluations")))
        .expect("the centre");
    let mut rows = Rows::new();
    for row in read {
        rows.entry(row.get(0)).or_default().push(row.get(1));
    }
    rows
}

/// Asserts that every acknowledged evaluation has exactly one row, with the receipt that
/// was given for it, and that no case has two.
pub fn assert_one_row_each(database: &Database, acknowledged: &Acknowledged) {
    until("the acknowledged evaluations to arrive", || {
        let rows = rows(database);
        acknowledged.keys().all(|case| rows.contains_key(case))
    });
    let counted = Reconciliation::count(acknowledged, &rows(database));
    assert!(counted.is_whole(), "{counted}");
    println!("{counted}");
}
