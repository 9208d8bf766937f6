//! What no generator finds by itself: tickets that hold, receipts that were given, codes
//! with their check character.

use std::time::{SystemTime, UNIX_EPOCH};

use contract::ticket::{Claims, HmacKey, sign};
use serde_json::{Value, json};

use crate::failure::{OrFail, Result};
use crate::stack::{DEMO_HALL, demo_keys};

/// Steps that a ticket is signed for.
const TICKETS: u32 = 200;
/// Windows that have a code.
const POINTS: u32 = 5;
/// How many tickets are rated before.
const RATED: usize = 10;
/// How many tickets have a link, those that are rated among them.
const LINKED: usize = 30;
const AGENCY: &str = "11500103009276185R";

/// Values by the `format` that openapi.json gives them.
pub struct Examples {
    tickets: Vec<String>,
    receipts: Vec<String>,
    codes: Vec<String>,
    links: Vec<String>,
    profiles: Value,
}

impl Examples {
    /// Signs tickets of the demo hall and rates some of their steps at `edge`, which runs with
    /// `config`.
    ///
    /// # Errors
    /// The demo's keys are missing, or the edge does not accept an evaluation.
    pub fn make(edge: &str, config: &Value) -> Result<Self> {
        let keys = demo_keys(DEMO_HALL)?;
        let key = HmacKey::new(keys.secret.as_bytes()).or_fail(
            "the demo hall's ticket key is not usable",
            "Restore it from git",
        )?;
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .or_fail("the clock is before 1970", "Set it")?
            .as_secs();
        let mut tickets = Vec::new();
        for number in 0..TICKETS {
            let claims: Claims = serde_json::from_value(claims(number, now))
                .or_fail("claims of a ticket", "Compare with docs/tickets.md")?;
            let ticket = sign(&claims, &keys.kid, &key)
                .or_fail("cannot sign a ticket", "Compare with docs/tickets.md")?;
            tickets.push(ticket);
        }
        let receipts = tickets
            .iter()
            .take(RATED)
            .map(|ticket| rate(edge, ticket))
            .collect::<Result<_>>()?;
        let codes = (0..POINTS)
            .map(|number| register(edge, &keys.api, number))
            .collect::<Result<_>>()?;
        let linked: Vec<&String> = tickets.iter().take(LINKED).collect();
        let links = links(edge, &keys.api, &json!({ "tickets": linked }))?;
        let profiles = config.pointer("/halls/0/profiles").cloned();
        Ok(Self {
            tickets,
            receipts,
            codes,
            links,
            profiles: profiles.unwrap_or_default(),
        })
    }

    /// Format → values.
    pub fn json(&self) -> String {
        json!({
            "ticket": self.tickets,
            "receipt": self.receipts,
            "point-code": self.codes,
            "link-code": self.links,
            "point-id": (0..POINTS + 2).map(point_id).collect::<Vec<_>>(),
            "agency-code": [AGENCY, "11110000000021135M"],
            "item-code": [format!("{AGENCY}400070900700001"), "11110000000021135M2000117008000"],
            "area-code": ["500103", "500103001", "500103001002"],
            "indicator": ["510", "511", "207", "208", "108"],
            "phone": ["13800138000", "023-63151234"],
            "profile": self.profiles,
        })
        .to_string()
    }
}

fn claims(number: u32, now: u64) -> Value {
    json!({
        "iss": DEMO_HALL, "aud": "haochaping.cq", "iat": now - 60, "exp": now + 86_400,
        "jti": format!("fuzz-{number}"), "case": format!("FUZZ-{now}-{number}"), "step": 1,
        "kind": "conclude", "svt": now - 3_600, "item": format!("{AGENCY}400070900700001"),
        "name": "新生儿出生登记", "org": AGENCY, "agency": "渝中区公安分局",
        "area": "500103000000", "rnd": 1, "ch": if number.is_multiple_of(2) { 7 } else { 1 },
    })
}

fn point_id(number: u32) -> String {
    format!("window-{number}")
}

fn register(edge: &str, key: &str, number: u32) -> Result<String> {
    let what = "the edge did not register a point";
    let point = json!({
        "id": point_id(number), "window": "3号窗口", "agencyCode": AGENCY, "agencyName": "渝中区公安分局",
        "step": "apply", "asks": "case_no",
        "items": [{ "code": format!("{AGENCY}400070900700001"), "name": "新生儿出生登记" }]
    });
    let answer = post(&format!("{edge}/v1/points"), Some(key), &point, what)?;
    let code = answer.get("code").and_then(Value::as_str);
    Ok(code.or_fail(what, "See its log")?.to_owned())
}

fn rate(edge: &str, ticket: &str) -> Result<String> {
    let what = "the edge did not accept an evaluation";
    let rating = json!({ "ticket": ticket, "level": 5 });
    let answer = post(&format!("{edge}/v1/evaluations"), None, &rating, what)?;
    let receipt = answer.get("receipt").and_then(Value::as_str);
    Ok(receipt.or_fail(what, "See its log")?.to_owned())
}

fn links(edge: &str, key: &str, tickets: &Value) -> Result<Vec<String>> {
    let what = "the edge did not make links";
    let answer = post(&format!("{edge}/v1/links"), Some(key), tickets, what)?;
    let results = answer.get("results").and_then(Value::as_array);
    let made = results.or_fail(what, "See its log")?.iter();
    Ok(made
        .filter_map(|result| result.pointer("/link/code")?.as_str().map(str::to_owned))
        .collect())
}

fn post(address: &str, key: Option<&str>, body: &Value, what: &str) -> Result<Value> {
    let mut request = ureq::post(address).content_type("application/json");
    if let Some(key) = key {
        request = request.header("Authorization", format!("Bearer {key}"));
    }
    request
        .send(body.to_string())
        .or_fail(what, "See its log")?
        .body_mut()
        .read_to_string()
        .or_fail(what, "See its log")
        .and_then(|text| serde_json::from_str(&text).or_fail(what, "See its log"))
}
