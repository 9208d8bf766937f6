//! Rules that change while something enters or waits.

use std::thread;

use serde_json::json;

use super::city::City;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rules_do_not_change_while_what_was_stored_earlier_enters() {
    const NOT_NOW: &str = "55P03";
    let city = City::start("onward-race");
    city.import("Q", 3).await;
    let register = |certainties: &str| {
        city.told(&format!(
            "SELECT haochaping.register_upstream('two', NULL, '', {certainties}, '2020-01-01', true)"
        ))
    };
    assert_eq!(register("ARRAY['reported']"), "done");
    let database = &city.stack.database;
    let wider = "ARRAY['reported', 'ticket']";
    database
        .with(|client| {
            // Whoever goes through them waits here, in the middle.
            let mut held = client.transaction().expect("a transaction");
            held.batch_execute(
                "INSERT INTO haochaping.onward (upstream_id, area_code, evaluation_id, accepted_at)
                 SELECT 'two', area_code, id, accepted_at FROM haochaping.evaluations",
            )
            .expect("the same rows");
            thread::scope(|scope| {
                let entering =
                    scope.spawn(|| city.told("SELECT haochaping.enqueue_earlier('two')"));
                let waits = "SELECT count(*) FROM pg_stat_activity
                             WHERE wait_event_type = 'Lock' AND query LIKE $1";
                while city.count(waits, "SELECT haochaping.enqueue_earlier%") == 0 {
                    assert!(!entering.is_finished(), "it waits for nobody");
                    thread::yield_now();
                }
                assert_eq!(register(wider), NOT_NOW);
                held.rollback().expect("given back");
                assert_eq!(entering.join().expect("entered"), "done");
            });
            Ok(())
        })
        .expect("the centre");
    assert_eq!(
        (city.outbox("waiting"), register(wider)),
        (3, "done".to_owned())
    );
    let earlier = "SELECT count(*) FROM haochaping.upstreams WHERE earlier AND id = $1";
    assert_eq!(
        city.count(earlier, "two"),
        1,
        "gone through again by the new rules"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn narrower_rules_hold_for_what_waits() {
    let city = City::start("onward-narrow");
    let mut wide = city.workbench("http://127.0.0.1:9/", json!({}));
    city.import("N", 3).await;
    let case = city.rate().await;
    city.until("waiting", || city.outbox("waiting") == 4).await;
    wide.stop();
    let change = json!({ "certainties": ["ticket"] });
    let _narrow = city.workbench("http://127.0.0.1:9/", change);
    let outside =
        "SELECT count(*) FROM haochaping.onward WHERE state = 'not_carried' AND last_code = $1";
    city.until("settled", || city.count(outside, "outside_rules") == 3)
        .await;
    let waiting = "SELECT count(*) FROM haochaping.onward o JOIN haochaping.evaluations e
                   ON e.id = o.evaluation_id WHERE o.state = 'waiting' AND e.case_no = $1";
    assert_eq!(city.count(waiting, &case), 1);
}
