//! A hall reports rateable steps: one result each, a ticket each, repeats harmless.

use haochaping_tests::ticket::case_no;
use reqwest::Client;
use serde_json::{Value, json};
use xtask::stack::{DEMO_HALL, demo_keys};

use crate::world::{Answer, get, rate, rows_when, send, world};

fn event(case: &str) -> Value {
    json!({
        "caseNo": case, "stepNo": 1, "step": "apply",
        "itemCode": "11500103009276185R400070900700001", "itemName": "新生儿出生登记",
        "itemKind": "07", "agencyCode": "11500103009276185R", "agencyName": "渝中区公安分局",
        "caseStatus": 2, "serviceTime": "RECENT", "applicantKind": 1, "channel": 1
    })
}

/// An event of half an hour ago.
fn recent(case: &str) -> Value {
    let mut event = event(case);
    let at = haochaping_tests::ticket::now() - 1_800;
    event["serviceTime"] = json!(rfc3339(at));
    event
}

/// RFC 3339 of Unix seconds, through PostgreSQL, which surely knows the calendar.
fn rfc3339(seconds: i64) -> String {
    let sql = "SELECT to_char(to_timestamp($1::float8) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";
    world()
        .database
        .with(|client| {
            #[allow(clippy::cast_precision_loss)]
            let row = client.query_one(sql, &[&(seconds as f64)]).expect("a time");
            Ok(row.get(0))
        })
        .expect("the centre")
}

async fn report_as(key: Option<&str>, media_type: &str, body: Vec<u8>) -> Answer {
    let mut request = Client::new()
        .post(format!("{}/v1/service-events", world().edge))
        .header("content-type", media_type)
        .body(body);
    if let Some(key) = key {
        request = request.bearer_auth(key);
    }
    send(request).await
}

async fn report(events: &[Value]) -> Answer {
    let key = demo_keys(DEMO_HALL).expect("the demo's keys").api;
    report_as(
        Some(&key),
        "application/json",
        json!({ "events": events }).to_string().into(),
    )
    .await
}

fn stored(case: &str) -> Vec<(String, i32)> {
    let sql =
        "SELECT item_name, case_status::int FROM haochaping.service_events WHERE case_no = $1";
    world()
        .database
        .with(|client| {
            let rows = client.query(sql, &[&case]).expect("events");
            Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
        })
        .expect("the centre")
}

#[tokio::test]
async fn every_step_gets_its_ticket_and_the_ticket_rates() {
    let (one, two) = (case_no(), case_no());
    let answer = report(&[recent(&one), recent(&two)]).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let results = answer.json()["results"].clone();
    for (index, case) in [&one, &two].into_iter().enumerate() {
        let result = &results[index];
        assert_eq!(
            (&result["index"], &result["status"]),
            (&json!(index), &json!("accepted"))
        );
        let ticket = result["ticket"].as_str().unwrap();
        assert_eq!(result["page"], format!("{}/r/{ticket}", world().edge));
        assert_eq!(get(&format!("/r/{ticket}")).await.status, 200);
        assert_eq!(
            rate(&json!({ "ticket": ticket, "level": 5 })).await.status,
            202
        );
        let row = rows_when(case, 1).await.remove(0);
        assert_eq!(row["area_code"], "500103000000", "the hall's own area");
        assert_eq!(
            stored(case),
            [("新生儿出生登记".to_owned(), 2)],
            "events come before evaluations"
        );
    }
}

#[tokio::test]
async fn a_repeat_is_harmless_and_a_contradiction_refused() {
    let case = case_no();
    let first = recent(&case);
    assert_eq!(
        report(std::slice::from_ref(&first)).await.json()["results"][0]["status"],
        "accepted"
    );
    let again = report(std::slice::from_ref(&first)).await.json()["results"][0].clone();
    assert_eq!(again["status"], "repeated");
    assert!(again["ticket"].is_string());
    let mut additional = first.clone();
    additional["round"] = json!(2);
    additional["caseStatus"] = json!(3);
    additional["channel"] = json!(7);
    let additional = report(&[additional]).await.json()["results"][0].clone();
    assert_eq!(
        additional["status"], "repeated",
        "the same step, opened for an additional evaluation"
    );
    assert_ne!(additional["ticket"], again["ticket"]);
    let mut other = first.clone();
    other["itemName"] = json!("另一事项");
    let refused = report(&[other]).await.json()["results"][0].clone();
    assert_eq!(
        (&refused["status"], &refused["problem"]["code"]),
        (&json!("refused"), &json!("event_conflict"))
    );
    assert!(refused.get("ticket").is_none());
}

#[tokio::test]
async fn a_wrong_event_does_not_hold_up_the_others() {
    let (good, bad) = (case_no(), case_no());
    let change = |member: &str, value: Value| {
        let mut event = recent(&bad);
        event[member] = value;
        event
    };
    let events = vec![
        change("stepNo", json!(0)),
        change("serviceTime", json!("2026-11-20 10:00:00")),
        change("serviceTime", json!("2099-01-01T00:00:00Z")),
        change("serviceTime", json!("2020-01-01T00:00:00Z")),
        change("itemKind", json!("02")),
        change("itemCode", json!("X")),
        change("areaCode", json!("500105000000")),
        change("userName", json!("李雷")),
        change("itemName", json!("")),
        json!("not an event"),
        recent(&good),
    ];
    let last = events.len() - 1;
    let results = report(&events).await.json()["results"].clone();
    for index in 0..last {
        let result = &results[index];
        assert_eq!(
            (&result["index"], &result["status"]),
            (&json!(index), &json!("refused")),
            "{result}"
        );
        let code = result["problem"]["code"].as_str().unwrap();
        let expected = if index == 3 {
            "ticket_expired"
        } else {
            "malformed_request"
        };
        assert_eq!(code, expected, "{result}");
        assert!(result["problem"]["detail"].is_string(), "{result}");
    }
    assert_eq!(results[last]["status"], "accepted");
    assert_eq!(
        rate(&json!({ "ticket": results[last]["ticket"], "level": 5 }))
            .await
            .status,
        202
    );
    rows_when(&good, 1).await;
    assert_eq!(stored(&bad), []);
}

#[tokio::test]
async fn a_locally_built_item_is_warned_about_and_taken() {
    let mut event = recent(&case_no());
    event["itemCode"] = json!("11500103009276185R4500000000000");
    let result = report(&[event]).await.json()["results"][0].clone();
    assert_eq!(result["status"], "accepted", "{result}");
    assert!(
        result["warnings"]
            .as_array()
            .unwrap()
            .contains(&json!("locally_built")),
        "{result}"
    );
}

#[tokio::test]
async fn without_its_key_a_hall_is_nobody() {
    let case = case_no();
    let body = json!({ "events": [recent(&case)] }).to_string();
    for key in [
        None,
        Some("wrong"),
        Some("demo-yuzhong-ticket-key-known-to-everybody"),
    ] {
        let answer = report_as(key, "application/json", body.clone().into()).await;
        answer.assert_refused(&format!("{key:?}"), 401, "unauthorized");
        assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
    }
    let answer = report_as(None, "application/json", vec![b' '; 1_100_000]).await;
    answer.assert_refused("too large, and from nobody", 401, "unauthorized");
    assert_eq!(stored(&case), []);
}

#[tokio::test]
async fn a_batch_that_is_none() {
    let key = demo_keys(DEMO_HALL).unwrap().api;
    let key = Some(key.as_str());
    let case = case_no();
    let many = vec![recent(&case); 501];
    for (what, body) in [
        ("empty", b"".to_vec()),
        ("no events", br#"{"events":[]}"#.to_vec()),
        ("an unknown field", br#"{"events":[],"hall":"x"}"#.to_vec()),
        ("not a list", br#"{"events":{}}"#.to_vec()),
        ("501 events", json!({ "events": many }).to_string().into()),
        ("broken UTF-8", b"{\"events\":[\"\xff\"]}".to_vec()),
    ] {
        let answer = report_as(key, "application/json", body).await;
        answer.assert_refused(what, 400, "malformed_request");
    }
    let deep = format!(
        "{{\"events\":[{}1{}]}}",
        "[".repeat(9_000),
        "]".repeat(9_000)
    );
    let results = report_as(key, "application/json", deep.into()).await.json();
    assert_eq!(results["results"][0]["status"], "refused", "{results}");
    let answer = report_as(key, "text/plain", br#"{"events":[]}"#.to_vec()).await;
    answer.assert_refused("text/plain", 415, "unsupported_type");
    let answer = report_as(key, "application/json", vec![b' '; 1_100_000]).await;
    answer.assert_refused("1.1 MB", 413, "too_large");
    assert_eq!(stored(&case), []);
}

#[tokio::test]
async fn five_hundred_steps_at_once() {
    let case = case_no();
    let template = recent(&case);
    let events: Vec<Value> = (0..500)
        .map(|n| {
            let mut event = template.clone();
            event["caseNo"] = json!(format!("{case}-{n}"));
            event
        })
        .collect();
    let results = report(&events).await.json()["results"].clone();
    let results = results.as_array().unwrap();
    assert_eq!(results.len(), 500);
    for (index, result) in results.iter().enumerate() {
        assert_eq!(
            (&result["index"], &result["status"]),
            (&json!(index), &json!("accepted"))
        );
    }
}

#[tokio::test]
async fn the_step_that_the_docs_report_gets_a_ticket() {
    let file = include_str!("../../../docs/tickets/step.json");
    let mut batch: Value = serde_json::from_str(file).expect("JSON");
    let event = &mut batch["events"][0];
    event["caseNo"] = json!(case_no());
    event["serviceTime"] = json!(rfc3339(haochaping_tests::ticket::now() - 3_600));
    let answer = report(&[event.take()]).await.json();
    let result = &answer["results"][0];
    assert_eq!(result["status"], "accepted", "{answer}");
    assert!(
        result["ticket"].is_string() && result["page"].is_string(),
        "{answer}"
    );
}
