//! Makes the fixture of the present build: `drill --record SCHEMA`, before a release whose
//! successor changes the outbox's tables or adds a migration.

use std::fs;
use std::path::Path;
use std::process::Command;

use reqwest::Client;
use serde_json::json;

use super::fixture::{Expected, copy, folder, save_centre};
use crate::drill::ground::{Ground, postgres};
use crate::load::{Acknowledged, evaluation, rate, report_steps, rows, until};
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
    let events = ground.wait(report_steps(ground.client(), &edge, 4));
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
