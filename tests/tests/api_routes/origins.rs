//! Which pages may speak to the edge, and which may read what it answers.

use haochaping_tests::ticket::{case_no, ticket};
use reqwest::{Client, Method};
use serde_json::json;

use crate::world::{Answer, assert_nothing_stored, rows_when, send, world};

async fn from(origin: Option<&str>, method: Method, path: &str, body: Option<String>) -> Answer {
    let mut request = Client::new().request(method, format!("{}{path}", world().edge));
    if let Some(origin) = origin {
        request = request.header("origin", origin);
    }
    if let Some(body) = body {
        request = request
            .header("content-type", "application/json")
            .body(body);
    }
    send(request).await
}

#[tokio::test]
async fn pages_of_the_hall_may_rate_and_read_the_answer() {
    let case = case_no();
    let body = json!({ "ticket": ticket(&case), "level": 5 }).to_string();
    let world = world();
    for origin in [world.origin.as_str(), world.edge.as_str()] {
        let answer = from(
            Some(origin),
            Method::POST,
            "/v1/evaluations",
            Some(body.clone()),
        )
        .await;
        assert_eq!(answer.status, 202, "{origin}: {}", answer.text());
        assert_eq!(answer.header("access-control-allow-origin"), Some(origin));
        assert!(answer.header("vary").unwrap().contains("Origin"));
        assert_eq!(answer.header("access-control-allow-credentials"), None);
    }
    let rows = rows_when(&case, 1).await;
    assert_eq!(
        rows[0]["origin"],
        json!(world.origin),
        "where it came from stands in the row"
    );
}

#[tokio::test]
async fn other_pages_may_not_and_are_told_so() {
    let case = case_no();
    let ticket = ticket(&case);
    let body = json!({ "ticket": ticket, "level": 5 }).to_string();
    let lookalike = format!("{}.evil.example", world().origin);
    let upper = world().origin.to_uppercase();
    for origin in [
        "https://evil.example",
        "null",
        lookalike.as_str(),
        "http://127.0.0.1:8789",
        upper.as_str(),
    ] {
        let answer = from(
            Some(origin),
            Method::POST,
            "/v1/evaluations",
            Some(body.clone()),
        )
        .await;
        answer.assert_refused(origin, 403, "origin_not_allowed");
        // The refusal may be read, so that the page can say why.
        assert_eq!(answer.header("access-control-allow-origin"), Some(origin));
        let form = from(
            Some(origin),
            Method::GET,
            &format!("/v1/form?ticket={ticket}"),
            None,
        )
        .await;
        form.assert_refused(origin, 403, "origin_not_allowed");
    }
    assert_nothing_stored(&case).await;
}

#[tokio::test]
async fn a_browser_that_asks_first_is_told_what_may_be_sent() {
    for path in [
        "/v1/evaluations",
        "/v1/form",
        "/v1/receipts/0123-4567-89AB-CDEF-GHJK",
    ] {
        let answer = from(Some(&world().origin), Method::OPTIONS, path, None).await;
        assert_eq!((answer.status, answer.body.len()), (204, 0), "{path}");
        assert_eq!(
            answer.header("access-control-allow-origin"),
            Some(world().origin.as_str())
        );
        assert_eq!(
            answer.header("access-control-allow-methods"),
            Some("GET, POST")
        );
        assert!(
            answer
                .header("access-control-allow-headers")
                .unwrap()
                .contains("Content-Type")
        );
        let other = from(Some("https://evil.example"), Method::OPTIONS, path, None).await;
        other.assert_refused(path, 403, "origin_not_allowed");
    }
}

#[tokio::test]
async fn halls_report_from_their_backends_only() {
    let answer = from(
        Some(&world().origin),
        Method::OPTIONS,
        "/v1/service-events",
        None,
    )
    .await;
    answer.assert_refused("preflight", 405, "method_not_allowed");
    assert_eq!(answer.header("allow"), Some("POST"));
}
