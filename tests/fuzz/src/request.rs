//! A whole request, written as HTTP is: a line with method and target, headers, an empty
//! line, the body. `{ticket}`, `{message}` (a ticket for one), `{link}`, `{key}` and
//! `{receipt}` stand for a good one, which no fuzzer would find; `X-Outbox` says how the outbox answers.

use std::cell::RefCell;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use contract::problem::Problem;
use contract::receipt::Receipt;
use haochaping_edge::app::{self, Edge};
use haochaping_edge::http::{Method, Reply, Request};
use haochaping_edge::router;
use serde_json::Value;

use crate::outbox::{Empty, Mood};
use crate::{markup, numbers, world};

const KEY: &str = "demo-key-yuzhong-zwfw-not-secret-01";
const RECEIPT: &str = "KM80-A0RM-2ZZK-DGF4-FCK0";

/// The answer is none of the edge's own faults, well formed, without markup or a header of
/// the sender's making, and leaves nothing of the sender in the log.
pub fn check(data: &[u8]) {
    let Some((request, mood)) = read(data) else {
        return;
    };
    let config = world::config();
    let (rates, metrics) = (RefCell::default(), RefCell::default());
    let edge = Edge {
        config,
        rates: &rates,
        metrics: &metrics,
        outbox: &mood,
        files: &Empty,
    };
    // As at the rim: what the head is refused for is refused before the body is read.
    if let Ok(route) = router::find(request.method, &request.path) {
        if let Err(refusal) = app::head(config, &request, route) {
            return sound(&request, mood, &app::refused(&edge, &request, refusal));
        }
        if request.body.len() > route.body_limit() {
            return;
        }
    }
    let answer = pin!(app::answer(&edge, &request));
    // Nothing it waits for ever waits.
    match answer.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(reply) => sound(&request, mood, &reply),
        Poll::Pending => panic!("it waits for nobody"),
    }
}

fn read(data: &[u8]) -> Option<(Request, Mood)> {
    let split = data.windows(2).position(|pair| pair == b"\n\n");
    let (head, body) = data.split_at(split.unwrap_or(data.len()));
    let head = filled(std::str::from_utf8(head).ok()?);
    let mut lines = head.lines();
    let (method, target) = lines.next()?.split_once(' ')?;
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let header = |name: &str| {
        lines.clone().find_map(|line| {
            let (known, value) = line.split_once(": ")?;
            known.eq_ignore_ascii_case(name).then(|| value.to_owned())
        })
    };
    let body = body.get(2..).unwrap_or_default();
    let request = Request {
        method: Method::from_name(method),
        path: path.to_owned(),
        query: query.to_owned(),
        accept: header("Accept").unwrap_or_default(),
        accept_encoding: header("Accept-Encoding").unwrap_or_default(),
        accept_language: header("Accept-Language").unwrap_or_default(),
        authorization: header("Authorization"),
        last_event_id: header("Last-Event-ID").unwrap_or_default(),
        cookie: header("Cookie").unwrap_or_default(),
        content_type: header("Content-Type").unwrap_or_default(),
        origin: header("Origin"),
        body: match std::str::from_utf8(body) {
            Ok(text) => filled(text).into_bytes(),
            Err(_) => body.to_vec(),
        },
        received_at: world::NOW,
        id: "0123456789abcdef".to_owned(),
    };
    Some((
        request,
        Mood::named(&header("X-Outbox").unwrap_or_default()),
    ))
}

fn filled(text: &str) -> String {
    text.replace("{ticket}", world::ticket())
        .replace("{message}", world::message())
        .replace("{link}", world::link().code.as_str())
        .replace("{key}", KEY)
        .replace("{receipt}", RECEIPT)
}

fn sound(request: &Request, mood: Mood, reply: &Reply) {
    // There is no centre to compare anything with.
    let may_be_away = mood != Mood::Open || request.path.starts_with("/v1/operations/");
    assert!(
        reply.status < 500 || (reply.status == 503 && may_be_away),
        "{} {:?}",
        reply.status,
        reply.note
    );
    for (name, value) in &reply.headers {
        let plain = |byte: u8| (b' '..=b'~').contains(&byte);
        assert!(value.bytes().all(plain), "{name}: {value:?}");
    }
    let allowed = reply.get("Access-Control-Allow-Origin");
    // Everybody may read a refusal: it tells their page what to tell the citizen.
    let known = |origin: &str| origin == "*" || world::config().knows_origin(origin);
    let public = request.path == "/openapi.json" || reply.status >= 400;
    assert!(public || allowed.is_none_or(known), "{allowed:?} may read");
    assert_eq!(reply.get("X-Content-Type-Options"), Some("nosniff"));

    let noted = format!("{:?}", reply.note);
    assert!(
        ![
            KEY,
            world::ticket(),
            world::message(),
            world::link().code.as_str()
        ]
        .iter()
        .any(|secret| noted.contains(secret)),
        "{noted}"
    );
    assert_eq!(numbers::first(&noted), None, "{noted}");
    body(request, reply);
}

fn body(request: &Request, reply: &Reply) {
    let media_type = reply.get("Content-Type").unwrap_or_default();
    if matches!(media_type, "application/pdf" | "image/png") {
        return;
    }
    // Some old systems read no other; what is said is their profile's.
    if media_type.ends_with("charset=gb18030") {
        assert!(request.path.starts_with("/v1/import/"));
        return;
    }
    let text = std::str::from_utf8(&reply.body).expect("text");
    match media_type {
        "application/problem+json" => {
            let problem: Problem = serde_json::from_str(text).expect("a problem");
            assert_eq!(problem.code.status(), reply.status);
            assert_eq!(reply.note.code, Some(problem.code.as_str()));
            assert_eq!(numbers::first(text), None, "{text}");
        }
        "application/json" => {
            let said: Value = serde_json::from_str(text).expect("JSON");
            if request.path == "/v1/evaluations" {
                let receipt = said["receipt"].as_str().expect("a receipt");
                assert!(reply.status == 202 && Receipt::parse(receipt).is_ok());
            }
        }
        "text/html; charset=utf-8" => {
            markup::check(text);
            assert!(reply.get("Content-Security-Policy").is_some());
        }
        _ => {}
    }
}
