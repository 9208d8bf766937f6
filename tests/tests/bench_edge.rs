//! The benchmark of the edge in its smallest form: every part runs, every row is there.
//!
//! Its figures mean nothing here; that it can be run whenever somebody wants them does.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const MADE: &[&str] = &["links", "evaluations, imported", "evaluations, one by one"];
const OPENED: &[&str] = &["short link", "hosted page"];
const ROWS: [(&str, &[&str]); 18] = [
    ("accept-64", &["ours", "TypeScript"]),
    ("accept-cpu", &["ours", "TypeScript"]),
    ("accept-closed-p999", &["ours", "TypeScript"]),
    ("accept-written", &["ours", "TypeScript"]),
    ("accept-open-80-p99", &["ours", "TypeScript"]),
    ("form-rate", &["ours", "TypeScript"]),
    ("receipt-cpu", &["ours", "TypeScript"]),
    ("page-p99", &["ours", "TypeScript"]),
    ("unrelated-p99", &["ours", "TypeScript"]),
    ("link-made-rate", MADE),
    ("link-made-cpu", MADE),
    ("link-open-rate", OPENED),
    ("link-open-cpu", OPENED),
    ("link-open-p99", OPENED),
    ("drain", &["ours", "COPY"]),
    (
        "drain-onward",
        &["no platform", "one platform", "three platforms"],
    ),
    ("generator", &["ours", "autocannon"]),
    ("memory", &["last third", "middle third", "first third"]),
];

/// Runs it, and reads its report.
fn bench(folder: &Path, more: &[&str]) -> Value {
    let ran = Command::new(env!("CARGO_BIN_EXE_bench"))
        .args(["edge", "--contenders", "ours,typescript"])
        .args(["--rounds", "1", "--seconds", "0.6", "--connections", "64"])
        .args(["--links", "500"])
        .args(["--drain-rows", "500", "--drain-rounds", "1"])
        .args(["--memory-minutes", "0.1", "--out"])
        .arg(folder)
        .args(more)
        .output()
        .expect("the benchmark's program");
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}");
    let json = fs::read(folder.join("edge.json")).expect("a report");
    serde_json::from_slice(&json).expect("JSON")
}

#[test]
fn every_part_runs_and_every_row_is_there() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bench-edge");
    let report = bench(&folder, &[]);
    let tables = report["tables"].as_array().expect("tables");
    for (id, names) in ROWS {
        let table = tables.iter().find(|table| table["id"] == id);
        let table = table.unwrap_or_else(|| panic!("no table {id}"));
        let rows = table["rows"].as_array().expect("rows");
        for name in names {
            let row = rows.iter().find(|row| row["name"] == *name);
            let row = row.unwrap_or_else(|| panic!("no {name} in {id}"));
            let median = row["summary"]["median"].as_f64().expect("a median");
            assert!(median > 0.0, "{id}, {name}: {median}");
        }
        assert!(folder.join(format!("edge-{id}.svg")).is_file(), "{id}");
    }
    // The empty handler took no part, so one of the five targets cannot be known.
    let targets = report["targets"].as_array().expect("targets");
    assert_eq!(targets.len(), 5, "{targets:?}");
    let unknown = targets.iter().filter(|target| target["measured"].is_null());
    assert_eq!(unknown.count(), 1, "{targets:?}");

    // One part anew: the others' figures stay.
    let joined = bench(&folder, &["--only", "links", "--join"]);
    let again = joined["tables"].as_array().expect("tables");
    assert_eq!(again.len(), tables.len());
    for (before, after) in tables.iter().zip(again) {
        let id = before["id"].as_str().expect("an id");
        assert_eq!(after["id"], id);
        let anew = id.starts_with("link-");
        assert_eq!(after["run"].is_object(), anew, "{id}");
        assert_eq!(before["rows"] != after["rows"], anew, "{id}");
    }
    assert_eq!(joined["targets"], report["targets"]);
}
