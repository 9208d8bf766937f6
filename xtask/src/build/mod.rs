//! `cargo xtask build`: widget and edge, optimized, each only when its inputs changed.

pub mod compress;
pub mod edge;
mod import_names;
pub mod styles;
mod wasm;
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

/// What can be built alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// The files that pages load
    Widget,
    /// The Worker
    Edge,
}

/// Options of the command.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Build only these; without names, both
    parts: Vec<Part>,
}

/// The command.
///
/// # Errors
/// Those of [`everything`].
pub fn command(options: &Options) -> Result<()> {
    match options.parts.as_slice() {
        [] => everything().map(drop),
        parts => build(parts).map(drop),
    }
}

/// Installs what is missing and builds what changed.
///
/// # Errors
/// The first installation or build that fails.
pub fn everything() -> Result<Tools> {
    build(&[Part::Widget, Part::Edge])
}

fn build(parts: &[Part]) -> Result<Tools> {
    let tools = tools::ensure()?;
    let _lock = lock::hold("build")?;
    for part in parts {
        match part {
            Part::Widget => when_changed(
                "widget",
                &["widget", "xtask/src/build"],
                &widget::outputs(),
                || widget::build(&tools),
            )?,
            // The hosted page renders the widget's components.
            Part::Edge => when_changed(
                "edge",
                &["widget", "edge-api", "xtask/src/build"],
                &edge::outputs(),
                || edge::build(&tools),
            )?,
        }
    }
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
