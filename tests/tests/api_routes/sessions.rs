//! The counter system says who stands at a window, and the kiosk there hears of it.

use haochaping_tests::ticket::{case_no, claims, now, signed, ticket};
use reqwest::Client;
use serde_json::json;

use crate::windows::{fresh, hall_posts, registered};
use crate::world::{Answer, get, send, world};

/// A good ticket for somebody at a tablet.
fn at_a_tablet(case_no: &str) -> String {
    let mut claims = claims(case_no);
    claims["ch"] = json!(4);
    signed(&claims)
}

async fn opened(id: &str, body: &serde_json::Value) -> Answer {
    hall_posts(&format!("/v1/points/{id}/sessions"), Some(body)).await
}

/// Where the kiosk of a point listens.
async fn stream(id: &str) -> String {
    let answer = opened(id, &json!({})).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()["stream"]
        .as_str()
        .expect("a stream")
        .to_owned()
}

async fn heard(stream: &str, seen: &str) -> Answer {
    let path = stream.split_once("/v1/").expect("a path of the API").1;
    let url = format!("{}/v1/{path}", world().edge);
    send(Client::new().get(url).header("last-event-id", seen)).await
}

/// The lines of an event, by their names.
fn field(answer: &Answer, name: &str) -> Option<String> {
    let text = answer.text();
    let start = format!("{name}: ");
    text.lines()
        .find_map(|line| line.strip_prefix(&start).map(str::to_owned))
}

#[tokio::test]
async fn a_kiosk_hears_of_each_session_once_and_of_one_that_comes_while_it_waits() {
    let id = fresh();
    registered(&id).await;
    let stream = stream(&id).await;
    let begun = heard(&stream, "").await;
    assert_eq!(
        (
            begun.status,
            begun.header("content-type"),
            begun.header("cache-control")
        ),
        (200, Some("text/event-stream"), Some("no-store"))
    );
    assert_eq!(field(&begun, "event").as_deref(), Some("next"));
    let seen = field(&begun, "id").expect("a number");

    let ticket = at_a_tablet(&case_no());
    let waiting = tokio::spawn({
        let (stream, seen) = (stream.clone(), seen.clone());
        async move { heard(&stream, &seen).await }
    });
    let answer = opened(&id, &json!({ "ticket": ticket })).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    assert_eq!(
        answer.json()["stream"],
        json!(stream),
        "a point has one stream"
    );
    let told = waiting.await.expect("an answer");
    assert_eq!(field(&told, "event").as_deref(), Some("ticket"));
    assert_eq!(field(&told, "data").as_deref(), Some(ticket.as_str()));

    // A kiosk that was switched on meanwhile begins with the one that holds.
    let late = heard(&stream, "").await;
    assert_eq!(late.body, told.body);
    let seen = field(&told, "id").expect("a number");
    opened(&id, &json!({})).await;
    let next = heard(&stream, &seen).await;
    assert_eq!(field(&next, "event").as_deref(), Some("next"));
}

#[tokio::test]
async fn one_window_never_hears_of_another() {
    let (one, other) = (fresh(), fresh());
    registered(&one).await;
    registered(&other).await;
    let (quiet, loud) = (stream(&one).await, stream(&other).await);
    assert_ne!(quiet, loud);
    let answer = opened(&other, &json!({ "ticket": at_a_tablet(&case_no()) })).await;
    assert_eq!(answer.status, 201);
    let first = heard(&quiet, "").await;
    assert_eq!(field(&first, "event").as_deref(), Some("next"));
}

#[tokio::test]
async fn a_renewed_code_takes_the_address_with_it() {
    let id = fresh();
    registered(&id).await;
    let before = stream(&id).await;
    assert_eq!(heard(&before, "").await.status, 200);
    let renewed = hall_posts(&format!("/v1/points/{id}/renewal"), Some(&json!({}))).await;
    assert_eq!(renewed.status, 200, "{}", renewed.text());
    heard(&before, "")
        .await
        .assert_refused(&id, 404, "not_found");
    let after = stream(&id).await;
    assert_ne!(after, before);
    assert_eq!(heard(&after, "").await.status, 200);
}

#[tokio::test]
async fn what_is_no_stream_of_this_edge_is_not_there() {
    let id = fresh();
    registered(&id).await;
    let stream = stream(&id).await;
    let sealed = stream.rsplit('/').next().expect("a last part");
    let (place, signature) = sealed.split_once('.').expect("two parts");
    for wrong in [
        place.to_owned(),
        format!("{place}."),
        format!("{place}.{}", "A".repeat(signature.len())),
        format!("A{place}.{signature}"),
        format!("{id}.{signature}"),
    ] {
        let answer = get(&format!("/v1/streams/{wrong}")).await;
        answer.assert_refused(&wrong, 404, "not_found");
    }
}

#[tokio::test]
async fn what_cannot_be_shown_is_refused_and_shown_to_nobody() {
    let id = fresh();
    registered(&id).await;
    let stream = stream(&id).await;
    let begun = heard(&stream, "").await;
    let mut late = claims(&case_no());
    late["iat"] = json!(now() - 1_200);
    late["exp"] = json!(now() - 600);
    for (body, status, code) in [
        (json!({ "ticket": "no.ticket.here" }), 401, "ticket_invalid"),
        (json!({ "ticket": signed(&late) }), 410, "ticket_expired"),
        // What is rated at a tablet would be told of as rated in an app.
        (json!({ "ticket": ticket(&case_no()) }), 422, "rule_broken"),
        (json!({ "tickets": [] }), 400, "malformed_request"),
        (json!({ "ticket": 7 }), 400, "malformed_request"),
    ] {
        let answer = opened(&id, &body).await;
        answer.assert_refused(&body.to_string(), status, code);
    }
    let unknown = opened(&fresh(), &json!({})).await;
    assert_eq!(unknown.status, 404);
    assert_eq!(
        heard(&stream, "").await.body,
        begun.body,
        "nothing has changed"
    );

    let closed = hall_posts(&format!("/v1/points/{id}/closing"), None).await;
    assert_eq!(closed.status, 200);
    assert_eq!(opened(&id, &json!({})).await.status, 404);

    let keyless = Client::new()
        .post(format!("{}/v1/points/{id}/sessions", world().edge))
        .header("content-type", "application/json")
        .body("{}");
    assert_eq!(send(keyless).await.status, 401);
}
