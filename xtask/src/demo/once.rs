//! `demo --once`: the whole way of one evaluation, as a hall's backend and a citizen walk it.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::failure::{Failure, OrFail, Result};
use crate::project;
use crate::stack::{DEMO_HALL, Database, demo_keys};

/// Forwarding takes milliseconds; after a cold start the first connection takes longer.
const ARRIVAL: Duration = Duration::from_secs(30);
const LOOK: Duration = Duration::from_millis(100);
const ANSWER: Duration = Duration::from_secs(20);
const READ_LOG: &str = "The edge's log, log/edge.log in the data folder, says why";

/// Reports a step to `edge` (base address), opens its form, rates it, waits for its row in
/// `database`; returns receipt and row as JSON.
///
/// # Errors
/// The first answer that is not as promised, or a row that does not arrive.
pub fn rate(edge: &str, database: &Database) -> Result<String> {
    let (now, number) = moment(database)?;
    let key = demo_keys(DEMO_HALL)?.api;
    let event = event(&now, &number)?;

    let reported = post(
        &format!("{edge}/v1/service-events"),
        Some(&key),
        &json!({ "events": [event] }),
    )?;
    let ticket = text(&reported, "/results/0/ticket")?;

    let form = get(&format!("{edge}/v1/form?ticket={ticket}&lang=zh"))?;
    if text(&form, "/state")? != "open" {
        return Err(Failure::new(
            format!("the form of a new step is not open: {form}"),
            READ_LOG,
        ));
    }
    let reason = text(&form, "/catalogue/levels/0/indicators/0/code")?;
    let level = form
        .pointer("/catalogue/levels/0/level")
        .cloned()
        .unwrap_or_default();

    let accepted = post(
        &format!("{edge}/v1/evaluations"),
        None,
        &json!({
            "ticket": ticket,
            "level": level,
            "indicators": [reason],
            "comment": "窗口同志讲得清楚，一次办好。",
            "catalogue": text(&form, "/catalogue/version")?,
        }),
    )?;
    let receipt = text(&accepted, "/receipt")?;
    let row = arrival(database, &receipt)?;
    let printed = json!({ "receipt": receipt, "accepted": accepted, "row": row });
    serde_json::to_string_pretty(&printed).or_fail("cannot print the row", "Report this")
}

/// A step of a case that was never reported before, built from the first item of the demo hall.
fn event(now: &str, number: &str) -> Result<Value> {
    let path = project::root().join("demo-site/data/hall.json");
    let what = || format!("cannot read {}", project::shown(&path));
    let hall = fs::read_to_string(&path).or_fail(what(), "Restore it from git")?;
    let hall: Value = serde_json::from_str(&hall).or_fail(what(), "Restore it from git")?;
    let item = hall
        .pointer("/items/0")
        .or_fail(what(), "Restore it from git")?;
    let agency = hall
        .pointer("/agencies")
        .and_then(Value::as_array)
        .and_then(|all| all.iter().find(|one| one.get("slug") == item.get("agency")))
        .or_fail(what(), "Restore it from git")?;
    Ok(json!({
        "caseNo": format!("{}{number}", text(item, "/code")?),
        "stepNo": 1,
        "step": "conclude",
        "itemCode": text(item, "/code")?,
        "itemName": text(item, "/name/zh")?,
        "itemKind": text(item, "/kind")?,
        "agencyCode": text(agency, "/code")?,
        "agencyName": text(agency, "/name/zh")?,
        "caseStatus": 3,
        "serviceTime": now,
        "applicantKind": 1,
        "channel": 1,
    }))
}

/// The database's clock: a service time, and 14 digits that no earlier run had.
fn moment(database: &Database) -> Result<(String, String)> {
    database.with(|client| {
        let row = client
            .query_one(
                r#"SELECT to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"'),
                          to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYMMDDHH24MISSMS')"#,
                &[],
            )
            .or_fail("cannot ask the database for the time", "Check DATABASE_URL")?;
        let number: String = row.get(1);
        Ok((row.get(0), number.chars().take(14).collect()))
    })
}

fn arrival(database: &Database, receipt: &str) -> Result<Value> {
    let stored = receipt.replace('-', "");
    let started = Instant::now();
    while started.elapsed() < ARRIVAL {
        let found = database.with(|client| {
            client
                .query_opt(
                    "SELECT row_to_json(e)::text FROM haochaping.evaluations e WHERE receipt = $1",
                    &[&stored],
                )
                .or_fail("cannot read evaluations", "Run `cargo xtask migrate`")
        })?;
        if let Some(row) = found {
            let row: String = row.get(0);
            return serde_json::from_str(&row).or_fail("the row is no JSON", "Report this");
        }
        std::thread::sleep(LOOK);
    }
    Err(Failure::new(
        format!(
            "the row of receipt {receipt} did not reach PostgreSQL within {} s",
            ARRIVAL.as_secs()
        ),
        READ_LOG,
    ))
}

fn get(url: &str) -> Result<Value> {
    let asked = ureq::get(url)
        .config()
        .timeout_global(Some(ANSWER))
        .http_status_as_error(false)
        .build()
        .call();
    answer(url, asked)
}

fn post(url: &str, key: Option<&str>, body: &Value) -> Result<Value> {
    let mut request = ureq::post(url)
        .config()
        .timeout_global(Some(ANSWER))
        .http_status_as_error(false)
        .build()
        .content_type("application/json");
    if let Some(key) = key {
        request = request.header("authorization", format!("Bearer {key}"));
    }
    answer(url, request.send(body.to_string()))
}

fn answer(
    url: &str,
    got: std::result::Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<Value> {
    let path = url.split('?').next().unwrap_or(url);
    let mut response = got.or_fail(format!("{path} did not answer"), READ_LOG)?;
    let body = response
        .body_mut()
        .read_to_string()
        .or_fail(format!("{path} broke off"), READ_LOG)?;
    if !response.status().is_success() {
        return Err(Failure::new(
            format!("{path} answered {}: {body}", response.status()),
            READ_LOG,
        ));
    }
    serde_json::from_str(&body).or_fail(format!("{path} answered no JSON"), READ_LOG)
}

fn text(value: &Value, pointer: &str) -> Result<String> {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .map(str::to_owned)
        .or_fail(
            format!("no {pointer} in {value}"),
            "Compare with /openapi.json of the edge",
        )
}
