//! The log: one JSON line on standard output for each request and each trouble. No address,
//! no query, no form, no name: the route's pattern says enough.

use std::error::Error;
use std::time::Duration;

use axum::http::{Method, StatusCode};
use jiff::Timestamp;
use serde_json::{Value, json};

/// A request that was answered.
pub fn request(method: &Method, route: &str, status: StatusCode, took: Duration) {
    // Asked every few seconds by whoever watches.
    if route.starts_with("/health/") && status.is_success() {
        return;
    }
    line(json!({
        "event": "request",
        "method": method.as_str(),
        "route": route,
        "status": status.as_u16(),
        "ms": u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
    }));
}

/// Something that an operator must see. `detail` holds no data of anybody.
pub fn trouble(what: &str, detail: &str) {
    line(json!({ "event": "trouble", "what": what, "detail": detail }));
}

/// Something that happened once, like the start.
pub fn note(what: &str, detail: &str) {
    line(json!({ "event": "note", "what": what, "detail": detail }));
}

/// The innermost of an error's causes: what wraps it says only where it passed.
#[must_use]
pub fn first_cause(error: &dyn Error) -> String {
    let mut cause = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

fn line(mut entry: Value) {
    if let Some(fields) = entry.as_object_mut() {
        let now = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S%.3fZ");
        fields.insert("at".to_owned(), Value::String(now.to_string()));
    }
    println!("{entry}");
}
