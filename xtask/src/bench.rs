//! `cargo xtask bench`: builds what is measured and what measures, and runs it.

use std::process::Command;

use nix::sys::signal::Signal;

use crate::build;
use crate::failure::{Failure, OrFail, Result};
use crate::project;
use crate::spawn;

/// What can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Subject {
    /// The rating element in a browser
    Widget,
    /// The edge under load
    Edge,
    /// Both, as their reports are made
    All,
}

impl Subject {
    const fn name(self) -> &'static str {
        match self {
            Self::Widget => "widget",
            Self::Edge => "edge",
            Self::All => "all",
        }
    }
}

/// Options of the command.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    subject: Subject,
    /// What the benchmark itself takes: `cargo xtask bench edge -- --help`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    more: Vec<String>,
}

/// Builds everything, optimized, and runs the benchmark, whose program is built to be fast too.
///
/// # Errors
/// A build fails, or the measurement is broken; a missed target is no error.
pub fn command(options: &Options) -> Result<()> {
    build::everything()?;
    let mut cargo = Command::new("cargo");
    cargo
        .args(["run", "--quiet", "--profile", "load"])
        .args(["--package", "haochaping-tests", "--bin", "bench", "--"])
        .arg(options.subject.name())
        .args(&options.more)
        .current_dir(project::root());
    let status = spawn::spawn(cargo, Signal::SIGTERM)
        .and_then(|mut child| child.wait())
        .or_fail("cannot run the benchmark", "Put cargo on PATH")?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::quiet())
}
