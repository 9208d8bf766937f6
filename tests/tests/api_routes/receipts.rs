//! Whoever holds a receipt sees how the evaluation stands, and nothing of its content.

use std::time::{Duration, Instant};

use haochaping_tests::ticket::{case_no, ticket};
use reqwest::Client;
use reqwest::redirect::Policy;
use serde_json::json;

use crate::world::{get, rate, send, world};

#[tokio::test]
async fn a_receipt_shows_the_way_into_the_centre() {
    let case = case_no();
    let evaluation = json!({ "ticket": ticket(&case), "level": 1, "comment": "说了不该说的话" });
    let accepted = rate(&evaluation).await.json();
    let receipt = accepted["receipt"].as_str().unwrap();
    let started = Instant::now();
    loop {
        let answer = get(&format!("/v1/receipts/{receipt}")).await;
        let state = answer.json();
        assert_eq!(state["receipt"], accepted["receipt"]);
        assert_eq!(state["acceptedAt"], accepted["acceptedAt"]);
        assert!(
            !answer.text().contains("说了") && state.get("level").is_none(),
            "{state}"
        );
        if state["state"] == "stored" {
            break;
        }
        assert_eq!(state["state"], "accepted");
        assert!(started.elapsed() < Duration::from_secs(20));
        tokio::time::sleep(Duration::from_millis(1_000)).await;
    }
    let spoken = receipt.replace('-', "").to_lowercase();
    assert_eq!(
        get(&format!("/v1/receipts/{spoken}")).await.status,
        200,
        "as people type it"
    );
}

#[tokio::test]
async fn whoever_wrote_the_number_down_types_it() {
    let evaluation = json!({ "ticket": ticket(&case_no()), "level": 5 });
    let accepted = rate(&evaluation).await.json();
    let receipt = accepted["receipt"].as_str().expect("a receipt");
    let asked = get("/receipt?lang=en&elder=1").await;
    assert_eq!(asked.status, 200);
    let page = asked.text();
    assert!(
        page.contains("Look up your rating") && page.contains("name=\"number\""),
        "{page}"
    );
    let client = Client::builder().redirect(Policy::none());
    let client = client.build().expect("a client");
    let types = |query: &str, typed: &str| {
        let request = client
            .post(format!("{}/receipt{query}", world().edge))
            .header("content-type", "application/x-www-form-urlencoded");
        send(request.body(format!("number={typed}")))
    };
    let typed = receipt.replace('-', "+").to_lowercase();
    let found = types("?lang=en&elder=1", &format!("+{typed}")).await;
    let place = format!("/v1/receipts/{receipt}?lang=en&elder=1");
    assert_eq!(
        (found.status, found.header("location")),
        (303, Some(place.as_str()))
    );
    let wrong = types("", "13800138000").await;
    let page = wrong.text();
    assert_eq!(wrong.status, 422);
    assert!(page.contains("回执编号应为20位"), "{page}");
}

#[tokio::test]
async fn a_person_gets_a_page() {
    let case = case_no();
    let accepted = rate(&json!({ "ticket": ticket(&case), "level": 5 }))
        .await
        .json();
    let receipt = accepted["receipt"].as_str().unwrap();
    let page = |path: String| async move {
        let url = format!("{}{path}", world().edge);
        send(
            Client::new()
                .get(url)
                .header("accept", "text/html,*/*;q=0.8"),
        )
        .await
    };
    let answer = page(format!("/v1/receipts/{receipt}?lang=en")).await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, Some("text/html; charset=utf-8"))
    );
    assert!(answer.text().contains(receipt) && answer.text().contains("lang=\"en\""));
    assert!(answer.header("vary").unwrap().contains("Accept"));
    let none = page("/v1/receipts/0000-0000-0000-0000-0000".to_owned()).await;
    assert_eq!(none.status, 404);
    assert!(none.text().contains("没有找到这个回执"), "{}", none.text());
}

#[tokio::test]
async fn an_unknown_receipt_is_not_found() {
    for receipt in [
        "x",
        "0000-0000-0000-0000-0000",
        "0123456789ABCDEFGHJK",
        "%F0%9F%98%80",
        "0000-0000",
    ] {
        get(&format!("/v1/receipts/{receipt}"))
            .await
            .assert_refused(receipt, 404, "not_found");
    }
}
