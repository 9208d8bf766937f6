//! Keeps what full drills found under `docs/reliability/`, one file a drill, and makes of all
//! of them the figures and the table of `docs/reliability.md`.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::findings::{Findings, by_status, longest};
use super::{ALL, Drill};
use crate::report::{Bound, Machine, Report, Table, embed};

/// One run of a full drill.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Kept {
    name: String,
    /// Day of the run, UTC.
    date: String,
    seconds: u64,
    passed: bool,
    machine: Machine,
    findings: Findings,
}

fn docs() -> PathBuf {
    xtask::project::root().join("docs")
}

fn file(name: &str) -> PathBuf {
    docs().join("reliability").join(format!("{name}.json"))
}

/// Keeps what a full drill found.
///
/// # Panics
/// The file cannot be written.
pub fn keep(drill: &Drill, findings: &Findings, seconds: u64) {
    let kept = Kept {
        name: drill.name.to_owned(),
        date: OffsetDateTime::now_utc().date().to_string(),
        seconds,
        passed: findings.passed(),
        machine: Machine::this(),
        findings: findings.clone(),
    };
    let text = serde_json::to_string_pretty(&kept).expect("JSON");
    fs::create_dir_all(docs().join("reliability")).expect("a folder");
    fs::write(file(drill.name), text + "\n").expect("a file of docs/reliability");
}

/// Makes figures and page of everything that is kept.
///
/// # Panics
/// A kept file cannot be read, or the page not be written.
pub fn publish() {
    let kept: Vec<Kept> = ALL
        .iter()
        .filter_map(|drill| fs::read_to_string(file(drill.name)).ok())
        .map(|text| serde_json::from_str(&text).expect("a kept drill"))
        .collect();
    let mut report = report(&kept);
    report
        .write(&docs().join("reliability"))
        .expect("the figures");
    let page = docs().join("reliability.md");
    let text = format!("{}\n{}", table(&kept), report.markdown("reliability"));
    embed(&page, "drills", &text).expect("docs/reliability.md");
}

fn report(kept: &[Kept]) -> Report {
    let mut outages = Table::new("outages", "How long nobody got a 202", "s", true);
    let mut catch_ups = Table::new(
        "catch-ups",
        "From the mending until no row waits for longer than a second",
        "s",
        true,
    );
    for Kept { name, findings, .. } in kept {
        if !findings.outages.is_empty() {
            outages = outages.row(name, "", findings.outages.clone());
        }
        if !findings.catch_ups.is_empty() {
            catch_ups = catch_ups.row(name, "", findings.catch_ups.clone());
        }
    }
    let mut report = Report::new("drills");
    report.tables = vec![outages, catch_ups];
    let sum = |count: fn(&Findings) -> u64| -> u64 {
        kept.iter().map(|kept| count(&kept.findings)).sum()
    };
    for (what, count) in [
        (
            "acknowledged and missing",
            sum(|found| found.reconciliation.missing),
        ),
        ("doubled", sum(|found| found.reconciliation.doubled)),
        (
            "stored with another receipt",
            sum(|found| found.reconciliation.differing),
        ),
    ] {
        #[allow(clippy::cast_precision_loss, reason = "a small count")]
        report.target(what, Bound::AtMost, 0.0, "rows", count as f64);
    }
    report
}

fn table(kept: &[Kept]) -> String {
    let mut text = String::from(
        "| drill | broken | acknowledged | stored | missing | doubled | longest outage | longest catch-up | \
         longest wait | other answers | none | day |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|---|--:|---|\n",
    );
    for Kept {
        name,
        date,
        passed,
        findings,
        ..
    } in kept
    {
        let counted = findings.reconciliation;
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "| [{name}](#{name}){} | {} × | {} | {} | {} | {} | {:.1} s | {:.1} s | {:.1} s | {} | {} | {date} |",
            if *passed { "" } else { " **failed**" },
            findings.breaks,
            counted.acknowledged,
            counted.stored,
            counted.missing,
            counted.doubled,
            longest(&findings.outages),
            longest(&findings.catch_ups),
            findings.longest_wait,
            by_status(&findings.refusals),
            findings.unanswered,
        );
    }
    text
}
