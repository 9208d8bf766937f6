//! What was stored before a platform was configured, and since when something waits.

use std::sync::Arc;

use haochaping_tests::platform::{Mood, OneByOne, Platform};
use serde_json::json;

use super::city::{City, KEY};

/// When the first evaluation of these cases was accepted, as the configuration writes it.
fn accepted(city: &City, like: &str) -> String {
    let sql =
        "SELECT to_char(min(accepted_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')
               FROM haochaping.evaluations WHERE case_no LIKE $1";
    let told = city
        .stack
        .database
        .with(|client| Ok(client.query_one(sql, &[&like]).expect("a time").get(0)));
    told.expect("the centre")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_accepted_before_since_is_not_reported_until_the_rules_reach_back() {
    let city = City::start("onward-since");
    city.import("OLD", 3).await;
    city.import("NEW", 2).await;
    let (old, since) = (accepted(&city, "OLD-%"), accepted(&city, "NEW-%"));
    assert!(old < since);
    let right = Arc::new(|_| Mood::Right);
    let platform = Platform::start("127.0.0.1:0", OneByOne { key: KEY }, right).await;
    let mut workbench = city.workbench(&platform.url(), json!({ "since": since }));
    city.until("sent", || city.outbox("sent") == 2).await;
    city.import("NEXT", 1).await;
    city.until("sent", || city.outbox("sent") == 3).await;
    let cases = |platform: &Platform| platform.taken().into_keys().collect::<Vec<_>>();
    let expected = ["NEW-0/1/1", "NEW-1/1/1", "NEXT-0/1/1"];
    assert_eq!(cases(&platform), expected);
    assert_eq!(city.outbox("not_carried"), 0, "nothing else entered");
    workbench.stop();

    let _wider = city.workbench(&platform.url(), json!({ "since": old }));
    city.until("sent", || city.outbox("sent") == 6).await;
    city.arrived(&platform).await;
    assert!(platform.taken().values().all(|times| *times == 1));
    // It entered when the rules reached it, however long ago it was accepted.
    let later = "SELECT count(*) FROM haochaping.onward o JOIN haochaping.upstreams u ON u.id = o.upstream_id
                 WHERE o.entered_at >= u.registered_at AND u.id = $1";
    assert_eq!(city.count(later, "city"), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn how_long_something_waits_is_counted_from_when_it_entered() {
    let city = City::start("onward-entered");
    let mut workbench = city.workbench("http://127.0.0.1:9/", json!({}));
    city.import("E", 1).await;
    city.until("waiting", || city.outbox("waiting") == 1).await;
    workbench.stop();
    let status = || workbench.command(&["onward", "status", "--minutes", "60"], "");
    // Accepted long ago, and let in just now.
    city.change("UPDATE haochaping.onward SET accepted_at = now() - interval '400 days'");
    assert!(status().expect("fine").contains("(oldest 0 min)"));
    city.change("UPDATE haochaping.onward SET entered_at = now() - interval '61 minutes'");
    let told = status().expect_err("for too long").to_string();
    assert!(told.contains("(oldest 61 min)"), "{told}");
    // Sent once more by hand it begins anew.
    city.change(
        "UPDATE haochaping.onward SET state = 'refused', settled_at = now(), last_code = 'E1'",
    );
    assert!(status().is_err());
    let again = ["onward", "again", "--upstream", "city"];
    workbench.command(&again, "").expect("again");
    assert!(status().expect("fine").contains("(oldest 0 min)"));
}
