//! The log: one line a request, and nothing in it that belongs to a citizen.

use haochaping_tests::ticket::{case_no, ticket};
use serde_json::{Value, json};

use crate::world::{get, rate, world};

/// The request lines of the log so far.
fn lines() -> Vec<Value> {
    let log = std::fs::read_to_string(&world().log).expect("the log");
    log.lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter_map(|line| serde_json::from_str::<Value>(line["message"].as_str()?).ok())
        .filter(|line| line["kind"] == "request")
        .collect()
}

#[tokio::test]
async fn a_request_is_one_line_that_names_nobody() {
    let case = case_no();
    let ticket = ticket(&case);
    let answer = rate(&json!({
        "ticket": ticket, "level": 1, "comment": "窗口态度恶劣的独特说明",
        "identity": { "name": "欧阳独特", "phone": "13987654321" },
        "consent": { "contact": true }
    }))
    .await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    let receipt = answer.json()["receipt"].as_str().unwrap().to_owned();
    get(&format!("/v1/receipts/{receipt}")).await;
    get(&format!("/r/{ticket}")).await;
    let id = answer.header("x-request-id").unwrap();
    let mine: Vec<Value> = lines()
        .into_iter()
        .filter(|line| line["id"] == id)
        .collect();
    assert_eq!(mine.len(), 1, "{mine:?}");
    let line = &mine[0];
    for (member, value) in [
        ("method", json!("POST")),
        ("route", json!("/v1/evaluations")),
        ("status", json!(202)),
        ("hall", json!("yuzhong-zwfw")),
        ("edge", json!("edge-demo")),
    ] {
        assert_eq!(line[member], value, "{member} of {line}");
    }
    assert!(line["ms"].is_i64(), "{line}");
    let log = std::fs::read_to_string(&world().log).unwrap();
    for secret in [
        ticket.as_str(),
        "独特",
        "13987654321",
        receipt.as_str(),
        case.as_str(),
    ] {
        assert!(!log.contains(secret), "the log tells {secret}");
    }
}

#[tokio::test]
async fn a_refusal_is_logged_by_code_and_cause_without_content() {
    let answer = rate(&json!({ "ticket": "not-a-ticket-but-a-secret", "level": 5 })).await;
    let id = answer.header("x-request-id").unwrap();
    let line = lines()
        .into_iter()
        .find(|line| line["id"] == id)
        .expect("a line");
    assert_eq!(
        (&line["code"], &line["status"]),
        (&json!("ticket_invalid"), &json!(401))
    );
    assert!(
        line["cause"].as_str().unwrap().contains("malformed"),
        "{line}"
    );
    assert!(
        !std::fs::read_to_string(&world().log)
            .unwrap()
            .contains("but-a-secret")
    );
}
