//! What an administrator decides of what was not taken, and platforms that only one knows.

use std::sync::Arc;

use haochaping_tests::platform::{Mood, OneByOne, Platform};
use serde_json::{Value, json};
use xtask::stack::{Workbench, WorkbenchOptions};

use super::city::{City, KEY};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_not_taken_is_sent_again_or_closed_by_its_code() {
    let city = City::start("onward-decided");
    let platform = Platform::start(
        "127.0.0.1:0",
        OneByOne { key: KEY },
        Arc::new(|_| Mood::Right),
    )
    .await;
    platform.refuse(Arc::new(|record: &Value| {
        let odd = matches!(record["projectNo"].as_str(), Some("C-1" | "C-3"));
        Some(if odd { "E1" } else { "E2" })
    }));
    let workbench = city.workbench(&platform.url(), json!({}));
    city.import("C", 5).await;
    city.until("refused", || city.outbox("refused") == 5).await;
    // Of a month that was archived: of no hall any more.
    let archived = "INSERT INTO haochaping.onward (upstream_id, area_code, evaluation_id, accepted_at)
                    SELECT 'city', area_code, gen_random_uuid(), accepted_at FROM haochaping.evaluations LIMIT 1";
    city.change(archived);
    city.until("given up", || city.outbox("not_carried") == 1)
        .await;
    let told = |arguments: &[&str]| workbench.command(arguments, "");
    assert!(told(&["onward", "status", "--minutes", "60"]).is_err());
    let unknown = told(&["onward", "close", "--upstream", "nobody"])
        .unwrap_err()
        .to_string();
    assert!(unknown.contains("--upstream"), "{}", unknown);

    platform.refuse(Arc::new(|_| None));
    let again = ["onward", "again", "--upstream", "city", "--code", "E1"];
    assert_eq!(told(&again).expect("again"), "city: 2 are waiting again");
    city.until("sent", || city.outbox("sent") == 2).await;
    assert_eq!(platform.taken().len(), 2);

    let gone = [
        "onward",
        "close",
        "--upstream",
        "city",
        "--code",
        "evaluation_gone",
    ];
    assert_eq!(told(&gone).expect("closed"), "city: 1 are closed");
    let rest = ["onward", "close", "--upstream", "city"];
    assert_eq!(told(&rest).expect("closed"), "city: 3 are closed");
    assert_eq!(
        told(&again[..4]).expect("none"),
        "city: 0 are waiting again"
    );
    assert_eq!((city.outbox("closed"), platform.taken().len()), (4, 2));
    told(&["onward", "status", "--minutes", "60"]).expect("nobody has to look any more");
    let trail =
        "SELECT count(*) FROM workbench.audit WHERE hall_id = 'yuzhong-zwfw' AND alias = 'command'
                 AND target_kind = 'upstream' AND action || ' ' || target_id = $1";
    for entry in [
        "onward.again city (2)",
        "onward.close city (1)",
        "onward.close city (3)",
    ] {
        assert_eq!(city.count(trail, entry), 1, "{entry}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_platform_that_only_one_knows_is_told() {
    let city = City::start("onward-known");
    let mut workbench = city.workbench("http://127.0.0.1:9/", json!({}));
    let active = "SELECT count(*) FROM haochaping.upstreams WHERE active AND id = $1";
    city.until("registered", || city.count(active, "city") == 1)
        .await;
    workbench.command(&["onward", "status"], "").expect("fine");
    workbench.stop();
    city.change("UPDATE haochaping.upstreams SET id = 'gone'");
    let status = workbench
        .command(&["onward", "status"], "")
        .unwrap_err()
        .to_string();
    assert!(
        status.contains("city: is configured and not registered"),
        "{}",
        status
    );
    assert!(status.contains("gone: is not configured"), "{}", status);
    let none = WorkbenchOptions::default();
    let removed = || Workbench::once(&city.stack, &none, &["onward", "status"]);
    assert!(removed().is_err(), "its outbox goes on filling");
    city.change("UPDATE haochaping.upstreams SET active = false");
    removed().expect("nothing enters");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn looking_at_an_outbox_does_not_read_what_was_sent_long_ago() {
    let city = City::start("onward-read");
    let mut workbench = city.workbench("http://127.0.0.1:9/", json!({}));
    let active = "SELECT count(*) FROM haochaping.upstreams WHERE active AND id = $1";
    city.until("registered", || city.count(active, "city") == 1)
        .await;
    workbench.stop();
    city.change(
        "INSERT INTO haochaping.onward (upstream_id, area_code, evaluation_id, accepted_at, state, settled_at)
         SELECT 'city', '500103000000', gen_random_uuid(), now(), 'sent', now() - interval '10 days'
         FROM generate_series(1, 60000);
         INSERT INTO haochaping.onward (upstream_id, area_code, evaluation_id, accepted_at, state, settled_at, last_code)
         SELECT 'city', '500103000000', gen_random_uuid(), now(), 'refused', now(), 'E1' FROM generate_series(1, 20);",
    );
    city.change("VACUUM ANALYZE haochaping.onward");
    let whole = "SELECT t.seq_scan + i.idx_scan FROM pg_stat_user_tables t JOIN pg_stat_user_indexes i USING (relid)
                 WHERE i.indexrelname = $1";
    let scans = "SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = $1";
    let before = city.count(whole, "onward_pkey");
    let status = workbench
        .command(&["onward", "status"], "")
        .expect("a status");
    assert!(
        status.contains("sent today 0") && status.contains("refused 20"),
        "{status}"
    );
    city.until("counted", || {
        ["onward_due", "onward_failed", "onward_sent"]
            .iter()
            .all(|index| city.count(scans, index) > 0)
    })
    .await;
    assert_eq!(city.count(whole, "onward_pkey"), before);
}
