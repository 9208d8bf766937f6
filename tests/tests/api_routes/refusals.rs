//! What `POST /v1/evaluations` does not take: told by place and code, and nothing is
//! kept of it.

use haochaping_tests::ticket::{case_no, ticket};
use reqwest::Client;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::world::{assert_nothing_stored, post, rate, send, world};

const JSON: Option<&str> = Some("application/json");

#[tokio::test]
async fn a_body_that_is_not_what_the_route_takes() {
    let case = case_no();
    let ticket = ticket(&case);
    let with = |member: &str| format!(r#"{{"ticket":"{ticket}","level":5,{member}}}"#).into_bytes();
    let level = |level: &str| format!(r#"{{"ticket":"{ticket}","level":{level}}}"#).into_bytes();
    let deep = format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000));
    let mut broken = with(r#""comment":"X""#);
    let at = broken.iter().position(|byte| *byte == b'X').unwrap();
    broken[at] = 0xff;
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty", b"".to_vec(), ""),
        ("no JSON", b"level=5".to_vec(), ""),
        ("an array", b"[]".to_vec(), ""),
        (
            "something after it",
            [level("5"), b"x".to_vec()].concat(),
            "",
        ),
        ("broken UTF-8", broken, ""),
        (
            "half a surrogate",
            with(r#""comment":"\ud800""#),
            "/comment",
        ),
        ("an unknown field", with(r#""rating":5"#), "/rating"),
        (
            "a field twice",
            with(r#""level":1"#),
            "duplicate field `level`",
        ),
        (
            "an unknown field inside",
            with(r#""consent":{"all":true}"#),
            "/consent/all",
        ),
        (
            "a deep document",
            with(&format!(r#""comment":{deep}"#)),
            "/comment",
        ),
        ("level as text", level("\"5\""), "/level"),
        ("level 0", level("0"), "/level"),
        ("level 6", level("6"), "/level"),
        ("level 4.5", level("4.5"), "/level"),
        ("level 1e999", level("1e999"), "/level"),
        (
            "an indicator as number",
            with(r#""indicators":[510]"#),
            "/indicators/0",
        ),
        ("comment null", with(r#""comment":null"#), "/comment"),
        (
            "identity half",
            with(r#""identity":{"name":"李雷"}"#),
            "/identity",
        ),
        ("no ticket", br#"{"level":5}"#.to_vec(), ""),
    ];
    for (what, body, place) in cases {
        let problem = post(JSON, body)
            .await
            .assert_refused(what, 400, "malformed_request");
        let detail = problem["detail"].as_str().unwrap_or_default();
        assert!(detail.starts_with(place), "{what}: {detail}");
    }
    assert_nothing_stored(&case).await;
}

#[tokio::test]
async fn a_type_that_is_not_taken() {
    let case = case_no();
    let body = json!({ "ticket": ticket(&case), "level": 5 }).to_string();
    for media_type in [
        None,
        Some("application/xml"),
        Some("text/html"),
        Some("multipart/form-data; boundary=x"),
        Some("application/jsonp"),
        Some(""),
    ] {
        // Bytes, because a text gets a type of its own.
        let answer = post(media_type, body.clone().into_bytes()).await;
        answer.assert_refused(&format!("{media_type:?}"), 415, "unsupported_type");
    }
    assert_nothing_stored(&case).await;
}

#[tokio::test]
async fn a_body_that_is_too_large_by_its_own_word() {
    let case = case_no();
    let body = json!({ "ticket": ticket(&case), "level": 5, "comment": "好".repeat(6_000) });
    let problem = rate(&body).await.assert_refused("18 KB", 413, "too_large");
    assert!(
        problem["detail"].as_str().unwrap().contains("16384"),
        "{problem}"
    );
    post(JSON, vec![b' '; 3_000_000])
        .await
        .assert_refused("3 MB", 413, "too_large");
    assert_nothing_stored(&case).await;
}

#[tokio::test]
async fn a_body_that_grows_too_large_without_a_word() {
    let case = case_no();
    let body =
        json!({ "ticket": ticket(&case), "level": 5, "comment": "好".repeat(6_000) }).to_string();
    let address = world().edge.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = "POST /v1/evaluations HTTP/1.1\r\nHost: edge\r\nContent-Type: application/json\r\n\
                Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    for chunk in body.as_bytes().chunks(1_000) {
        let sent = async {
            stream
                .write_all(format!("{:x}\r\n", chunk.len()).as_bytes())
                .await?;
            stream.write_all(chunk).await?;
            stream.write_all(b"\r\n").await
        };
        // The edge may answer and close before everything is sent.
        if sent.await.is_err() {
            break;
        }
    }
    let _ = stream.write_all(b"0\r\n\r\n").await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(answer.contains("too_large"), "{answer}");
    assert_nothing_stored(&case).await;
}

#[tokio::test]
async fn a_broken_rule_is_told_by_pointer_and_code() {
    let case = case_no();
    let ticket = ticket(&case);
    let many: Vec<String> = (0..9).map(|n| format!("51{n}")).collect();
    let cases: Vec<(Value, Vec<(&str, &str)>)> = vec![
        (json!({}), vec![("/level", "level_required")]),
        (
            json!({ "level": 1 }),
            vec![("/indicators", "reason_required")],
        ),
        (
            json!({ "level": 2, "comment": " \n " }),
            vec![("/indicators", "reason_required")],
        ),
        (
            json!({ "level": 5, "indicators": ["410"] }),
            vec![("/indicators/0", "indicator_not_offered")],
        ),
        (
            json!({ "level": 5, "indicators": ["501"] }),
            vec![("/indicators/0", "indicator_not_offered")],
        ),
        (
            json!({ "level": 5, "indicators": ["510", "510"] }),
            vec![("/indicators/1", "indicator_repeated")],
        ),
        (
            json!({ "level": 5, "indicators": many }),
            vec![("/indicators", "too_many_indicators")],
        ),
        (
            json!({ "level": 5, "comment": "好".repeat(501) }),
            vec![("/comment", "comment_too_long")],
        ),
        (
            json!({ "level": 5, "identity": { "name": "李雷", "phone": "13800138000" } }),
            vec![("/consent/contact", "consent_required")],
        ),
        (
            json!({ "level": 5, "identity": { "name": " ", "phone": "12" }, "consent": { "contact": true } }),
            vec![
                ("/identity/name", "name_required"),
                ("/identity/phone", "phone_malformed"),
            ],
        ),
    ];
    for (mut body, expected) in cases {
        let what = body.to_string();
        body["ticket"] = json!(ticket);
        let problem = rate(&body).await.assert_refused(&what, 422, "rule_broken");
        let told: Vec<(&str, &str)> = problem["violations"]
            .as_array()
            .unwrap()
            .iter()
            .map(|broken| {
                (
                    broken["pointer"].as_str().unwrap(),
                    broken["code"].as_str().unwrap(),
                )
            })
            .collect();
        assert_eq!(told, expected, "{what}");
    }
    assert_nothing_stored(&case).await;
}

#[tokio::test]
async fn refusals_speak_the_citizens_language() {
    let body = json!({ "ticket": ticket(&case_no()) });
    let url = format!("{}/v1/evaluations", world().edge);
    let ask = |header: &'static str| {
        Client::new()
            .post(url.clone())
            .header("content-type", "application/json")
            .header("accept-language", header)
            .body(body.to_string())
    };
    let chinese = send(ask("zh-CN,zh;q=0.9")).await;
    assert_eq!(chinese.json()["violations"][0]["text"], "请选择满意程度");
    assert_eq!(chinese.header("content-language"), Some("zh-CN"));
    let english = send(ask("en-GB,en;q=0.9")).await;
    assert_eq!(
        english.json()["violations"][0]["text"],
        "Choose how satisfied you are"
    );
    assert_eq!(english.header("content-language"), Some("en"));
}

#[tokio::test]
async fn a_ticket_that_asks_too_often_is_told_when_to_come_back() {
    let case = case_no();
    let path = format!("/v1/form?ticket={}", ticket(&case));
    let mut refused = None;
    for _ in 0..40 {
        let answer = crate::world::get(&path).await;
        if answer.status != 200 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("the brake");
    refused.assert_refused("forty times", 429, "too_many_requests");
    let seconds: u32 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=60).contains(&seconds), "{seconds}");
    // Others are not slowed.
    assert_eq!(
        crate::world::get(&format!("/v1/form?ticket={}", ticket(&case_no())))
            .await
            .status,
        200
    );
}
