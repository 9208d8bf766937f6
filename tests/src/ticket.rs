//! The hall: signs tickets with the demo hall's key, as a web team's backend does.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use contract::ticket::{Claims, HmacKey, sign};
use serde_json::{Value, json};
use xtask::stack::{DEMO_HALL, demo_keys};

/// Seconds since 1970.
#[must_use]
pub fn now() -> i64 {
    let passed = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("a clock past 1970");
    i64::try_from(passed.as_secs()).expect("a clock before the year 292277026596")
}

/// A case number that no other test of this run has.
#[must_use]
pub fn case_no() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("T{}-{}-{count}", now(), std::process::id())
}

/// The claims of a good ticket for a step of `case_no`, to alter before signing.
#[must_use]
pub fn claims(case_no: &str) -> Value {
    let now = now();
    json!({
        "iss": DEMO_HALL, "aud": "haochaping.cq", "iat": now - 60, "exp": now + 86_400,
        "jti": format!("t-{case_no}"), "case": case_no, "step": 2, "kind": "conclude", "svt": now - 3_600,
        "item": "11500103009276185R400070900700001", "name": "新生儿出生登记",
        "org": "11500103009276185R", "agency": "渝中区公安分局", "area": "500103000000",
        "rnd": 1, "ch": 2,
    })
}

/// Signs claims with the demo hall's key.
#[must_use]
pub fn signed(claims: &Value) -> String {
    let keys = demo_keys(DEMO_HALL).expect("the demo's keys");
    let claims: Claims = serde_json::from_value(claims.clone()).expect("claims");
    let key = HmacKey::new(keys.secret.as_bytes()).expect("the demo's ticket key");
    sign(&claims, &keys.kid, &key).expect("a ticket")
}

/// A good ticket for a step of `case_no`.
#[must_use]
pub fn ticket(case_no: &str) -> String {
    signed(&claims(case_no))
}
