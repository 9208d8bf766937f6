//! Every golden example of every profile, sent to the running edge: the results, the answer
//! in the profile's own form, the row in PostgreSQL.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Value, json};

use crate::world::{Golden, import, key, rows, world};

async fn send(case: &Golden, query: &str) -> haochaping_tests::world::Answer {
    let body = fs::read(&case.body).expect("a body");
    let content_type = case.expected["contentType"].as_str().expect("a type");
    import(
        &case.hall,
        &format!("{}{query}", case.profile),
        content_type,
        body,
    )
    .await
}

/// The case, the step, the round: what a row is found by.
type Key = (String, u64, u64);

fn key_of(record: &Value, case: &str, step: &str) -> Key {
    (
        record[case].as_str().expect("a case").to_owned(),
        record[step].as_u64().expect("a step"),
        record["round"].as_u64().expect("a round"),
    )
}

#[tokio::test]
async fn every_golden_example_becomes_rows() {
    for case in &world().golden {
        let at = case.body.display();
        let answer = send(case, "?results=records").await;
        let Some(records) = case.expected["records"].as_array() else {
            let code = case.expected["refused"]["code"].as_str().expect("a code");
            let problem = answer.json();
            assert!((400..500).contains(&answer.status), "{at}: {problem}");
            let detail = problem["detail"].as_str().unwrap_or_default();
            assert!(detail.starts_with(&format!("{code}: ")), "{at}: {problem}");
            continue;
        };
        assert_eq!(answer.status, 200, "{at}: {}", answer.text());
        let said = answer.json();
        let results = said["results"].as_array().expect("results");
        assert_eq!(results.len(), records.len(), "{at}");
        let mut taken: BTreeMap<Key, (&Value, &Value)> = BTreeMap::new();
        for (result, record) in results.iter().zip(records) {
            if let Some(refused) = record.get("refused") {
                assert_eq!(result["status"], "refused", "{at}: {result}");
                for name in ["code", "place"] {
                    assert_eq!(result["refusal"][name], refused[name], "{at}: {result}");
                }
                continue;
            }
            assert_eq!(result["status"], "accepted", "{at}: {result}");
            match record.pointer("/taken/evaluation") {
                Some(evaluation) => {
                    assert!(result["receipt"].is_string(), "{at}: {result}");
                    taken.insert(key_of(evaluation, "caseNo", "stepNo"), (evaluation, result));
                }
                None => {
                    let page = result["page"].as_str().expect("a page");
                    let page = reqwest::get(page).await.expect("an answer");
                    assert_eq!(page.status(), 200, "{at}: {result}");
                }
            }
        }
        let rows = rows(&case.hall, taken.len());
        for row in &rows {
            let (evaluation, result) = taken[&key_of(row, "case_no", "step_no")];
            same(case, row, evaluation, result);
        }
    }
}

/// The row says what the profile read, and nothing else.
fn same(case: &Golden, row: &Value, evaluation: &Value, result: &Value) {
    let at = case.body.display();
    let or_null = |value: &Value| match value.as_str() {
        Some("") => Value::Null,
        _ => value.clone(),
    };
    let matter = &evaluation["matter"];
    for (column, value) in [
        ("level", &evaluation["level"]),
        ("indicators", &evaluation["indicators"]),
        ("channel", &evaluation["channel"]),
        ("comment", &or_null(&evaluation["comment"])),
        ("flags", &evaluation["flags"]),
        ("certainty", &evaluation["origin"]["certainty"]),
        ("profile", &json!(case.profile)),
        ("rated_ms", &evaluation["ratedAt"]),
        ("service_ms", &matter["serviceAt"]),
        ("step_kind", &matter["step"]),
        ("item_code", &matter["itemCode"]),
        ("item_name", &matter["itemName"]),
        ("agency_code", &matter["agencyCode"]),
        ("agency_name", &matter["agencyName"]),
        ("applicant_kind", &evaluation["applicantKind"]),
        ("consent_contact", &evaluation["consent"]["contact"]),
        ("consent_publish", &evaluation["consent"]["publish"]),
        ("has_identity", &json!(!evaluation["identity"].is_null())),
        ("ticket_id", &Value::Null),
        ("lang", &Value::Null),
        ("point_id", &Value::Null),
        ("recorded_by", &or_null(&evaluation["collected"]["by"])),
        (
            "collection",
            &or_null(&evaluation["collected"]["collection"]),
        ),
    ] {
        assert_eq!(&row[column], value, "{at}: {column} of {row}");
    }
    let of_a_case = evaluation["collected"].is_null();
    let scored = of_a_case && evaluation["default"] == false && evaluation["effective"] == true;
    assert_eq!(row["scored"], scored, "{at}: {row}");
    let receipt = result["receipt"].as_str().expect("a receipt");
    assert_eq!(row["receipt"], receipt.replace('-', ""), "{at}");
    if row["has_identity"] == true {
        let text = row.to_string();
        let name = evaluation["identity"]["name"].as_str().expect("a name");
        assert!(
            name.is_empty() || !text.contains(name),
            "{at}: a name in {row}"
        );
    }
}

#[tokio::test]
async fn a_profile_with_an_answer_of_its_own_gives_it() {
    for case in &world().golden {
        let answer = send(case, "").await;
        let at = case.body.display();
        let Some(reply) = case.expected["reply"].as_str() else {
            assert!(
                answer.json().get("results").is_some() || answer.status >= 400,
                "{at}"
            );
            continue;
        };
        let content_type = answer.header("content-type").expect("a type");
        if content_type.ends_with("charset=utf-8") {
            assert_eq!(answer.text(), reply, "{at}");
        } else {
            assert!(
                content_type.ends_with("charset=gb18030"),
                "{at}: {content_type}"
            );
        }
        let refused = case.expected["refused"].is_object();
        assert_eq!(answer.status >= 400, refused, "{at}: {}", answer.status);
    }
}

#[tokio::test]
async fn nobody_but_its_hall_may_send_it() {
    let case = &world().golden[0];
    let other = world()
        .golden
        .iter()
        .find(|it| it.profile != case.profile)
        .expect("another profile");
    let refused = import(&other.hall, &case.profile, "text/plain", "x").await;
    refused.assert_refused("another hall's profile", 403, "profile_not_allowed");
    let refused = import(&case.hall, "no-such-profile", "text/plain", "x").await;
    refused.assert_refused("no profile", 403, "profile_not_allowed");
    let refused = import("nobody", &case.profile, "text/plain", "x").await;
    refused.assert_refused("no hall", 401, "unauthorized");
    let log = fs::read_to_string(&world().log).expect("the log");
    assert!(log.contains("/v1/import/{profile}"));
    assert!(!log.contains(&key(&case.hall)) && !log.contains(&case.profile));
}
