//! What operators and their monitors ask.

use reqwest::{Client, Method};
use serde_json::{Value, json};
use xtask::stack::{Database, Edge, EdgeOptions, Port};

use crate::world::{get, send, world};

#[tokio::test]
async fn up_and_ready() {
    assert_eq!(get("/healthz").await.json(), json!({ "status": "up" }));
    let ready = get("/readyz").await;
    assert_eq!(
        (ready.status, ready.json()),
        (200, json!({ "status": "ready" }))
    );
}

#[tokio::test]
async fn metrics_need_their_key() {
    let url = format!("{}/metrics", world().edge);
    send(Client::new().get(&url))
        .await
        .assert_refused("no key", 401, "unauthorized");
    send(Client::new().get(&url).bearer_auth("x"))
        .await
        .assert_refused("x", 401, "unauthorized");
    let secrets: Value =
        serde_json::from_str(include_str!("../../../edge-api/deploy/demo.secrets.json")).unwrap();
    let key = secrets["metricsKey"].as_str().unwrap();
    let answer = send(Client::new().get(&url).bearer_auth(key)).await;
    assert_eq!(answer.status, 200);
    assert!(
        answer
            .header("content-type")
            .unwrap()
            .starts_with("text/plain; version=0.0.4")
    );
    for line in [
        "haochaping_answers_total{edge=\"edge-demo\",route=\"/metrics\",status=\"401\"}",
        "haochaping_outbox_up{edge=\"edge-demo\",shard=\"0\"} 1",
        "haochaping_outbox_pending_rows{edge=\"edge-demo\",shard=\"0\"}",
        "haochaping_outbox_set_aside_rows{edge=\"edge-demo\",shard=\"0\"} 0",
    ] {
        assert!(answer.text().contains(line), "{line}\n{}", answer.text());
    }
}

#[tokio::test]
async fn the_description_is_the_checked_in_one() {
    let answer = get("/openapi.json").await;
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert_eq!(
        answer.text(),
        include_str!("../../../edge-api/openapi.json")
    );
}

#[tokio::test]
async fn what_is_not_there_and_what_is_not_done() {
    for path in ["/", "/v1", "/v1/evaluations/1", "/admin", "/.env", "/%00"] {
        get(path).await.assert_refused(path, 404, "not_found");
    }
    for (method, path, allow) in [
        (Method::GET, "/v1/evaluations", "POST, OPTIONS"),
        (Method::DELETE, "/v1/evaluations", "POST, OPTIONS"),
        (Method::POST, "/v1/form", "GET, HEAD, OPTIONS"),
        (Method::PUT, "/v1/receipts/x", "GET, HEAD, OPTIONS"),
        (Method::GET, "/v1/service-events", "POST"),
        (Method::POST, "/healthz", "GET, HEAD"),
        (Method::PATCH, "/r/a", "GET, HEAD, POST"),
    ] {
        let answer = send(Client::new().request(method, format!("{}{path}", world().edge))).await;
        answer.assert_refused(path, 405, "method_not_allowed");
        assert_eq!(answer.header("allow"), Some(allow), "{path}");
    }
    let head = send(Client::new().head(format!("{}/healthz", world().edge))).await;
    assert_eq!((head.status, head.body.len()), (200, 0));
}

/// An edge without a centre; nothing that it refuses gets that far.
fn edge(config: &Value) -> Edge {
    let mut document: Value =
        serde_json::from_str(include_str!("../../../edge-api/deploy/demo.config.json")).unwrap();
    for (member, value) in config.as_object().unwrap() {
        document[member] = value.clone();
    }
    let folder = xtask::project::root().join("target/stacks/api-misconfigured");
    let options = EdgeOptions {
        port: Port::Free,
        data: folder.join("outbox"),
        log: folder.join("edge.log"),
        config: document,
        secrets: serde_json::from_str(include_str!("../../../edge-api/deploy/demo.secrets.json"))
            .unwrap(),
        database: Database::parse("postgres://nobody:nobody@127.0.0.1:9/nowhere").unwrap(),
    };
    let _ = std::fs::remove_dir_all(&folder);
    Edge::start(&xtask::tools::npm::ensure().unwrap(), options).expect("an edge that is up")
}

#[tokio::test]
async fn a_refused_configuration_accepts_nothing_and_names_its_field() {
    let edge = edge(&json!({ "ticketDays": 0 }));
    let url = edge.url();
    assert_eq!(
        send(Client::new().get(format!("{url}/healthz")))
            .await
            .status,
        200
    );
    for path in [
        "/readyz",
        "/v1/form",
        "/r/a.b.c",
        "/metrics",
        "/widget/v1/loader.js",
        "/nowhere",
    ] {
        let answer = send(Client::new().get(format!("{url}{path}"))).await;
        answer.assert_refused(path, 503, "misconfigured");
    }
    let body = json!({ "ticket": "t", "level": 5 }).to_string();
    let post = Client::new()
        .post(format!("{url}/v1/evaluations"))
        .header("content-type", "application/json")
        .body(body);
    send(post)
        .await
        .assert_refused("an evaluation", 503, "misconfigured");
    let log = std::fs::read_to_string(edge.log()).unwrap();
    assert!(log.contains("ticketDays"), "{log}");
}
