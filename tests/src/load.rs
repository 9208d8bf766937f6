//! Citizens who rate without pause and insist, and what the centre made of it.
//!
//! Each citizen rates one case after another. Whoever gets anything but a 202 sends
//! the same again until it is one, as the widget's retry queue does; so a fault in
//! between sends some evaluations twice, and the centre must still have one row each.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};

use reqwest::Client;
use serde_json::{Value, json};
use tokio::task::JoinHandle;
use xtask::stack::Database;

use crate::ticket::{case_no, ticket};

/// The longest that a test waits for anything.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long a citizen waits before sending the same again.
const AGAIN: Duration = Duration::from_millis(40);

/// Case number → receipt, of every evaluation that was answered with 202.
pub type Acknowledged = BTreeMap<String, String>;

/// A crowd of citizens.
pub struct Crowd {
    stop: Arc<AtomicBool>,
    acknowledged: Arc<Mutex<Acknowledged>>,
    citizens: Vec<JoinHandle<()>>,
}

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

impl Crowd {
    /// Sends `size` citizens to the edge at `edge`.
    #[must_use]
    pub fn gather(edge: &str, size: usize) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let acknowledged = Arc::new(Mutex::new(Acknowledged::new()));
        let client = Client::new();
        let citizens = (0..size)
            .map(|_| {
                let (stop, acknowledged) = (Arc::clone(&stop), Arc::clone(&acknowledged));
                let (client, edge) = (client.clone(), edge.to_owned());
                tokio::spawn(async move {
                    while !stop.load(Ordering::Relaxed) {
                        let case = case_no();
                        let receipt = insist(&client, &edge, &case, &stop).await;
                        if let Some(receipt) = receipt {
                            acknowledged.lock().expect("no panic").insert(case, receipt);
                        }
                    }
                })
            })
            .collect();
        Self {
            stop,
            acknowledged,
            citizens,
        }
    }

    /// How many evaluations have been answered with 202.
    #[must_use]
    pub fn count(&self) -> usize {
        self.acknowledged.lock().expect("no panic").len()
    }

    /// Waits until `more` further evaluations have been answered with 202.
    pub fn wait_for(&self, more: usize) {
        let target = self.count() + more;
        until(&format!("{more} more acknowledgements"), || {
            self.count() >= target
        });
    }

    /// Sends everybody home; returns what was acknowledged.
    pub async fn disperse(self) -> Acknowledged {
        self.stop.store(true, Ordering::Relaxed);
        for citizen in self.citizens {
            citizen.await.expect("a citizen that did not panic");
        }
        let acknowledged = self.acknowledged.lock().expect("no panic");
        acknowledged.clone()
    }
}

async fn insist(client: &Client, edge: &str, case: &str, stop: &AtomicBool) -> Option<String> {
    let evaluation = evaluation(case);
    loop {
        match rate(client, edge, &evaluation).await {
            Some((202, body)) => return Some(body["receipt"].as_str()?.replace('-', "")),
            // The fault that the test made; anything else is a fault of the edge.
            Some((503, _)) | None => {}
            Some((status, body)) => panic!("{status} {body}"),
        }
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        tokio::time::sleep(AGAIN).await;
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
pub fn rows(database: &Database) -> BTreeMap<String, Vec<String>> {
    let sql = "SELECT case_no, receipt FROM haochaping.evaluations";
    let read = database
        .with(|client| Ok(client.query(sql, &[]).expect("evaluations")))
        .expect("the centre");
    let mut rows: BTreeMap<String, Vec<String>> = BTreeMap::new();
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
    let rows = rows(database);
    for (case, receipt) in acknowledged {
        assert_eq!(
            rows.get(case),
            Some(&vec![receipt.clone()]),
            "rows of {case}"
        );
    }
    let doubled: Vec<_> = rows
        .iter()
        .filter(|(_, receipts)| receipts.len() > 1)
        .collect();
    assert!(doubled.is_empty(), "doubled: {doubled:?}");
    println!(
        "{} acknowledged, {} rows, none lost, none doubled",
        acknowledged.len(),
        rows.len()
    );
}
