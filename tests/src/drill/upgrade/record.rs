//! Makes the fixture of the present build: `drill --record SCHEMA`, before a release whose
//! successor changes the outbox's tables or adds a migration.

use std::fs;
use std::path::Path;
use std::process::Command;

use reqwest::Client;
use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};
use xtask::stack::{DEMO_HALL, demo_keys};

use super::fixture::{Expected, copy, folder, save_centre};
use crate::drill::ground::{Ground, postgres};
use crate::load::{Acknowledged, evaluation, rate, rows, until};
use crate::ticket::case_no;

/// Makes it. `schema` is the newest migration.
///
/// # Panics
/// Something does not start, or the program `sqlite3` is missing.
pub fn record(schema: i32) {
    let ground = Ground::new("record", true);
    let mut stack = ground.stack(json!({}));
    let edge = stack.edge.url();
    let stored = ground.wait(accepted(ground.client(), &edge, 6));
    until("the rows", || rows(&stack.database).len() == stored.len());
    save(&stack.database, schema);
    postgres(&mut stack).stop();
    let waiting = ground.wait(accepted(ground.client(), &edge, 20));
    let events = ground.wait(reported(ground.client(), &edge, 4));
    stack.edge.kill9();
    let target = folder(schema);
    copy(stack.edge.data(), &target.join("outbox"));
    close(&target.join("outbox"));
    let expected = Expected {
        schema,
        stored,
        waiting,
        events,
    };
    let text = serde_json::to_string_pretty(&expected).expect("JSON");
    fs::write(target.join("expected.json"), text + "\n").expect("expected.json");
    println!("recorded {}", target.display());
}

fn save(database: &xtask::stack::Database, schema: i32) {
    let target = folder(schema);
    assert!(!target.exists(), "{} is there", target.display());
    fs::create_dir_all(&target).expect("a folder");
    save_centre(database, &target);
}

async fn accepted(client: &Client, edge: &str, count: usize) -> Acknowledged {
    let mut acknowledged = Acknowledged::new();
    for _ in 0..count {
        let case = case_no();
        let (status, body) = rate(client, edge, &evaluation(&case))
            .await
            .expect("an answer");
        assert_eq!(status, 202, "{body}");
        let receipt = body["receipt"]
            .as_str()
            .expect("a receipt")
            .replace('-', "");
        acknowledged.insert(case, receipt);
    }
    acknowledged
}

async fn reported(client: &Client, edge: &str, count: usize) -> Vec<String> {
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
    let status = answer.status().as_u16();
    let body: Value = answer.json().await.expect("JSON");
    assert!(status < 300, "{status} {body}");
    cases
}

/// Moves what stands in write-ahead logs into the databases, so that one file each remains.
fn close(folder: &Path) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            close(&path);
        } else if path.extension().is_some_and(|kind| kind == "sqlite") {
            let closed = Command::new("sqlite3")
                .arg(&path)
                .arg("PRAGMA wal_checkpoint(TRUNCATE)")
                .status();
            assert!(closed.expect("sqlite3").success(), "{}", path.display());
        }
    }
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.to_string_lossy();
        if name.ends_with("-wal") || name.ends_with("-shm") {
            fs::remove_file(&path).expect("a file less");
        }
    }
}
