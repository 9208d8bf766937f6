//! What may be done to the outbox, and by whom.

use serde_json::json;

use super::city::City;

/// What a statement is told, as this login.
fn told(city: &City, role: &str, sql: &str) -> String {
    city.stack
        .database
        .with(|client| {
            let mut transaction = client.transaction().expect("a transaction");
            transaction
                .batch_execute(&format!("SET LOCAL ROLE {role}"))
                .expect("the role");
            let result = transaction.batch_execute(sql);
            let code = result.err().and_then(|error| error.code().cloned());
            Ok(code.map_or_else(|| "done".to_owned(), |code| code.code().to_owned()))
        })
        .expect("the centre")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_touches_the_outbox_but_who_sends_and_what_is_unsent_stays() {
    const DENIED: &str = "42501";
    const REFUSED: &str = "23001";
    let city = City::start("onward-keeping");
    // Nobody listens: everything waits.
    let mut workbench = city.workbench("http://127.0.0.1:9/", json!({}));
    city.import("K", 10).await;
    city.until("waiting", || city.outbox("waiting") == 10).await;
    workbench.stop();
    let sent = "UPDATE haochaping.onward SET state = 'sent', settled_at = now()";
    let back = "UPDATE haochaping.onward SET state = 'waiting', settled_at = NULL";
    let gone = "DELETE FROM haochaping.onward";
    let (edge, workbench) = ("haochaping_edge", "haochaping_workbench");
    for sql in [
        "SELECT FROM haochaping.onward",
        gone,
        sent,
        "INSERT INTO haochaping.onward (upstream_id) VALUES ('x')",
        "UPDATE haochaping.upstreams SET active = false",
        "SELECT haochaping.enqueue_earlier('city')",
        "SELECT haochaping.register_upstream('city', NULL, '', ARRAY['ticket'], now(), false)",
    ] {
        assert_eq!(told(&city, edge, sql), DENIED, "{sql}");
    }
    for sql in [
        "INSERT INTO haochaping.onward (upstream_id) VALUES ('x')",
        "UPDATE haochaping.upstreams SET active = false",
        "UPDATE haochaping.onward SET evaluation_id = gen_random_uuid()",
        "TRUNCATE haochaping.onward",
    ] {
        assert_eq!(told(&city, workbench, sql), DENIED, "{sql}");
    }
    assert_eq!(told(&city, workbench, gone), REFUSED);
    assert_eq!(told(&city, workbench, &format!("{sent}; {back}")), REFUSED);
    assert_eq!(told(&city, workbench, &format!("{sent}; {gone}")), "done");
    assert_eq!(city.outbox("waiting"), 10, "every try was rolled back");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upstream_gets_what_its_rules_say_and_nothing_else() {
    let city = City::start("onward-rules");
    let change =
        json!({ "certainties": ["ticket"], "halls": ["yuzhong-zwfw"], "areaPrefix": "5001" });
    let mut workbench = city.workbench("http://127.0.0.1:9/", change);
    city.import("R", 5).await;
    let case = city.rate().await;
    let of_case = "SELECT count(*) FROM haochaping.onward o JOIN haochaping.evaluations e
                   ON e.id = o.evaluation_id WHERE e.case_no = $1";
    assert_eq!((city.outbox("waiting"), city.count(of_case, &case)), (1, 1));
    workbench.stop();
    // Switched off nothing enters, and what waits stays.
    let mut off = city.workbench("http://127.0.0.1:9/", json!({ "active": false }));
    let active = "SELECT count(*) FROM haochaping.upstreams WHERE active AND id = $1";
    city.until("off", || city.count(active, "city") == 0).await;
    off.stop();
    city.rate().await;
    assert_eq!(city.outbox("waiting"), 1);
    // Wider rules reach back.
    let _wide = city.workbench("http://127.0.0.1:9/", json!({}));
    city.until("all", || city.outbox("waiting") == 7).await;
}
