//! Steps that either hold or do not.

use std::process::Command;

use serde_json::Value;

use super::counts::Counts;
use crate::build;
use crate::demo;
use crate::failure::{Failure, OrFail, Result};
use crate::generate;
use crate::project;
use crate::run;
use crate::size;
use crate::tools::target::WASM;

/// `cargo fmt --check`.
///
/// # Errors
/// A file is formatted otherwise.
pub fn format() -> Result<Counts> {
    cargo("cargo fmt --check", &["fmt", "--all", "--check"], None)
        .or_fail("not formatted", "Run `cargo fmt --all`")
}

/// Everything that later steps start.
///
/// # Errors
/// A build fails.
pub fn build() -> Result<Counts> {
    build::everything()?;
    demo::build_native()?;
    Ok(Counts::PASSED)
}

/// clippy, natively.
///
/// # Errors
/// A warning.
pub fn lint() -> Result<Counts> {
    cargo(
        "cargo clippy",
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
        None,
    )
}

/// clippy over what only exists as WebAssembly: the Worker's and the page's rim.
///
/// # Errors
/// A warning.
pub fn lint_wasm() -> Result<Counts> {
    let edge = [
        "clippy",
        "--package",
        "haochaping-edge",
        "--lib",
        "--target",
        WASM,
    ];
    let widget = |feature| {
        [
            "clippy",
            "--package",
            "haochaping-widget",
            "--lib",
            "--no-default-features",
            "--features",
            feature,
            "--target",
            WASM,
        ]
    };
    let bridge = [
        "clippy",
        "--package",
        "haochaping-bridge",
        "--lib",
        "--target",
        WASM,
    ];
    let refuse = ["--", "-D", "warnings"];
    let edge = cargo(
        "clippy for the edge",
        &[&edge[..], &refuse].concat(),
        Some("edge"),
    )?;
    let form = cargo(
        "clippy for the widget",
        &[&widget("csr")[..], &refuse].concat(),
        Some("widget"),
    )?;
    let kiosk = cargo(
        "clippy for the kiosk",
        &[&widget("kiosk")[..], &refuse].concat(),
        Some("widget"),
    )?;
    let bridge = cargo(
        "clippy for the bridge",
        &[&bridge[..], &refuse].concat(),
        Some("widget"),
    )?;
    Ok(edge + form + kiosk + bridge)
}

/// `cargo xtask generate --check`.
///
/// # Errors
/// A file is stale.
pub fn generated() -> Result<Counts> {
    generate::run(&generate::Options { check: true }).map(|()| Counts::PASSED)
}

/// `cargo xtask size`.
///
/// # Errors
/// A budget is exceeded.
pub fn size() -> Result<Counts> {
    size::run().map(|()| Counts::PASSED)
}

/// The demo's whole way, as a user would call it, in a folder of its own and on free ports.
///
/// # Errors
/// It fails, or prints no receipt or no row.
pub fn demo_once() -> Result<Counts> {
    let folder = project::root().join(format!("target/stacks/demo-{}-0", std::process::id()));
    let mut command = Command::new("cargo");
    command
        .args(["xtask", "demo", "--once"])
        .args(["--edge-port", "0", "--hall-port", "0", "--pg-port", "0"])
        .arg("--data")
        .arg(&folder)
        .current_dir(project::root())
        .env_remove("DATABASE_URL");
    let finished = run::succeed("cargo xtask demo --once", command)?;
    // Left-overs lie under target/ and harm nobody.
    let _ = std::fs::remove_dir_all(&folder);
    let printed: Value = serde_json::from_str(&finished.stdout)
        .or_fail("demo --once printed no JSON", "See its output")?;
    let filled = |pointer: &str| printed.pointer(pointer).is_some_and(Value::is_string);
    if filled("/receipt") && filled("/row/case_no") {
        return Ok(Counts::PASSED);
    }
    Err(Failure::new(
        format!("demo --once printed no receipt or no row: {printed}"),
        "Compare with demo/once.rs",
    ))
}

fn cargo(name: &str, arguments: &[&str], target: Option<&str>) -> Result<Counts> {
    let mut cargo = Command::new("cargo");
    cargo.args(arguments).current_dir(project::root());
    if let Some(target) = target {
        cargo.env(
            "CARGO_TARGET_DIR",
            project::root().join("target").join(target),
        );
    }
    run::succeed(name, cargo).map(|_| Counts::PASSED)
}
