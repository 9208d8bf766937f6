//! `cargo xtask drill NAME… [--short]`: breaks parts of the stack under load and counts what is
//! missing afterwards.

use std::process::Command;

use crate::build;
use crate::failure::{Failure, OrFail as _, Result};
use crate::progress;
use crate::project;
use crate::run;

/// Options of the command.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Names of drills, or `all`
    #[arg(required = true)]
    names: Vec<String>,
    /// The short form: a minute and a half for all; leaves the kept results alone
    #[arg(long)]
    short: bool,
}

/// Builds what is needed and runs the drills, showing what they say.
///
/// # Errors
/// Something does not build, or a drill failed.
pub fn command(options: &Options) -> Result<()> {
    build::everything()?;
    let mut drills = program()?;
    drills.args(&options.names);
    if options.short {
        drills.arg("--short");
    }
    let status = drills
        .status()
        .or_fail("cannot start the drills", "Run it again")?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::quiet())
}

/// The program that runs drills, built.
///
/// # Errors
/// It does not compile.
pub fn program() -> Result<Command> {
    progress::step("building the drills", || {
        let mut cargo = Command::new("cargo");
        cargo
            .args(["build", "--package", "haochaping-tests", "--bin", "drill"])
            .args(["--package", "haochaping-shifted-clock", "--lib"])
            .current_dir(project::root());
        run::succeed("cargo for the drills", cargo)
    })?;
    let mut drills = Command::new(project::target().join("debug/drill"));
    drills
        .current_dir(project::root())
        // Drills stop and kill their server; they never touch someone else's.
        .env_remove("DATABASE_URL")
        // A panic names its line; the way there only hides what the drill found.
        .env("RUST_BACKTRACE", "0");
    Ok(drills)
}
