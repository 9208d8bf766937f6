//! What an edge says of itself on `/metrics`.

use reqwest::Client;
use serde_json::Value;

/// The demo's secret of this name.
///
/// # Panics
/// There is none.
#[must_use]
pub fn secret(name: &str) -> String {
    let secrets = include_str!("../../edge-api/deploy/demo.secrets.json");
    let secrets: Value = serde_json::from_str(secrets).expect("the demo's secrets");
    secrets[name].as_str().expect("a key").to_owned()
}

/// The value of the sample `name` of the first outbox.
///
/// # Panics
/// The edge does not answer, or has no such sample.
pub async fn metric(client: &Client, edge: &str, name: &str) -> u64 {
    let answer = client
        .get(format!("{edge}/metrics"))
        .bearer_auth(secret("metricsKey"))
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status().as_u16(), 200);
    let text = answer.text().await.expect("text");
    let sample = text
        .lines()
        .find(|line| line.starts_with(&format!("{name}{{")) && line.contains("shard=\"0\""))
        .unwrap_or_else(|| panic!("no {name} in {text}"));
    let value = sample.rsplit(' ').next().expect("a value");
    value.parse().expect("a number")
}
