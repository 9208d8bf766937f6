//! What the outbox answers, told record by record. The profile is an invented one.

use std::cell::RefCell;

use contract::api::imports::{ImportResults, ImportStatus};
use contract::problem::Code;
use serde_json::{Value, json};

use super::{Config, Edge, Reply, Request, answer};
use crate::app::tests::{Fixed, NoFiles};
use crate::http::Method;
use crate::http::request::tests::request;
use crate::metrics::Metrics;
use crate::outbox::protocol::{Answer, Standing};
use crate::rate::Rates;

const HALL: &str = "Bearer demo-key-yuzhong-zwfw-not-secret-01";

fn profile(reply: bool) -> Value {
    let mut profile = json!({
        "format": 1, "name": "invented", "title": "t", "basis": "b", "records": "evaluations",
        "most": 900, "contentTypes": ["application/json"], "charset": "utf-8",
        "envelope": [{ "json": {} }], "zone": "+08:00",
        "fields": [
            { "to": "caseNo", "name": "no" },
            { "to": "level", "name": "grade", "codes": [{ "code": "A", "means": "5" }, { "code": "B", "means": "4" }] },
            { "to": "ratedAt", "name": "on", "times": ["yyyy-MM-dd HH:mm:ss"] }
        ],
        "assume": [
            { "to": "stepNo", "value": "1", "because": "one" },
            { "to": "round", "value": "1", "because": "one" },
            { "to": "channel", "value": "1", "because": "one" }
        ],
        "otherFields": "refuse"
    });
    if reply {
        profile["reply"] = json!({
            "contentType": "application/json", "charset": "utf-8",
            "taken": { "ok": "{accepted}" }, "refused": { "no": "{refused}", "code": "{code}" }
        });
    }
    profile
}

fn config(reply: bool) -> Config {
    let mut config = Config::parse(
        include_str!("../../../deploy/demo.config.json"),
        include_str!("../../../deploy/demo.secrets.json"),
    )
    .unwrap();
    config.halls[0].profiles = vec!["invented".into()];
    config
        .with_profiles(&json!([profile(reply)]).to_string())
        .unwrap()
}

fn record(no: &str, grade: &str) -> Value {
    json!({ "no": no, "grade": grade, "on": "2026-01-01 00:00:00" })
}

fn sent(records: &[Value]) -> Request {
    let mut asked = request(Method::Post, "/v1/import/invented");
    asked.authorization = Some(HALL.to_owned());
    asked.content_type = "application/json".to_owned();
    asked.body = json!(records).to_string().into_bytes();
    asked
}

async fn ask(config: &Config, outbox: &Fixed, asked: &Request) -> Reply {
    let (rates, metrics) = (RefCell::<Rates>::default(), RefCell::<Metrics>::default());
    let edge = Edge {
        config,
        rates: &rates,
        metrics: &metrics,
        outbox,
        files: &NoFiles,
    };
    let answered = answer(&edge, asked, "invented").await;
    answered.unwrap_or_else(|refusal| refusal.reply(asked.lang()))
}

fn results(reply: &Reply) -> ImportResults {
    serde_json::from_slice(&reply.body).unwrap()
}

#[tokio::test]
async fn nothing_is_told_as_stored_that_is_not() {
    let config = config(false);
    let kept = Answer::Same {
        accepted_at: 7,
        receipt: "ZZZZ0123456789ABCDEF".to_owned(),
        standing: Standing::Central,
    };
    use ImportStatus::{Accepted, Duplicate, Refused, Retry};
    for (answer, status, code) in [
        (Some(Answer::Accepted { accepted_at: 7 }), Accepted, ""),
        (Some(kept), Duplicate, ""),
        (
            Some(Answer::Conflict { accepted_at: 7 }),
            Refused,
            "already_evaluated",
        ),
        (Some(Answer::Full { retry_after: 30 }), Retry, "unavailable"),
        (
            Some(Answer::Unclear { retry_after: 5 }),
            Retry,
            "unavailable",
        ),
        (None, Retry, "unavailable"),
    ] {
        let outbox = Fixed {
            answer: answer.clone(),
            ..Fixed::default()
        };
        let asked = sent(&[record("A", "A"), record("B", "X"), record("C", "B")]);
        let reply = ask(&config, &outbox, &asked).await;
        assert_eq!(reply.status, 200, "{answer:?}");
        assert_eq!(reply.get("Retry-After").is_some(), status == Retry);
        let results = results(&reply);
        let indices: Vec<usize> = results.results.iter().map(|it| it.index).collect();
        assert_eq!(indices, [0, 1, 2]);
        for at in [0, 2] {
            let result = &results.results[at];
            assert_eq!(result.status, status, "{answer:?}");
            assert_eq!(
                result.receipt.is_some(),
                matches!(status, Accepted | Duplicate)
            );
            let refusal = result.refusal.as_ref().map_or("", |it| &it.code);
            assert_eq!(refusal, code, "{answer:?}");
        }
        let wrong = &results.results[1];
        let refusal = wrong.refusal.as_ref().unwrap();
        assert_eq!(
            (
                wrong.status,
                refusal.code.as_str(),
                refusal.place.as_deref()
            ),
            (Refused, "code_unknown", Some("/1/grade"))
        );
    }
}

#[tokio::test]
async fn a_body_larger_than_one_commit_keeps_its_order() {
    let records: Vec<Value> = (0..701)
        .map(|no| record(&format!("C-{no}"), if no % 7 == 0 { "?" } else { "A" }))
        .collect();
    let outbox = Fixed {
        answer: Some(Answer::Accepted { accepted_at: 7 }),
        ..Fixed::default()
    };
    let results = results(&ask(&config(false), &outbox, &sent(&records)).await);
    assert_eq!((results.accepted, results.refused), (600, 101));
    for (at, result) in results.results.iter().enumerate() {
        assert_eq!(result.index, at);
        assert_eq!(result.status == ImportStatus::Refused, at % 7 == 0);
    }
    let mut receipts: Vec<_> = results
        .results
        .iter()
        .filter_map(|it| it.receipt.clone())
        .collect();
    receipts.sort_by_key(ToString::to_string);
    receipts.dedup();
    assert_eq!(receipts.len(), 600);
}

#[tokio::test]
async fn a_profile_that_has_an_answer_is_answered_in_it() {
    let config = config(true);
    let accepted = Fixed {
        answer: Some(Answer::Accepted { accepted_at: 7 }),
        ..Fixed::default()
    };
    let good = sent(&[record("A", "A")]);
    let bad = sent(&[record("A", "A"), record("B", "X")]);
    let body = |reply: &Reply| serde_json::from_slice::<Value>(&reply.body).unwrap();
    let reply = ask(&config, &accepted, &good).await;
    assert_eq!((reply.status, body(&reply)), (200, json!({ "ok": "1" })));
    let reply = ask(&config, &accepted, &bad).await;
    assert_eq!(
        (reply.status, body(&reply)),
        (200, json!({ "no": "1", "code": "code_unknown" }))
    );
    let away = ask(&config, &Fixed::default(), &good).await;
    assert_eq!(
        (away.status, away.get("Retry-After"), body(&away)),
        (503, Some("30"), json!({ "no": "1", "code": "unavailable" }))
    );
    let mut broken = sent(&[]);
    broken.body = b"{".to_vec();
    let reply = ask(&config, &accepted, &broken).await;
    assert_eq!(
        (reply.status, body(&reply)),
        (400, json!({ "no": "0", "code": "syntax" }))
    );
    let mut ours = bad.clone();
    ours.query = "results=records".to_owned();
    assert_eq!(results(&ask(&config, &accepted, &ours).await).accepted, 1);
    broken.query = "results=records".to_owned();
    let reply = ask(&config, &accepted, &broken).await;
    assert_eq!(body(&reply)["code"], "malformed_request");
    assert!(
        body(&reply)["detail"]
            .as_str()
            .unwrap()
            .starts_with("syntax: ")
    );
}

#[tokio::test]
async fn a_hall_imports_by_what_it_was_given_only() {
    let config = config(false);
    let refused = |key: Option<&str>, name: &str| {
        let mut asked = sent(&[]);
        asked.authorization = key.map(str::to_owned);
        super::open(&config, &asked, name).err().map(|it| it.code)
    };
    assert_eq!(refused(Some(HALL), "invented"), None);
    assert_eq!(refused(Some(HALL), "other"), Some(Code::ProfileNotAllowed));
    assert_eq!(refused(None, "invented"), Some(Code::Unauthorized));
    let other = Some("Bearer demo-key-jiangbei-zwfw-not-secret-1");
    let said = refused(other, "invented");
    assert!(matches!(said, Some(Code::ProfileNotAllowed)), "{said:?}");
}
