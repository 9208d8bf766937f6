//! Any two documents as an edge's configuration and secrets, parted by an empty line.

use std::collections::BTreeSet;

use haochaping_edge::config::Config;
use haochaping_edge::config::document::Environment;
use serde_json::Value;

/// A refusal names its field and no secret; a configuration that is taken is sound.
pub fn check(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let (document, secrets) = text.split_once("\n\n").unwrap_or((text, "{}"));
    match Config::parse(document, secrets) {
        Ok(config) => sound(&config),
        Err(refused) => {
            let told = refused.to_string();
            // What stands in the other document, or as a name, may be named.
            let elsewhere =
                |secret: &str| document.contains(secret) || secrets.matches(secret).count() > 1;
            for secret in values(secrets).iter().filter(|secret| !elsewhere(secret)) {
                assert!(!told.contains(secret.as_str()), "{told} tells {secret}");
            }
        }
    }
}

fn sound(config: &Config) {
    let distinct: BTreeSet<&str> = config.halls.iter().map(|hall| hall.id.as_str()).collect();
    assert!(!distinct.is_empty() && distinct.len() == config.halls.len());
    assert!((1..=2).contains(&config.rounds));
    let issuer = &config.issuer.kid;
    for hall in &config.halls {
        assert!(hall.ticket_keys.iter().all(|(kid, _)| kid != issuer));
    }
    if config.environment == Environment::Production {
        assert!(config.public_url.is_https());
        assert!(!issuer.starts_with("demo-") && !config.sealing.kid.starts_with("demo-"));
    }
}

/// The secrets of a document: its long strings, where they stand as values.
fn values(document: &str) -> Vec<String> {
    fn gather(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::String(text) if text.len() >= 16 => found.push(text.clone()),
            Value::Array(items) => items.iter().for_each(|item| gather(item, found)),
            Value::Object(members) => members.values().for_each(|value| gather(value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    if let Ok(value) = serde_json::from_str(document) {
        gather(&value, &mut found);
    }
    found
}
