//! Requests that two parties could read differently: a proxy in front and the edge, or
//! the edge and its files. Either side must end up with the same path and length.

use std::time::Duration;

use haochaping_tests::ticket::{case_no, ticket};
use haochaping_tests::wire::{Heard, say};
use haochaping_tests::world::{assert_nothing_stored, world};
use serde_json::json;

/// Long enough for any answer; keep-alive leaves the socket open after it.
const PATIENCE: Duration = Duration::from_millis(1_500);

async fn raw(request: impl AsRef<[u8]>) -> Heard {
    say(&world().edge, request, PATIENCE).await
}

#[tokio::test]
async fn a_host_cannot_move_the_path() {
    for host in [
        "x/healthz?",
        "x/healthz#",
        "x\\healthz?",
        "user@x/healthz?",
        "x y/healthz?",
    ] {
        let heard = raw(format!(
            "GET /metrics HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        ))
        .await;
        assert!(matches!(heard.status(), 400 | 404), "{host}: {heard:?}");
        assert!(!heard.text.contains("\"up\""), "{host}: {heard:?}");
    }
    // Nor the files that a cache keeps.
    let request =
        "GET /widget/v1/loader.js HTTP/1.1\r\nHost: x/widget/0.1.0/integrity.json?\r\n\r\n";
    let heard = raw(request).await;
    assert_eq!(heard.status(), 404, "{heard:?}");
    assert!(heard.text.contains("Cache-Control: no-store"), "{heard:?}");
}

#[tokio::test]
async fn two_hosts_or_none_are_refused() {
    for head in [
        "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /healthz HTTP/1.1\r\n\r\n",
    ] {
        let heard = raw(head).await;
        assert!(matches!(heard.status(), 400 | 404), "{heard:?}");
    }
}

#[tokio::test]
async fn a_length_that_can_be_read_twice_makes_no_second_request() {
    let case = case_no();
    let body = json!({ "ticket": ticket(&case), "level": 5 }).to_string();
    let inner = format!(
        "POST /v1/evaluations HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let outer = "POST /v1/evaluations HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    for (what, headers) in [
        (
            "length and chunked",
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        ),
        (
            "chunked and length",
            "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        ),
        (
            "two lengths",
            "Content-Length: 5\r\nContent-Length: 500\r\n",
        ),
        ("a list of lengths", "Content-Length: 5, 500\r\n"),
        ("a signed length", "Content-Length: +5\r\n"),
        ("an unknown coding", "Transfer-Encoding: xchunked\r\n"),
        ("two codings", "Transfer-Encoding: chunked, identity\r\n"),
        (
            "a blank before the colon",
            "Transfer-Encoding : chunked\r\n",
        ),
        ("a folded header", "X: a\r\n b\r\nContent-Length: 5\r\n"),
    ] {
        let heard = raw(format!("{outer}{headers}\r\n0\r\n\r\n{inner}")).await;
        assert!(heard.closed, "{what} leaves the connection open: {heard:?}");
        assert_eq!(heard.statuses().len(), 1, "{what}: {heard:?}");
        assert!((400..=501).contains(&heard.status()), "{what}: {heard:?}");
    }
    assert_nothing_stored(&case).await;
}

#[tokio::test]
async fn requests_in_a_row_are_answered_in_order_each_for_itself() {
    let (first, second) = (case_no(), case_no());
    let form = |case: &str| {
        format!(
            "GET /v1/form?ticket={} HTTP/1.1\r\nHost: a\r\n\r\n",
            ticket(case)
        )
    };
    let wrong = "GET /v1/form?ticket=x HTTP/1.1\r\nHost: a\r\n\r\n";
    let heard = raw([form(&first).as_str(), wrong, form(&second).as_str()].concat()).await;
    assert_eq!(heard.statuses(), [200, 401, 200], "{heard:?}");
}

#[tokio::test]
async fn what_is_no_request_is_refused_and_closed() {
    for (what, bytes) in [
        (
            "TLS",
            b"\x16\x03\x01\x00\xa5\x01\x00\x00\r\n\r\n".as_slice(),
        ),
        ("HTTP/0.9", b"GET /healthz\r\n\r\n"),
        (
            "a NUL in the target",
            b"GET /healthz\0 HTTP/1.1\r\nHost: a\r\n\r\n",
        ),
        (
            "a NUL in a header",
            b"GET /healthz HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n",
        ),
        (
            "a header without a colon",
            b"GET /healthz HTTP/1.1\r\nHost: a\r\nxyz\r\n\r\n",
        ),
        (
            "CONNECT",
            b"CONNECT pj.example.gov.cn:443 HTTP/1.1\r\nHost: a\r\n\r\n",
        ),
    ] {
        let heard = raw(bytes).await;
        assert!(heard.closed, "{what}: {heard:?}");
        assert!(
            heard.statuses().iter().all(|status| *status >= 400),
            "{what}: {heard:?}"
        );
    }
    assert_eq!(
        raw("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            .await
            .status(),
        200
    );
}

#[tokio::test]
async fn another_spelling_of_a_path_is_another_path() {
    let ticket = ticket(&case_no());
    for path in [
        "//healthz",
        "/./%68ealthz",
        "/healthz%00",
        "/healthz/",
        "/HEALTHZ",
        "/healthz;x",
        "/widget/%2e%2e/healthz",
        "/widget/../widget/0.1.0/..%5cintegrity.json",
        "/widget/0.1.0/loader.js%00.css",
        "/widget/0.1.0/loader.js;.css",
        "/widget/0.1.0//loader.js",
        "/widget\\0.1.0\\..\\..\\Cargo.toml",
        "/page/%2e%2e%2fCargo.css",
    ] {
        let heard = raw(format!(
            "GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        ))
        .await;
        assert_eq!(heard.status(), 404, "{path}: {heard:?}");
    }
    // A whole address is the same as its path, whatever host it names.
    for target in [
        "http://evil.example/healthz",
        "http://evil.example:80/healthz",
    ] {
        let heard = raw(format!(
            "GET {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        ))
        .await;
        assert_eq!(heard.status(), 200, "{target}: {heard:?}");
    }
    let hosted =
        format!("GET http://evil.example/r/{ticket} HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    let heard = raw(hosted).await;
    assert_eq!(heard.status(), 200);
    assert!(
        !heard.text.contains("evil.example"),
        "the page repeats the host"
    );
}
