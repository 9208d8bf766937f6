//! `cargo xtask build`: widget and edge, optimized, each only when its inputs changed.

pub mod compress;
pub mod edge;
pub mod styles;
pub mod widget;

use std::path::PathBuf;

use crate::failure::Result;
use crate::fingerprint;
use crate::lock;
use crate::progress;
use crate::project;
use crate::tools::{self, Tools, crates};

/// What both builds read besides their own folder.
const SHARED: [&str; 6] = [
    "contract",
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo/config.toml",
    "tests/package-lock.json",
];

/// Installs what is missing and builds what changed.
///
/// # Errors
/// The first installation or build that fails.
pub fn everything() -> Result<Tools> {
    let tools = tools::ensure()?;
    let _lock = lock::hold("build")?;
    when_changed(
        "widget",
        &["widget", "xtask/src/build"],
        &widget::outputs(),
        || widget::build(&tools),
    )?;
    // The hosted page renders the widget's components.
    let inputs = ["widget", "edge-api", "xtask/src/build"];
    when_changed("edge", &inputs, &edge::outputs(), || edge::build(&tools))?;
    Ok(tools)
}

fn when_changed(
    name: &str,
    inputs: &[&str],
    outputs: &[PathBuf],
    build: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let root = project::root();
    let inputs: Vec<PathBuf> = inputs
        .iter()
        .chain(&SHARED)
        .map(|input| root.join(input))
        .collect();
    let now = fingerprint::of(&inputs, &crates::versions())?;
    if fingerprint::is_fresh(name, &now, outputs) {
        progress::note(&format!("{name} is up to date"));
        return Ok(());
    }
    progress::step(&format!("building the {name}, optimized"), build)?;
    fingerprint::remember(name, &now)
}
