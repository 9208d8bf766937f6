//! What an attacker sends makes no line of its own in the log, and none that tells
//! what it was.

use haochaping_tests::ticket::{case_no, claims, signed};
use haochaping_tests::wire::say;
use haochaping_tests::world::{rate, send, world};
use reqwest::Client;
use serde_json::{Value, json};
use std::time::Duration;

/// What workerd itself writes when somebody asks it for a tunnel.
const NO_TUNNEL: &str = "Received a connect event but we lack a handler. \
                         Did you remember to export a connect() function?";
/// Stands in every input below.
const MARK: &str = "LOGMARK";
/// Inside the text of a member, as JSON writes it.
const FAKE: &str = "\\n{\\\"kind\\\":\\\"request\\\",\\\"id\\\":\\\"LOGMARK\\\"}";

fn lines() -> Vec<String> {
    let log = std::fs::read_to_string(&world().log).expect("the log");
    log.lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn no_input_makes_or_fills_a_line() {
    let edge = world().edge.as_str();
    let quick = Duration::from_millis(300);
    let mut mine = claims(&case_no());
    mine["name"] = json!(format!("{MARK}\u{2028}\u{202e}事项"));
    mine["agency"] = json!(format!("\u{feff}{MARK} \"}} {{"));
    let ticket = signed(&mine);
    let comment = format!("{MARK}\n{{\"kind\":\"request\"}}\r\n\u{1b}[2J\u{2028}x");
    let accepted = rate(&json!({
        "ticket": ticket, "level": 1, "comment": comment,
        "identity": { "name": format!("{MARK}李"), "phone": "13800138000" },
        "consent": { "contact": true }
    }))
    .await;
    assert_eq!(accepted.status, 202, "{}", accepted.text());
    let encoded = format!("%0d%0a{MARK}%0a%00%1b%5b31m");
    for path in [
        format!("/{encoded}"),
        format!("/r/{encoded}"),
        format!("/r/{ticket}?lang={encoded}&back=javascript:{MARK}"),
        format!("/v1/form?ticket={encoded}"),
        format!("/v1/receipts/{encoded}"),
        format!("/widget/{encoded}/x.js"),
        format!("/page/{encoded}.css"),
    ] {
        let request = Client::new()
            .get(format!("{edge}{path}"))
            .header("origin", format!("https://{MARK}.example"))
            .header("user-agent", MARK)
            .header("x-request-id", MARK)
            .header("traceparent", MARK)
            .header("referer", format!("https://x/{MARK}"))
            .header("accept-language", MARK)
            .header("authorization", format!("Bearer {MARK}"));
        send(request).await;
    }
    for body in [
        format!("{{\"ticket\":\"{FAKE}\",\"level\":5}}"),
        format!("{{\"{FAKE}\":1}}"),
        format!("{{\"ticket\":\"a.b.c\",\"level\":\"{MARK}\"}}"),
        format!("{{\"ticket\":\"a.b.c\",\"lang\":\"{FAKE}\"}}"),
        format!("{MARK}\n"),
    ] {
        rate_raw(&body).await;
    }
    for request in [
        format!("{MARK} / HTTP/1.1\r\nHost: a\r\n\r\n"),
        format!("GET /{MARK}\x0b HTTP/1.1\r\nHost: {MARK}/\r\n\r\n"),
        format!("GET /healthz HTTP/1.1\r\nHost: {MARK}/healthz?\r\n\r\n"),
        format!("GET /healthz HTTP/1.1\r\nHost: a\r\nOrigin: {MARK}\x07\r\n\r\n"),
        format!("CONNECT {MARK}:443 HTTP/1.1\r\nHost: {MARK}\r\n\r\n"),
    ] {
        say(edge, request, quick).await;
    }
    let lines = lines();
    let telling: Vec<&String> = lines.iter().filter(|line| line.contains(MARK)).collect();
    assert!(telling.is_empty(), "{telling:?}");
    for line in &lines {
        let outer: Result<Value, _> = serde_json::from_str(line);
        assert!(
            outer.is_ok() || line == NO_TUNNEL,
            "not one JSON document a line: {line}"
        );
        assert!(!line.contains('\u{1b}'), "{line}");
    }
    let id = accepted.header("x-request-id").expect("an id");
    let of_id = lines.iter().filter(|line| line.contains(id)).count();
    assert_eq!(of_id, 1, "the log is the one that was looked at");
}

async fn rate_raw(body: &str) {
    let request = Client::new()
        .post(format!("{}/v1/evaluations", world().edge))
        .header("content-type", "application/json")
        .body(body.to_owned());
    let answer = send(request).await;
    assert!(
        (400..500).contains(&answer.status),
        "{body}: {}",
        answer.status
    );
}
