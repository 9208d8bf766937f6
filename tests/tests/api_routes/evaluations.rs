//! An evaluation that is accepted: one row, one receipt, however often it is sent.

use contract::identity::seal::OpeningKey;
use haochaping_tests::ticket::{case_no, claims, signed, ticket};
use serde_json::{Value, json};

use crate::world::{post, rate, rows, rows_when, world};

#[tokio::test]
async fn an_evaluation_is_one_row_as_it_was_sent() {
    let case = case_no();
    let mut claims = claims(&case);
    claims["area"] = json!("500103001");
    let answer = rate(&json!({
        "ticket": signed(&claims), "level": 2, "indicators": ["208", "207"],
        "comment": "  排队太久，请打 13800138000 回电\r\n", "catalogue": "2",
        "consent": { "publish": true }, "lang": "zh"
    }))
    .await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let accepted = answer.json();
    let receipt = accepted["receipt"].as_str().unwrap();
    assert_eq!(
        accepted["receiptUrl"],
        format!("{}/v1/receipts/{receipt}", world().edge)
    );
    assert_eq!(
        (&accepted["negative"], &accepted["rectifyWorkingDays"]),
        (&json!(true), &json!(5))
    );

    let rows = rows_when(&case, 1).await;
    let row = &rows[0];
    for (column, value) in [
        ("hall_id", json!("yuzhong-zwfw")),
        ("area_code", json!("500103000000")),
        ("step_area_code", json!("500103001000")),
        ("step_no", json!(2)),
        ("round", json!(1)),
        ("step_kind", json!("conclude")),
        ("item_name", json!("新生儿出生登记")),
        ("level", json!(2)),
        ("negative", json!(true)),
        ("indicators", json!(["207", "208"])),
        ("comment", json!("排队太久，请打 【手机号】 回电")),
        ("channel", json!(2)),
        ("consent_contact", json!(false)),
        ("consent_publish", json!(true)),
        ("has_identity", json!(false)),
        ("flags", json!(["redacted"])),
        ("origin", Value::Null),
        ("receipt", json!(receipt.replace('-', ""))),
        ("catalogue_version", json!("2")),
        ("certainty", json!("ticket")),
        ("profile", Value::Null),
        ("rated_at", Value::Null),
        ("edge_id", json!("edge-demo")),
    ] {
        assert_eq!(row[column], value, "{column} of {row}");
    }
}

#[tokio::test]
async fn json_beacon_and_form_say_the_same() {
    let case = case_no();
    let ticket = ticket(&case);
    let json =
        json!({ "ticket": ticket, "level": 5, "indicators": ["510"], "comment": "好" }).to_string();
    let form = format!("ticket={ticket}&level=5&indicator=510&comment=%E5%A5%BD");
    let mut receipts = Vec::new();
    for (media_type, body) in [
        ("application/json", &json),
        ("application/json; charset=utf-8", &json),
        ("text/plain;charset=UTF-8", &json),
        ("application/x-www-form-urlencoded", &form),
    ] {
        let answer = post(Some(media_type), body.clone()).await;
        assert_eq!(answer.status, 202, "{media_type}: {}", answer.text());
        receipts.push(answer.json()["receipt"].clone());
    }
    receipts.dedup();
    assert_eq!(receipts.len(), 1);
    assert_eq!(rows_when(&case, 1).await.len(), 1);
}

#[tokio::test]
async fn the_same_content_again_gets_the_same_receipt_and_other_content_409() {
    let case = case_no();
    let first = json!({ "ticket": ticket(&case), "level": 4 });
    let accepted = rate(&first).await.json();
    let again = rate(&first).await;
    assert_eq!((again.status, again.json()), (202, accepted.clone()));

    // Another ticket for the same step, as a page that was loaded anew would hold.
    let mut later = claims(&case);
    later["jti"] = json!("another");
    later["svt"] = json!(later["svt"].as_i64().unwrap() - 3 * 86_400);
    later["area"] = json!("500103001000");
    assert_eq!(
        rate(&json!({ "ticket": signed(&later), "level": 4 }))
            .await
            .json(),
        accepted
    );

    let other = rate(&json!({ "ticket": ticket(&case), "level": 1, "comment": "改" })).await;
    let problem = other.assert_refused("other content", 409, "already_evaluated");
    assert_eq!(problem["evaluatedAt"], accepted["acceptedAt"]);

    let rows = rows_when(&case, 1).await;
    assert_eq!(rows[0]["level"], 4, "the first stands");
    rate(&first).await;
    assert_eq!(crate::world::rows(&case).len(), 1);
}

#[tokio::test]
async fn a_crowd_of_taps_is_one_row() {
    let case = case_no();
    let evaluation = json!({ "ticket": ticket(&case), "level": 5 });
    let taps: Vec<_> = (0..16)
        .map(|_| {
            let evaluation = evaluation.clone();
            tokio::spawn(async move { rate(&evaluation).await })
        })
        .collect();
    let mut receipts = Vec::new();
    for tap in taps {
        let answer = tap.await.unwrap();
        assert_eq!(answer.status, 202, "{}", answer.text());
        receipts.push(answer.json()["receipt"].as_str().unwrap().to_owned());
    }
    receipts.dedup();
    assert_eq!(receipts.len(), 1);
    rows_when(&case, 1).await;
    assert_eq!(rows(&case).len(), 1);
}

#[tokio::test]
async fn an_additional_evaluation_stands_beside_the_first() {
    let case = case_no();
    assert_eq!(
        rate(&json!({ "ticket": ticket(&case), "level": 5 }))
            .await
            .status,
        202
    );
    let mut again = claims(&case);
    again["rnd"] = json!(2);
    let answer =
        rate(&json!({ "ticket": signed(&again), "level": 2, "indicators": ["207"] })).await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    let levels: Vec<Value> = rows_when(&case, 2)
        .await
        .iter()
        .map(|row| row["level"].clone())
        .collect();
    assert_eq!(levels, [json!(5), json!(2)]);
}

#[tokio::test]
async fn an_identity_is_sealed_and_only_the_city_opens_it() {
    let case = case_no();
    let answer = rate(&json!({
        "ticket": ticket(&case), "level": 1, "indicators": ["108"],
        "identity": { "name": "韩梅梅", "phone": "139 1234 5678" },
        "consent": { "contact": true }
    }))
    .await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    let row = rows_when(&case, 1).await.remove(0);
    assert_eq!(
        (&row["has_identity"], &row["consent_contact"]),
        (&json!(true), &json!(true))
    );
    let id = row["id"].as_str().unwrap();
    let sql = "SELECT key_id, sealed::text FROM haochaping.sealed_identities WHERE evaluation_id::text = $1";
    let (kid, sealed): (String, String) = world()
        .database
        .with(|client| {
            let row = client.query_one(sql, &[&id]).expect("a sealed identity");
            Ok((row.get(0), row.get(1)))
        })
        .unwrap();
    let keys: Value =
        serde_json::from_str(include_str!("../../../edge-api/deploy/demo.keys.json")).unwrap();
    assert_eq!(keys["sealing"]["kid"], kid.as_str());
    let key = OpeningKey::parse(&kid, keys["sealing"]["privateKey"].as_str().unwrap()).unwrap();
    let identity = key.open(&sealed, id).unwrap();
    assert_eq!(
        (identity.name.as_str(), identity.phone.as_str()),
        ("韩梅梅", "139 1234 5678")
    );
}

#[tokio::test]
async fn what_an_operator_recorded_is_a_row_that_says_who() {
    let case = case_no();
    let mut called = claims(&case);
    called["ch"] = json!(6);
    called["rec"] = json!({ "by": "op-07" });
    let said = json!({ "ticket": signed(&called), "level": 3, "comment": "电话里说还行" });
    let answer = rate(&said).await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    let row = rows_when(&case, 1).await.remove(0);
    for (column, value) in [
        ("certainty", json!("operator")),
        ("recorded_by", json!("op-07")),
        ("collection", Value::Null),
        ("channel", json!(6)),
        ("level", json!(3)),
        ("ticket_id", json!(format!("t-{case}"))),
    ] {
        assert_eq!(row[column], value, "{column} of {row}");
    }
    // The step has its rating: neither another call nor the citizen's own ticket gives two.
    let mut again = said;
    again["level"] = json!(5);
    assert_eq!(rate(&again).await.status, 409);
    let own = rate(&json!({ "ticket": ticket(&case), "level": 5 })).await;
    assert_eq!(own.status, 409, "{}", own.text());
    assert_eq!(rows_when(&case, 1).await.len(), 1);
}
