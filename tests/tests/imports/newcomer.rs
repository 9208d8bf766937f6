//! docs/profiles.md, tried as a newcomer would: a profile that is a file alone, a body, the
//! table of what becomes of it.

use serde_json::Value;
use xtask::project;

use crate::world::{HALL, NEWCOMER, documented, import, rows};

#[tokio::test]
async fn the_invented_profile_works_as_the_page_tells() {
    let page = std::fs::read_to_string(project::root().join("docs/profiles.md")).expect("the page");
    let body = documented("body");
    // Its clock is behind the golden files', whose time it is here, by nothing.
    let answer = import(
        HALL,
        &format!("{NEWCOMER}?results=records"),
        "application/json",
        body.clone(),
    )
    .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let said = answer.json();
    let results = said["results"].as_array().expect("results");
    let (_, table) = page
        .split_once("<!-- example: results -->\n")
        .expect("the table");
    let rows_told: Vec<&str> = table
        .lines()
        .skip(2)
        .take_while(|line| !line.is_empty())
        .collect();
    assert_eq!(results.len(), rows_told.len());
    for (result, told) in results.iter().zip(&rows_told) {
        match result["status"].as_str() {
            Some("accepted") => assert!(told.contains("| taken |"), "{told}: {result}"),
            Some("refused") => {
                let (code, place) = (&result["refusal"]["code"], &result["refusal"]["place"]);
                let told_as = |value: &Value| format!("`{}`", value.as_str().expect("a text"));
                assert!(
                    told.contains(&told_as(code)) && told.contains(&told_as(place)),
                    "{told}: {result}"
                );
            }
            other => panic!("{other:?}"),
        }
    }
    let rows = rows(HALL, 2);
    let brief: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row["case_no"].as_str(),
                row["level"].as_u64(),
                row["channel"].as_u64(),
                row["scored"].as_bool(),
            )
        })
        .collect();
    assert_eq!(
        brief,
        [
            (Some("HX-1001"), Some(5), Some(3), Some(true)),
            (Some("HX-1004"), Some(4), None, Some(false)),
        ]
    );
    // And what the hall's own system is told.
    let own = import(HALL, NEWCOMER, "application/json", body).await;
    assert_eq!(
        own.json(),
        serde_json::json!({ "ok": false, "rows": "2", "first": "indicator_of_other_level" })
    );
}
