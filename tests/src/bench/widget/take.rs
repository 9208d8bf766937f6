//! Runs the browser's half against a real edge.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use xtask::failure::{OrFail, Result};
use xtask::project;
use xtask::run;
use xtask::stack::{Port, Ports, Stack, StackOptions, claim};
use xtask::tools::{chromium, debian, npm};

use super::Options;
use super::samples::Samples;

/// Takes the samples; they stay in `target/bench/widget/samples.json`.
///
/// # Errors
/// The stack or the browser does not start, or a contender does not do what it is asked.
pub fn take(options: &Options) -> Result<Samples> {
    let modules = npm::ensure()?;
    npm::ensure_in("tests/bench/widget")?;
    let chrome = chromium::ensure()?;
    debian::chinese_font()?;
    let root = project::root();
    // The pages come from the benchmark; the demo hall only lends its address, which the edge knows.
    let hall = claim(Port::Free, "the pages", "--hall-port")?;
    let folder = root.join(format!("target/stacks/bench-{}", std::process::id()));
    let stack = Stack::start(
        &modules,
        &StackOptions {
            folder: folder.clone(),
            ports: Ports {
                hall: Port::Fixed(hall),
                ..Ports::FREE
            },
            database: None,
            hall: false,
            config: Value::Null,
            secrets: Value::Null,
        },
    )?;
    let out = kept();
    let place = out.parent().unwrap_or(&root);
    fs::create_dir_all(place).or_fail("cannot create target/bench/widget", "Check permissions")?;
    let mut node = Command::new("node");
    node.arg("tests/bench/widget/main.mjs")
        .current_dir(&root)
        .env("CHROME", chrome)
        .env("EDGE_URL", stack.edge.url())
        .env("HALL_PORT", hall.to_string())
        .env("BENCH_OUT", &out)
        .env("BENCH_ONLY", options.only.join(","))
        .env("BENCH_PROFILES", options.profiles.join(","))
        .env("BENCH_ROUNDS", options.rounds.to_string())
        .env("BENCH_MOUNTS", options.mounts.to_string());
    let finished = run::succeed("widget benchmark", node);
    drop(stack);
    // Left-overs lie under target/ and harm nobody.
    let _ = fs::remove_dir_all(&folder);
    finished?;
    last()
}

/// The samples of the last run.
///
/// # Errors
/// There was none, or it was of another version.
pub fn last() -> Result<Samples> {
    let text = fs::read_to_string(kept()).or_fail("there are no samples", "Run without --again")?;
    serde_json::from_str(&text).or_fail(
        "the benchmark's samples cannot be read",
        "Compare tests/bench/widget/main.mjs with tests/src/bench/widget/samples.rs",
    )
}

fn kept() -> PathBuf {
    project::root().join("target/bench/widget/samples.json")
}
