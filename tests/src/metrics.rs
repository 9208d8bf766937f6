//! What an edge says of itself on `/metrics`.

use std::time::Duration;

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
    sample(client, edge, name)
        .await
        .unwrap_or_else(|| panic!("the edge does not say {name}"))
}

/// The same; none when the edge does not answer or has no such sample.
pub async fn sample(client: &Client, edge: &str, name: &str) -> Option<u64> {
    let answer = client
        .get(format!("{edge}/metrics"))
        .bearer_auth(secret("metricsKey"))
        .timeout(Duration::from_secs(5))
        .send()
        .await
        .ok()?;
    if answer.status().as_u16() != 200 {
        return None;
    }
    let text = answer.text().await.ok()?;
    let sample = text
        .lines()
        .find(|line| line.starts_with(&format!("{name}{{")) && line.contains("shard=\"0\""))?;
    sample.rsplit(' ').next()?.parse().ok()
}
