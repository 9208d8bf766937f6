//! What was sent long ago is forgotten in the outbox, and nothing else.

use std::sync::Arc;

use haochaping_tests::platform::{Mood, OneByOne, Platform};
use serde_json::json;

use super::city::{City, KEY};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_sent_long_ago_is_forgotten_and_not_sent_again() {
    let city = City::start("onward-pruning");
    let right = Arc::new(|_| Mood::Right);
    let platform = Platform::start("127.0.0.1:0", OneByOne { key: KEY }, right).await;
    let week = json!({ "keepSentDays": 7 });
    let mut workbench = city.workbench(&platform.url(), week);
    city.import("P", 3).await;
    city.arrived(&platform).await;
    workbench.stop();
    // More than one step forgets, of rows without an evaluation; what is of another platform,
    // of this week, or was never sent.
    let rows = |upstream: &str, state: &str, days: u32, count: u32| {
        let settled = match state {
            "waiting" => "NULL".to_owned(),
            _ => format!("now() - interval '{days} days'"),
        };
        city.change(&format!(
            "INSERT INTO haochaping.onward (upstream_id, area_code, evaluation_id, accepted_at, state, settled_at, next_at)
             SELECT '{upstream}', '500103000000', gen_random_uuid(), now(), '{state}', {settled}, now() + interval '1 day'
             FROM generate_series(1, {count})"
        ));
    };
    rows("city", "sent", 8, 12_000);
    rows("city", "sent", 6, 2);
    rows("other", "sent", 8, 4);
    for state in ["refused", "not_carried", "closed", "waiting"] {
        rows("city", state, 400, 1);
    }
    city.change(
        "ALTER TABLE haochaping.onward DISABLE TRIGGER USER;
         UPDATE haochaping.onward SET settled_at = now() - interval '8 days'
         WHERE upstream_id = 'city' AND state = 'sent' AND settled_at > now() - interval '1 day';
         ALTER TABLE haochaping.onward ENABLE TRIGGER USER;",
    );
    workbench.run().expect("the workbench again");
    let of = "SELECT count(*) FROM haochaping.onward WHERE state = 'sent' AND upstream_id = $1";
    city.until("forgotten", || city.count(of, "city") == 2)
        .await;
    assert_eq!(city.count(of, "other"), 4);
    for state in ["refused", "not_carried", "closed", "waiting"] {
        assert_eq!(city.outbox(state), 1, "{state}");
    }
    assert_eq!(city.evaluations().len(), 3, "the evaluations stay");
    city.import("Q", 1).await;
    city.until("sent", || platform.taken().contains_key("Q-0/1/1"))
        .await;
    assert!(platform.taken().values().all(|times| *times == 1));
}
