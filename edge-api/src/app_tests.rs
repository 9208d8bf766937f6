//! What an outbox that is full, silent or unsure means outside. Each door is asked
//! with a good ticket; only the outbox's answer differs.

use std::cell::{Cell, RefCell};

use contract::api::reconciliation::ReconciliationRequest;
use serde_json::{Value, json};

use super::{Code, Config, Edge, Metrics, Rates, Route, answer, head};
use crate::http::request::tests::request;
use crate::http::{Method, Reply, Request};
use crate::link;
use crate::normalize;
use crate::outbox::client::Unreachable;
use crate::outbox::protocol::{
    Answer, Compared, EvaluationRecord, EventAnswer, EventRecord, ReceiptState, Standing, Stats,
    StepQuery, StepState,
};
use crate::point::session::{Asked, Session};
use crate::point::{Question, Told};
use crate::ports::{Files, Outbox, Unread};

/// An outbox that always gives the same answers; `None` = it does not answer.
#[derive(Default)]
pub(crate) struct Fixed {
    pub(crate) answer: Option<Answer>,
    pub(crate) event: Option<EventAnswer>,
    pub(crate) step: Option<StepState>,
    pub(crate) receipt: Option<ReceiptState>,
    pub(crate) stats: Option<Stats>,
    pub(crate) compared: Option<Compared>,
    pub(crate) told: Option<Told>,
    pub(crate) link: Option<link::Told>,
    /// How often it was asked about links.
    pub(crate) links_asked: Cell<u32>,
}

fn silent() -> Unreachable {
    Unreachable {
        cause: "inner cause".to_owned(),
    }
}

impl Outbox for Fixed {
    async fn admit(&self, _: u8, _: EvaluationRecord) -> Result<Answer, Unreachable> {
        self.answer.clone().ok_or_else(silent)
    }

    async fn admit_all(
        &self,
        _: u8,
        records: Vec<EvaluationRecord>,
    ) -> Result<Vec<Answer>, Unreachable> {
        let answer = self.answer.clone().ok_or_else(silent)?;
        Ok(records.iter().map(|_| answer.clone()).collect())
    }

    async fn report(
        &self,
        _: u8,
        events: Vec<EventRecord>,
    ) -> Result<Vec<EventAnswer>, Unreachable> {
        let event = self.event.clone().ok_or_else(silent)?;
        Ok(events.iter().map(|_| event.clone()).collect())
    }

    async fn step(&self, _: u8, _: StepQuery) -> Result<StepState, Unreachable> {
        self.step.clone().ok_or_else(silent)
    }

    async fn receipt(&self, _: u8, _: String) -> Result<ReceiptState, Unreachable> {
        self.receipt.clone().ok_or_else(silent)
    }

    async fn stats(&self, _: u8) -> Result<Stats, Unreachable> {
        self.stats.clone().ok_or_else(silent)
    }

    async fn reconcile(&self, _: ReconciliationRequest) -> Result<Compared, Unreachable> {
        self.compared.clone().ok_or_else(silent)
    }

    async fn point(&self, _: Question) -> Result<Told, Unreachable> {
        self.told.clone().ok_or_else(silent)
    }

    async fn link(&self, _: u8, _: link::Question) -> Result<link::Told, Unreachable> {
        self.links_asked.set(self.links_asked.get() + 1);
        self.link.clone().ok_or_else(silent)
    }

    async fn session(&self, _: Asked) -> Result<Option<Session>, Unreachable> {
        Err(silent())
    }
}

pub(crate) struct NoFiles;

impl Files for NoFiles {
    async fn read(&self, _: &str) -> Result<Option<Vec<u8>>, Unread> {
        Err(Unread("no folder".to_owned()))
    }
}

pub(crate) fn config() -> Config {
    Config::parse(
        include_str!("../deploy/demo.config.json"),
        include_str!("../deploy/demo.secrets.json"),
    )
    .unwrap()
}

fn event() -> Value {
    json!({
        "caseNo": "A1", "stepNo": 1, "step": "conclude", "itemKind": "01", "itemName": "食品经营许可",
        "itemCode": "11110000000021135M2000117008000", "agencyCode": "11110000000021135M",
        "agencyName": "区市场监管局", "caseStatus": 3, "applicantKind": 1, "channel": 1,
        "serviceTime": crate::clock::rfc3339(request(Method::Get, "/").received_at - 1_000)
    })
}

fn ticket() -> String {
    ticket_of(1)
}

pub(crate) fn ticket_of(channel: u8) -> String {
    let (config, mut event) = (config(), event());
    event["channel"] = json!(channel);
    let event = serde_json::from_value(event).unwrap();
    let now = request(Method::Get, "/").received_at;
    normalize::event(&config, config.hall("yuzhong-zwfw").unwrap(), &event, now)
        .unwrap()
        .ticket
}

pub(crate) async fn ask(outbox: &Fixed, request: &Request) -> Reply {
    ask_again(outbox, request, &RefCell::default()).await
}

/// What is answered to one who asked before.
pub(crate) async fn ask_again(outbox: &Fixed, request: &Request, rates: &RefCell<Rates>) -> Reply {
    let (config, metrics) = (config(), RefCell::<Metrics>::default());
    let edge = Edge {
        config: &config,
        rates,
        metrics: &metrics,
        outbox,
        files: &NoFiles,
    };
    answer(&edge, request).await
}

fn evaluation() -> Request {
    let mut asked = request(Method::Post, "/v1/evaluations");
    asked.content_type = "application/json".to_owned();
    asked.body = json!({ "ticket": ticket(), "level": 5 })
        .to_string()
        .into_bytes();
    asked
}

#[tokio::test]
async fn a_receipt_is_given_only_for_what_is_kept() {
    for (answer, status, retry) in [
        (Some(Answer::Accepted { accepted_at: 7 }), 202, None),
        (Some(Answer::Conflict { accepted_at: 7 }), 409, None),
        (Some(Answer::Full { retry_after: 30 }), 503, Some("30")),
        (Some(Answer::Unclear { retry_after: 5 }), 503, Some("5")),
        (None, 503, Some("30")),
    ] {
        let outbox = Fixed {
            answer: answer.clone(),
            ..Fixed::default()
        };
        let reply = ask(&outbox, &evaluation()).await;
        assert_eq!(
            (reply.status, reply.get("Retry-After")),
            (status, retry),
            "{answer:?}"
        );
        let body = String::from_utf8(reply.body).unwrap();
        assert_eq!(
            body.contains("receipt"),
            status == 202,
            "{answer:?}: {body}"
        );
        assert!(!body.contains("inner cause"), "{body}");
    }
}

#[tokio::test]
async fn who_sends_again_gets_the_receipt_that_was_given_first() {
    let outbox = Fixed {
        answer: Some(Answer::Same {
            accepted_at: 7,
            receipt: "ZZZZ0123456789ABCDEF".to_owned(),
            standing: Standing::Central,
        }),
        ..Fixed::default()
    };
    let reply = ask(&outbox, &evaluation()).await;
    let accepted: Value = serde_json::from_slice(&reply.body).unwrap();
    assert_eq!(
        (reply.status, &accepted["receipt"]),
        (202, &json!("ZZZZ-0123-4567-89AB-CDEF"))
    );
    assert_eq!(
        accepted["receiptUrl"],
        "http://127.0.0.1:8787/v1/receipts/ZZZZ-0123-4567-89AB-CDEF"
    );
}

#[tokio::test]
async fn an_outbox_that_cannot_tell_does_not_keep_a_citizen_from_the_form() {
    for step in [Some(StepState::Open), Some(StepState::Unclear), None] {
        let outbox = Fixed {
            step,
            ..Fixed::default()
        };
        let asked = request(Method::Get, &format!("/v1/form?ticket={}", ticket()));
        let reply = ask(&outbox, &asked).await;
        let form: Value = serde_json::from_slice(&reply.body).unwrap();
        assert_eq!((reply.status, &form["state"]), (200, &json!("open")));
    }
    let page = ask(
        &Fixed::default(),
        &request(Method::Get, &format!("/r/{}", ticket())),
    )
    .await;
    let html = String::from_utf8(page.body).unwrap();
    assert!(
        page.status == 200 && html.contains("<form"),
        "complete without the widget's folder"
    );
    assert!(!html.contains("<script"));
}

#[tokio::test]
async fn the_hosted_page_says_that_nothing_was_kept_and_keeps_what_was_written() {
    let mut asked = request(Method::Post, &format!("/r/{}", ticket()));
    asked.content_type = "application/x-www-form-urlencoded".to_owned();
    asked.body = "level=2&indicator=207&comment=慢".as_bytes().to_vec();
    let reply = ask(&Fixed::default(), &asked).await;
    assert_eq!((reply.status, reply.get("Retry-After")), (503, Some("30")));
    let html = String::from_utf8(reply.body).unwrap();
    assert!(html.contains("慢") && html.contains("<form"), "{html}");
}

#[tokio::test]
async fn events_that_are_not_kept_are_to_be_sent_again() {
    let mut asked = request(Method::Post, "/v1/service-events");
    asked.content_type = "application/json".to_owned();
    asked.authorization = Some("Bearer demo-key-yuzhong-zwfw-not-secret-01".to_owned());
    asked.body = json!({ "events": [event(), event()] })
        .to_string()
        .into_bytes();
    for event in [Some(EventAnswer::Full { retry_after: 30 }), None] {
        let reply = ask(
            &Fixed {
                event,
                ..Fixed::default()
            },
            &asked,
        )
        .await;
        let results: Value = serde_json::from_slice(&reply.body).unwrap();
        assert_eq!(reply.status, 200);
        for index in 0..2 {
            let result = &results["results"][index];
            assert_eq!(
                (&result["index"], &result["status"]),
                (&json!(index), &json!("retry"))
            );
            assert!(result.get("ticket").is_none(), "{result}");
        }
    }
}

#[test]
fn who_is_no_hall_is_refused_before_the_body_is_read() {
    let config = config();
    let refused = |route, key: Option<&str>| {
        let mut asked = request(Method::Post, "/v1/service-events");
        asked.authorization = key.map(str::to_owned);
        head(&config, &asked, route)
            .err()
            .map(|refusal| refusal.code)
    };
    let hall = Some("Bearer demo-key-yuzhong-zwfw-not-secret-01");
    assert_eq!(refused(Route::ServiceEvents, hall), None);
    for nobody in [None, Some("Bearer of-nobody"), Some("Basic x")] {
        assert_eq!(
            refused(Route::ServiceEvents, nobody),
            Some(Code::Unauthorized)
        );
        assert_eq!(refused(Route::Evaluations, nobody), None);
    }
}

#[tokio::test]
async fn a_receipt_that_only_the_centre_could_know_is_asked_for_again() {
    let asked = request(Method::Get, "/v1/receipts/0000-0000-0000-0000-0000");
    for (receipt, status) in [
        (Some(ReceiptState::Unknown), 404),
        (Some(ReceiptState::Unclear { retry_after: 9 }), 503),
        (None, 503),
    ] {
        let reply = ask(
            &Fixed {
                receipt,
                ..Fixed::default()
            },
            &asked,
        )
        .await;
        assert_eq!(reply.status, status);
    }
}

#[tokio::test]
async fn ready_means_that_there_is_room() {
    let asked = request(Method::Get, "/readyz");
    let stats = |pending, pending_bytes| {
        Some(Stats {
            pending,
            pending_max: 10,
            pending_bytes,
            pending_bytes_max: 100,
            ..Stats::default()
        })
    };
    for (stats, status) in [
        (stats(9, 99), 200),
        (stats(10, 0), 503),
        (stats(0, 100), 503),
        (None, 503),
    ] {
        assert_eq!(
            ask(
                &Fixed {
                    stats,
                    ..Fixed::default()
                },
                &asked
            )
            .await
            .status,
            status
        );
    }
}

#[tokio::test]
async fn a_receipt_of_a_shard_that_is_no_longer_in_use_is_still_looked_for() {
    let known: ReceiptState = serde_json::from_value(json!({
        "state": "known", "standing": "central", "acceptedAt": 1_000, "storedAt": 2_000,
        "hall": "yuzhong-zwfw", "step": "conclude", "itemName": "食品经营许可",
        "agencyName": "区市场监管局", "serviceAt": 0, "level": 5, "round": 1
    }))
    .unwrap();
    let outbox = Fixed {
        receipt: Some(known),
        ..Fixed::default()
    };
    let asked = request(Method::Get, "/v1/receipts/ZZZZ-0000-0000-0000-0000");
    let reply = ask(&outbox, &asked).await;
    assert_eq!(reply.status, 200);
    let state: Value = serde_json::from_slice(&reply.body).unwrap();
    assert_eq!(state["state"], "stored");
}

#[tokio::test]
async fn an_edge_reached_by_https_says_so_on_every_reply() {
    let document = include_str!("../deploy/demo.config.json")
        .replace("http://127.0.0.1:8787", "https://pj.example.gov.cn");
    let secrets = include_str!("../deploy/demo.secrets.json");
    let config = Config::parse(&document, secrets).unwrap();
    let (rates, metrics) = (RefCell::<Rates>::default(), RefCell::<Metrics>::default());
    let edge = Edge {
        config: &config,
        rates: &rates,
        metrics: &metrics,
        outbox: &Fixed::default(),
        files: &NoFiles,
    };
    for path in ["/healthz", "/r/x", "/nowhere"] {
        let reply = answer(&edge, &request(Method::Get, path)).await;
        assert_eq!(
            reply.get("Strict-Transport-Security"),
            Some("max-age=31536000")
        );
    }
    let plain = ask(&Fixed::default(), &request(Method::Get, "/healthz")).await;
    assert_eq!(plain.get("Strict-Transport-Security"), None);
}
