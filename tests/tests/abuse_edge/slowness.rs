//! Senders who take their time, and senders who send too much: other citizens are
//! served meanwhile, and nobody holds a connection for ever.

use std::time::{Duration, Instant};

use haochaping_tests::ticket::{case_no, ticket};
use haochaping_tests::wire::{connect, drip, say};
use haochaping_tests::world::{BODY_SECONDS, assert_nothing_stored, rate, world};
use serde_json::json;
use tokio::io::AsyncWriteExt as _;

const HEAD: &str = "POST /v1/evaluations HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
/// What workerd gives a head, with room for a busy machine.
const HEAD_TIME: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(500);
/// Connections of one attacker: more than a browser, fewer than a CI's limit of files.
const SOCKETS: usize = 200;

#[tokio::test]
async fn a_body_that_does_not_come_is_given_up() {
    let case = case_no();
    let body = json!({ "ticket": ticket(&case), "level": 5 }).to_string();
    let announced = format!("{HEAD}Content-Length: {}\r\n\r\n", body.len() + 500);
    let begun = format!("{announced}{body}");
    let chunked = format!("{HEAD}Transfer-Encoding: chunked\r\n\r\n");
    let extended = format!("{chunked}1;");
    let limit = Duration::from_secs(BODY_SECONDS);
    let edge = world().edge.as_str();
    let slowly = |head, piece| drip(edge, head, piece, PAUSE, limit * 6);
    let (bytes, end, chunks, extension) = tokio::join!(
        slowly(announced.as_bytes(), b" "),
        slowly(begun.as_bytes(), b""),
        slowly(chunked.as_bytes(), b"1\r\n \r\n"),
        slowly(extended.as_bytes(), b"aaaa"),
    );
    for (what, heard) in [
        ("byte by byte", bytes),
        ("never the end", end),
        ("chunk by chunk", chunks),
        ("an endless chunk head", extension),
    ] {
        assert_eq!(heard.statuses(), [503], "{what}: {heard:?}");
        assert!(heard.text.contains("Retry-After: "), "{what}: {heard:?}");
        assert!(heard.closed && heard.after >= limit, "{what}: {heard:?}");
    }
    assert_nothing_stored(&case).await;
}

#[tokio::test]
async fn a_head_that_drips_is_given_up() {
    let edge = world().edge.as_str();
    let (line, headers, nothing) = tokio::join!(
        drip(edge, b"G", b"E", PAUSE, HEAD_TIME * 2),
        drip(
            edge,
            b"GET /healthz HTTP/1.1\r\nHost: a\r\n",
            b"X: y\r\n",
            PAUSE,
            HEAD_TIME * 2
        ),
        drip(edge, b"", b"", PAUSE, HEAD_TIME * 2),
    );
    for (what, heard) in [
        ("the line", line),
        ("headers", headers),
        ("nothing", nothing),
    ] {
        assert!(heard.closed && heard.after < HEAD_TIME, "{what}: {heard:?}");
        assert!(!heard.statuses().contains(&200), "{what}: {heard:?}");
    }
}

#[tokio::test]
async fn others_are_served_while_many_connections_dawdle() {
    let mut held = Vec::new();
    for number in 0..SOCKETS {
        let mut stream = connect(&world().edge).await;
        let begun = match number % 3 {
            0 => "GET /healthz HTTP/1.1\r\nHost: a\r\n".to_owned(),
            1 => format!("{HEAD}Content-Length: 10000\r\n\r\n{{"),
            _ => format!("{HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\n"),
        };
        stream.write_all(begun.as_bytes()).await.expect("sent");
        held.push(stream);
    }
    let started = Instant::now();
    for _ in 0..20 {
        let case = case_no();
        let answer = rate(&json!({ "ticket": ticket(&case), "level": 5 })).await;
        assert_eq!(answer.status, 202, "{}", answer.text());
    }
    assert!(
        started.elapsed() < Duration::from_secs(5),
        "{:?}",
        started.elapsed()
    );
    assert_eq!(held.len(), SOCKETS);
}

#[tokio::test]
async fn heads_have_a_bound() {
    let edge = world().edge.as_str();
    let patience = Duration::from_secs(3);
    let many: String = (0..20_000)
        .map(|n| format!("X-{n}: {}\r\n", "a".repeat(40)))
        .collect();
    let large = format!("X: {}\r\n", "a".repeat(1_000_000));
    for (what, headers) in [("many", many), ("large", large)] {
        let request = format!("GET /healthz HTTP/1.1\r\nHost: a\r\n{headers}\r\n");
        let heard = say(edge, request, patience).await;
        assert_eq!(heard.statuses(), [431], "{what}: {heard:?}");
        assert!(heard.closed, "{what}");
    }
    let long = format!(
        "GET /healthz?{} HTTP/1.1\r\nHost: a\r\n\r\n",
        "a".repeat(70_000)
    );
    assert_eq!(say(edge, long, patience).await.statuses(), [414]);
}
