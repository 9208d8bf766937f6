//! Batches: each record for itself, the same answer however often they are sent, nothing told
//! as stored that is not.

use haochaping_tests::load::{rate, rows as stored, until};
use haochaping_tests::national::{PROFILE, record};
use haochaping_tests::ticket::{case_no, now};
use haochaping_tests::world::{Answer, send};
use reqwest::Client;
use serde_json::{Value, json};
use xtask::stack::{DEMO_HALL, Stack, demo_keys};

use crate::world::{GOLDEN, HALL, import, key, rows, world};

async fn post(records: &Value) -> Answer {
    import(HALL, PROFILE, "application/json", records.to_string()).await
}

fn told(answer: &Answer, member: &str) -> Vec<Value> {
    let said = answer.json();
    let results = said["results"].as_array().expect("results");
    results
        .iter()
        .map(|result| result[member].clone())
        .collect()
}

#[tokio::test]
async fn one_bad_record_hurts_no_other_and_a_retry_changes_nothing() {
    let at = GOLDEN - 3_600;
    let mut default = record("M-3", 5, at);
    default["isDefault"] = json!("1");
    let mut unknown = record("M-4", 5, at);
    unknown["score"] = json!("5");
    let mut silent = record("M-5", 5, at);
    silent
        .as_object_mut()
        .expect("a record")
        .remove("satisfaction");
    let (again, other) = (record("M-1", 4, at), record("M-1", 1, at));
    let batch = json!([
        record("M-1", 4, at),
        "no record",
        default,
        unknown,
        silent,
        again,
        other,
        record("M-2", 2, at)
    ]);

    let first = post(&batch).await;
    assert_eq!(first.status, 200, "{}", first.text());
    assert_eq!(
        told(&first, "status"),
        [
            "accepted",
            "refused",
            "accepted",
            "refused",
            "refused",
            "duplicate",
            "refused",
            "accepted"
        ]
    );
    let said = first.json();
    assert_eq!(
        ["accepted", "duplicate", "refused", "retry"].map(|it| said[it].clone()),
        [json!(3), json!(1), json!(4), json!(0)]
    );
    let codes: Vec<Value> = [1, 3, 4, 6]
        .map(|at| said["results"][at]["refusal"]["code"].clone())
        .into();
    assert_eq!(
        codes,
        [
            "not_a_record",
            "field_unknown",
            "field_missing",
            "already_evaluated"
        ]
    );
    assert_eq!(said["results"][2]["flags"], json!(["default"]));
    assert_eq!(said["results"][3]["refusal"]["field"], "score");

    let second = post(&batch).await;
    assert_eq!(told(&second, "receipt"), told(&first, "receipt"));
    assert_eq!(
        told(&second, "status"),
        [
            "duplicate",
            "refused",
            "duplicate",
            "refused",
            "refused",
            "duplicate",
            "refused",
            "duplicate"
        ]
    );
    let rows = rows(HALL, 3);
    let brief: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row["case_no"].clone(),
                row["level"].clone(),
                row["scored"].clone(),
            )
        })
        .collect();
    assert_eq!(
        brief,
        [
            (json!("M-1"), json!(4), json!(true)),
            (json!("M-2"), json!(2), json!(true)),
            (json!("M-3"), json!(5), json!(false)),
        ]
    );
    // The receipt of an import opens as any other.
    let receipt = said["results"][0]["receipt"].as_str().expect("a receipt");
    let opened = send(Client::new().get(format!("{}/v1/receipts/{receipt}", world().edge))).await;
    assert_eq!(opened.json()["state"], "stored");
}

#[tokio::test]
async fn a_step_is_rated_once_whichever_way_it_came() {
    // A citizen with a ticket first, then the import.
    let event = |case: &str| {
        json!({ "events": [{
            "caseNo": case, "stepNo": 1, "step": "apply",
            "itemCode": "11500103009276185R400070900700001", "itemName": "新生儿出生登记",
            "itemKind": "07", "agencyCode": "11500103009276185R", "agencyName": "渝中区公安分局",
            "caseStatus": 2, "serviceTime": "2026-11-22T09:00:00+08:00", "applicantKind": 1, "channel": 1
        }]})
    };
    let ticket = async |case: &str| {
        let request = Client::new().post(format!("{}/v1/service-events", world().edge));
        let answer = send(request.bearer_auth(key(HALL)).json(&event(case)))
            .await
            .json();
        answer["results"][0]["ticket"]
            .as_str()
            .expect("a ticket")
            .to_owned()
    };
    let rated = async |case: &str| {
        let evaluation = json!({ "ticket": ticket(case).await, "level": 5 });
        rate(&Client::new(), &world().edge, &evaluation)
            .await
            .expect("an answer")
            .0
    };
    assert_eq!(rated("W-1").await, 202);
    let late = post(&json!([record("W-1", 5, GOLDEN - 60)])).await;
    assert_eq!(
        late.json()["results"][0]["refusal"]["code"],
        "already_evaluated"
    );
    // The import first, then the citizen.
    let first = post(&json!([record("W-2", 5, GOLDEN - 60)])).await;
    assert_eq!(told(&first, "status"), ["accepted"]);
    assert_eq!(rated("W-2").await, 409);
    let rows = rows(HALL, 2);
    let ways: Vec<&Value> = rows.iter().map(|row| &row["certainty"]).collect();
    assert_eq!(ways, ["ticket", "reported"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_no_room_is_to_be_sent_again() {
    let config = json!({ "outbox": { "backlogRows": 300, "backoffCapMs": 500, "shards": 3 } });
    let mut stack = Stack::fresh("imports-full", false, config, Value::Null).expect("a stack");
    stack.postgres.as_mut().expect("a server").stop();
    let cases: Vec<String> = (0..1_000).map(|_| case_no()).collect();
    let at = now() - 3_600;
    let send = async |part: &[String]| {
        let records: Vec<Value> = part.iter().map(|case| record(case, 5, at)).collect();
        let request = Client::new()
            .post(format!("{}/v1/import/{PROFILE}", stack.edge.url()))
            .bearer_auth(demo_keys(DEMO_HALL).expect("the demo's keys").api)
            .json(&records);
        send(request).await
    };
    let (mut stored_now, mut later) = (0, 0);
    for part in cases.chunks(500) {
        let answer = send(part).await;
        let said = answer.json();
        let results = said["results"].as_array().expect("results");
        for result in results {
            let receipt = result["receipt"].is_string();
            assert_eq!(result["status"] == "accepted", receipt, "{result}");
            assert_eq!(result["status"] == "retry", !receipt, "{result}");
        }
        stored_now += said["accepted"].as_u64().expect("a count");
        let retry = said["retry"].as_u64().expect("a count");
        assert_eq!(answer.header("retry-after").is_some(), retry > 0);
        later += retry;
    }
    // Each of three outboxes has room for 300, and gets about 333.
    assert!(
        stored_now <= 900 && later >= 100,
        "{stored_now} and {later}"
    );
    stack
        .postgres
        .as_mut()
        .expect("a server")
        .run()
        .expect("PostgreSQL again");
    until("the first rows", || {
        stored(&stack.database).len() as u64 == stored_now
    });
    for part in cases.chunks(500) {
        let said = send(part).await.json();
        assert_eq!(
            (&said["refused"], &said["retry"]),
            (&json!(0), &json!(0)),
            "{said}"
        );
    }
    until("all rows", || stored(&stack.database).len() == cases.len());
}
