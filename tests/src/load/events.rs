//! Service events as a hall reports them.

use reqwest::Client;
use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};
use xtask::stack::{DEMO_HALL, demo_keys};

use crate::ticket::case_no;

/// Reports `count` steps that took place half an hour ago; their case numbers.
///
/// # Panics
/// The edge does not take all of them.
pub async fn report_steps(client: &Client, edge: &str, count: usize) -> Vec<String> {
    let at = (OffsetDateTime::now_utc() - Duration::minutes(30)).format(&Rfc3339);
    let at = at.expect("a time");
    let cases: Vec<String> = (0..count).map(|_| case_no()).collect();
    let events: Vec<Value> = cases
        .iter()
        .map(|case| {
            json!({
                "caseNo": case, "stepNo": 1, "step": "apply",
                "itemCode": "11500103009276185R400070900700001", "itemName": "新生儿出生登记",
                "itemKind": "07", "agencyCode": "11500103009276185R", "agencyName": "渝中区公安分局",
                "caseStatus": 2, "serviceTime": at, "applicantKind": 1, "channel": 1
            })
        })
        .collect();
    let answer = client
        .post(format!("{edge}/v1/service-events"))
        .bearer_auth(demo_keys(DEMO_HALL).expect("the demo's keys").api)
        .json(&json!({ "events": events }))
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status().as_u16(), 200);
    let said = answer.text().await.expect("text");
    assert_eq!(said.matches("\"accepted\"").count(), count, "{said}");
    cases
}
