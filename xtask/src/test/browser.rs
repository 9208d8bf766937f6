//! The browser tests: Node's runner, Chromium, one stack for all.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};

use super::counts::Counts;
use crate::failure::{Failure, OrFail, Result};
use crate::project;
use crate::run;
use crate::stack::{DEMO_PASSWORD, Hall, Port, Stack, Workbench, WorkbenchOptions, claim};
use crate::tools::{chromium, debian};

/// A file that hangs fails after this many milliseconds. Node's limit holds for a file as a whole
/// and hides the tests after it, so it is far above what any file takes.
const LIMIT: u32 = 1_200_000;

/// Test files at a time. Most of their time they wait for a page, so a second one fits beside the
/// first even on two cores; Node's own choice there is one.
const FILES_AT_ONCE: u32 = 2;

/// Names the files to run by a part of their name, for a quick look: `BROWSER_TESTS=kiosk`.
const ONLY: &str = "BROWSER_TESTS";

/// Starts a stack with the demo hall and the workbench and runs `tests/browser/*.test.mjs` against it.
///
/// # Errors
/// There is no browser, the stack does not start, or there are no tests.
pub fn run() -> Result<Counts> {
    let tests = files()?;
    let chrome = chromium::ensure()?;
    debian::chinese_font()?;
    let stack = Stack::fresh("browser", true, Value::Null, Value::Null)?;
    // Where a test listens as an upper platform, which gets what halls' systems sent.
    let upstream = claim(Port::Free, "an upper platform", "--upstream-port")?;
    let options = WorkbenchOptions {
        config: json!({ "upstreams": [{
            "id": "city",
            "profile": "national-form",
            "url": format!("http://127.0.0.1:{upstream}/report"),
            "certainties": ["reported"],
            "since": "2020-01-01T00:00:00+08:00",
        }] }),
        secrets: json!({ "upstreams": { "city": { "api-key": "demo-key-of-the-county" } } }),
        ..WorkbenchOptions::default()
    };
    let workbench = Workbench::start(&stack, &options)?;
    workbench.add_demo_accounts()?;
    let report = project::root().join("target/browser-tests.tap");
    let mut node = Command::new("node");
    node.arg("--test")
        .arg(format!("--test-timeout={LIMIT}"))
        .arg(format!("--test-concurrency={FILES_AT_ONCE}"))
        .args(["--test-reporter=tap", "--test-reporter=spec"])
        .arg(format!("--test-reporter-destination={}", report.display()))
        .arg("--test-reporter-destination=stdout")
        .args(&tests)
        .current_dir(project::root())
        .env("CHROME", chrome)
        .env("EDGE_URL", stack.edge.url())
        .env(
            "HALL_URL",
            stack.hall.as_ref().map(Hall::url).unwrap_or_default(),
        )
        .env("WORKBENCH_URL", workbench.url())
        .env("UPSTREAM_PORT", upstream.to_string())
        .env("WORKBENCH_PASSWORD", DEMO_PASSWORD)
        .env("DATABASE_URL", stack.database.url());
    let finished = run::finish("browser tests", node)?;
    let text =
        fs::read_to_string(&report).or_fail("the browser tests left no report", "See above")?;
    let counts = Counts::of_tap(&text).ended(finished.status.success());
    if counts.not_passed() > 0 {
        for line in failures(&finished.lines) {
            eprintln!("    {line}");
        }
    }
    Ok(counts)
}

/// Node repeats the failures at the end, under a heading; without it, everything may matter.
fn failures(lines: &[String]) -> &[String] {
    let heading = lines
        .iter()
        .position(|line| line.contains("failing tests:"));
    heading.map_or(lines, |at| lines.split_at(at).1)
}

fn files() -> Result<Vec<PathBuf>> {
    let folder = project::root().join("tests/browser");
    let only = env::var(ONLY).unwrap_or_default();
    let what = || format!("no browser tests in {}", project::shown(&folder));
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .or_fail(what(), "Restore them from git")?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .filter(|path| {
            let name = path.file_name().unwrap_or_default();
            name.to_string_lossy().contains(&only)
        })
        .collect();
    files.sort();
    if !only.is_empty() {
        eprintln!("  only files with {only} in their name: {}", files.len());
    }
    if files.is_empty() {
        return Err(Failure::new(
            what(),
            format!("Restore them from git, or unset {ONLY}"),
        ));
    }
    Ok(files)
}
