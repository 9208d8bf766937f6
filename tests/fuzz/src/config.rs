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
        Err(_) => untold(document, secrets),
    }
}

/// Other secrets of the same shape are refused in the same words: so no word is a secret's.
fn untold(document: &str, secrets: &str) {
    let Ok(mut secrets) = serde_json::from_str::<Value>(secrets) else {
        return;
    };
    let told = |secrets: &Value| {
        let refused = Config::parse(document, &secrets.to_string()).err()?;
        // Columns differ with what is escaped.
        let words = refused.to_string();
        Some(words.replace(|c: char| c.is_ascii_digit(), ""))
    };
    let before = told(&secrets);
    mask(&mut secrets);
    assert_eq!(before, told(&secrets));
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

/// Puts as many other letters in the place of every text, but for what a published key
/// begins with, which production tells from one's own.
fn mask(value: &mut Value) {
    match value {
        Value::String(text) => {
            let known = if text.starts_with("demo-") {
                "demo-"
            } else {
                ""
            };
            *text = format!("{known}{}", "x".repeat(text.len() - known.len()));
        }
        Value::Array(items) => items.iter_mut().for_each(mask),
        Value::Object(members) => members.values_mut().for_each(mask),
        _ => {}
    }
}
