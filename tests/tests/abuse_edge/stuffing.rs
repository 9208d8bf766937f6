//! Many ratings from few people: what is limited, by what, and what never is.

use std::collections::BTreeSet;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use haochaping_tests::ticket::{case_no, claims, signed, ticket};
use haochaping_tests::world::{Answer, get, rate, rows, rows_when, send, world};
use reqwest::Client;
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use xtask::stack::{DEMO_HALL, demo_keys};

/// Citizens of one hall who rate at once; all of them come from this machine's address.
const CITIZENS: usize = 400;

/// Sends until the brake takes hold; what the refusal says.
async fn until_refused(mut ask: impl AsyncFnMut() -> Answer) -> Answer {
    for _ in 0..60 {
        let answer = ask().await;
        if answer.status == 429 {
            return answer;
        }
    }
    panic!("sixty requests and no brake");
}

#[tokio::test]
async fn one_device_with_one_ticket_rates_once_however_often_it_sends() {
    let case = case_no();
    let first = json!({ "ticket": ticket(&case), "level": 5 });
    let mut receipts = BTreeSet::new();
    let refused = until_refused(async || {
        let answer = rate(&first).await;
        if answer.status == 202 {
            receipts.insert(answer.json()["receipt"].to_string());
        }
        answer
    })
    .await;
    refused.assert_refused("a flood", 429, "too_many_requests");
    assert_eq!(receipts.len(), 1);
    assert_eq!(rows_when(&case, 1).await.len(), 1);
}

#[tokio::test]
async fn a_refused_request_stores_nothing_and_the_brake_lets_go() {
    let case = case_no();
    let ticket = ticket(&case);
    let refused = until_refused(async || get(&format!("/v1/form?ticket={ticket}")).await).await;
    let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=10).contains(&wait), "{wait}");
    let evaluation = json!({ "ticket": ticket, "level": 5 });
    rate(&evaluation)
        .await
        .assert_refused("too early", 429, "too_many_requests");
    assert_eq!(rows(&case), Vec::<Value>::new());
    tokio::time::sleep(std::time::Duration::from_secs(wait)).await;
    let after = rate(&evaluation).await;
    assert_eq!(after.status, 202, "{}", after.text());
    rows_when(&case, 1).await;
}

#[tokio::test]
async fn no_header_about_the_sender_opens_another_bucket() {
    let case = case_no();
    let url = format!("{}/v1/form?ticket={}", world().edge, ticket(&case));
    let mut number = 0;
    until_refused(async || {
        number += 1;
        let request = Client::new()
            .get(&url)
            .header("x-forwarded-for", format!("10.0.0.{number}"))
            .header("cf-connecting-ip", format!("10.0.1.{number}"))
            .header("user-agent", format!("device {number}"))
            .header("cookie", format!("device={number}"));
        send(request).await
    })
    .await;
    assert!(number <= 60);
}

#[tokio::test]
async fn a_whole_hall_behind_one_address_rates_without_being_slowed() {
    let room = Arc::new(Semaphore::new(32));
    let client = Client::new();
    let all: Vec<_> = (0..CITIZENS)
        .map(|_| {
            let (room, client) = (Arc::clone(&room), client.clone());
            tokio::spawn(async move {
                let _place = room.acquire().await.expect("open");
                let body = json!({ "ticket": ticket(&case_no()), "level": 4 });
                let url = format!("{}/v1/evaluations", world().edge);
                send(client.post(url).json(&body)).await.status
            })
        })
        .collect();
    for one in all {
        assert_eq!(one.await.expect("a citizen"), 202);
    }
}

#[tokio::test]
async fn a_step_has_one_rating_however_many_tickets_are_issued_for_it() {
    let case = case_no();
    let mut refused = 0;
    for number in 0..8 {
        let mut claims = claims(&case);
        claims["jti"] = json!(format!("again-{number}"));
        let answer = rate(&json!({ "ticket": signed(&claims), "level": 5 - number % 2 })).await;
        assert!(matches!(answer.status, 202 | 409), "{}", answer.text());
        refused += u32::from(answer.status == 409);
    }
    assert_eq!(refused, 4);
    rows_when(&case, 1).await;
    assert_eq!(rows(&case).len(), 1);
}

/// The flags of the only row of a case.
async fn flags(case: &str) -> Value {
    rows_when(case, 1).await.remove(0)["flags"].clone()
}

#[tokio::test]
async fn a_window_that_rates_faster_than_people_come_is_marked_and_never_refused() {
    let desk = format!("W-{}", case_no().replace('T', ""));
    let desk = &desk[desk.len() - 12..];
    let (mut cases, mut marked) = (Vec::new(), Vec::new());
    for _ in 0..9 {
        let case = case_no();
        let mut claims = claims(&case);
        claims["desk"] = json!(desk);
        claims["ch"] = json!(5);
        let evaluation = json!({ "ticket": signed(&claims), "level": 5 });
        for again in 0..3 {
            let answer = rate(&evaluation).await;
            assert_eq!(answer.status, 202, "{again}: {}", answer.text());
        }
        cases.push(case);
    }
    for case in &cases {
        marked.push(flags(case).await);
    }
    let expected: Vec<Value> = (0..9)
        .map(|number| {
            if number < 5 {
                json!([])
            } else {
                json!(["burst"])
            }
        })
        .collect();
    assert_eq!(marked, expected);
    // The window beside it, and a ticket that names none.
    let mut beside = claims(&case_no());
    beside["desk"] = json!("beside");
    for claims in [beside, claims(&case_no())] {
        let case = claims["case"].as_str().expect("a case").to_owned();
        rate(&json!({ "ticket": signed(&claims), "level": 5 })).await;
        assert_eq!(flags(&case).await, json!([]));
    }
}

#[tokio::test]
async fn a_reported_step_names_its_window_in_the_ticket() {
    let keys = demo_keys(DEMO_HALL).expect("the demo's keys");
    let event = |desk: &str| {
        json!({ "events": [{
            "caseNo": case_no(), "stepNo": 1, "step": "conclude",
            "itemCode": "11500103009276185R400070900700001", "itemName": "新生儿出生登记",
            "itemKind": "20", "agencyCode": "11500103009276185R", "agencyName": "渝中区公安分局",
            "caseStatus": 3, "serviceTime": "2026-11-20T10:00:00+08:00", "applicantKind": 1,
            "channel": 4, "desk": desk
        }] })
    };
    let report = async |desk: &str| {
        let url = format!("{}/v1/service-events", world().edge);
        let request = Client::new().post(url).bearer_auth(&keys.api);
        send(request.json(&event(desk))).await.json()["results"][0].clone()
    };
    let result = report("W-3").await;
    let ticket = result["ticket"]
        .as_str()
        .unwrap_or_else(|| panic!("{result}"));
    let claims = B64
        .decode(ticket.split('.').nth(1).expect("claims"))
        .expect("base64url");
    let claims: Value = serde_json::from_slice(&claims).expect("JSON");
    assert_eq!(claims["desk"], "W-3");
    for wrong in ["", "李雷", "W 3", "<b>", &"W".repeat(33)] {
        let result = report(wrong).await;
        assert_eq!(result["status"], "refused", "{wrong}: {result}");
    }
}
