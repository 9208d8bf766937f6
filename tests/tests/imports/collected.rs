//! Collected opinions: the same number again is the same opinion, and the centre keeps no half
//! of what somebody wrote down.

use haochaping_tests::careless::rule_against;
use serde_json::{Value, json};

use crate::world::{HALL, import, rows, world};

const PROFILE: &str = "collected-json";

fn opinion(number: &str, level: u8) -> Value {
    json!({
        "number": number, "collection": "forum", "collector": "co-02",
        "collectedOn": "2026-11-20", "level": level
    })
}

async fn sent(opinions: &[Value]) -> Value {
    let body = Value::from(opinions.to_vec()).to_string();
    let answer = import(HALL, PROFILE, "application/json", body).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

#[tokio::test]
async fn the_same_number_again_is_the_same_opinion() {
    let first = sent(&[opinion("1", 4), opinion("2", 2)]).await;
    assert_eq!(first["accepted"], 2, "{first}");
    let mut moved = opinion("1", 4);
    moved["collector"] = json!("co-03");
    let again = sent(&[moved, opinion("2", 5), opinion("3", 5)]).await;
    let told: Vec<&Value> = again["results"]
        .as_array()
        .expect("results")
        .iter()
        .map(|result| &result["status"])
        .collect();
    assert_eq!(told, ["duplicate", "refused", "accepted"], "{again}");
    assert_eq!(
        again["results"][0]["receipt"],
        first["results"][0]["receipt"]
    );
    assert_eq!(again["results"][1]["refusal"]["code"], "already_evaluated");
    let kept = rows(HALL, 3);
    assert_eq!(kept[0]["case_no"], "COLLECTED#forum-20261120-1");
    assert_eq!(kept[0]["recorded_by"], "co-02", "the first stands");
    assert_eq!(kept[1]["level"], 2);
    assert!(kept.iter().all(|row| row["scored"] == false));
}

#[tokio::test]
async fn the_centre_keeps_no_half_of_what_was_written_down() {
    sent(&[opinion("9", 4)]).await;
    rows(HALL, 1);
    let case = "COLLECTED#forum-20261120-9";
    let refusal = |changes: &Value| rule_against(&world().database, case, changes);
    // What an older edge, or a careless statement, would make of it.
    for (column, value, constraint) in [
        ("recorded_by", Value::Null, "collected_is_of_no_case"),
        ("collection", Value::Null, "collected_is_of_no_case"),
        ("channel", json!(1), "collected_is_of_no_case"),
        ("case_no", json!("A-1"), "collected_is_of_no_case"),
        ("recorded_by", json!("李雷"), "recorded_by_is_an_alias"),
        ("collection", json!("fax"), "collection_is_known"),
        (
            "certainty",
            json!("reported"),
            "collection_is_of_what_was_collected",
        ),
        (
            "certainty",
            json!("operator"),
            "collection_is_of_what_was_collected",
        ),
    ] {
        let half = json!({ column: value });
        assert_eq!(refusal(&half), constraint, "{half}");
    }
    let called =
        json!({ "certainty": "operator", "collection": null, "profile": null, "channel": 6 });
    assert_eq!(refusal(&called), "operator_recorded_a_whole_step");
}
