//! A hall that has codes at its windows, as a persona.

use std::time::{Duration, Instant};

use haochaping_tests::ticket::case_no;
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use xtask::stack::{DEMO_HALL, demo_keys};

use crate::world::{Answer, send, world};

/// The longest that a row is waited for.
const PATIENCE: Duration = Duration::from_secs(30);
pub const BIRTH: &str = "11500103009276185R400070900700001";

/// A name of a point that no other test uses.
pub fn fresh() -> String {
    case_no().chars().rev().take(24).collect()
}

pub fn point(id: &str) -> Value {
    json!({
        "id": id, "window": "3号窗口", "agencyCode": "11500103009276185R",
        "agencyName": "渝中区公安分局", "staff": "工号 0317", "step": "apply", "asks": "case_no",
        "items": [
            { "code": BIRTH, "name": "新生儿出生登记" },
            { "code": "11500103009276185R400070900700002", "name": "户口迁移" }
        ]
    })
}

pub fn client() -> Client {
    Client::builder()
        .redirect(Policy::none())
        .build()
        .expect("a client")
}

pub fn keyed(request: RequestBuilder) -> RequestBuilder {
    request.bearer_auth(demo_keys(DEMO_HALL).expect("the demo's keys").api)
}

pub async fn hall_posts(path: &str, body: Option<&Value>) -> Answer {
    let mut request = keyed(client().post(format!("{}{path}", world().edge)));
    if let Some(body) = body {
        request = request
            .header("content-type", "application/json")
            .body(body.to_string());
    }
    send(request).await
}

pub async fn hall_gets(path: &str) -> Answer {
    send(keyed(client().get(format!("{}{path}", world().edge)))).await
}

pub async fn registered(id: &str) -> Value {
    let answer = hall_posts("/v1/points", Some(&point(id))).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()
}

pub fn path(state: &Value) -> String {
    format!("/p/{}", state["code"].as_str().expect("a code"))
}

/// The revisions of a point in the centre, once there are `count`: code, open, window.
pub async fn revisions_when(id: &str, count: usize) -> Vec<(String, bool, String)> {
    let sql = "SELECT code, open, window_name FROM haochaping.points WHERE point_id = $1 ORDER BY revision";
    let started = Instant::now();
    loop {
        let rows: Vec<(String, bool, String)> = world()
            .database
            .with(|client| {
                let rows = client.query(sql, &[&id]).expect("points");
                Ok(rows
                    .iter()
                    .map(|row| (row.get(0), row.get(1), row.get(2)))
                    .collect())
            })
            .expect("the centre");
        if rows.len() >= count {
            return rows;
        }
        assert!(
            started.elapsed() < PATIENCE,
            "{} of {count} revisions",
            rows.len()
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
