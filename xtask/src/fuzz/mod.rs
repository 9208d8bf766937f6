//! `cargo xtask fuzz`: looks for inputs that break what must hold for any input.
//!
//! The targets of `tests/fuzz` run under libFuzzer, `api` sends generated requests to a
//! running edge. `tests/fuzz/README.md` says how to add one and what to do with a finding.

mod api;
mod build;
mod examples;
mod target;

use std::time::Duration;

use crate::failure::{Failure, Result};
use crate::progress;

/// Options of the command.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// A target of tests/fuzz, or `api`; without it, every target one after the other
    target: Option<String>,
    /// How long each target runs
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Add to tests/fuzz/corpus the inputs that reach code which no kept one reaches
    #[arg(long)]
    keep: bool,
    /// Watch memory too (AddressSanitizer); slower, and built apart
    #[arg(long)]
    address: bool,
}

/// How many targets held and how many did not.
#[derive(Debug, Clone, Copy, Default)]
pub struct Outcome {
    /// Held for as long as they ran.
    pub held: u64,
    /// Broke.
    pub broke: u64,
}

/// Runs the command.
///
/// # Errors
/// A tool is missing, a build failed, or something broke.
pub fn command(options: &Options) -> Result<()> {
    let length = Duration::from_secs(options.seconds.max(1));
    let outcome = match options.target.as_deref() {
        Some("api") => api(length)?,
        Some(name) => targets(&[target(name)?], length, options)?,
        None => targets(&target::names()?, length, options)?,
    };
    println!("{} held, {} broke", outcome.held, outcome.broke);
    if outcome.broke == 0 {
        return Ok(());
    }
    Err(Failure::quiet())
}

/// Every target for `length`, as a step of the tests.
///
/// # Errors
/// A tool is missing, or the build failed.
pub fn briefly(length: Duration) -> Result<Outcome> {
    let options = Options {
        target: None,
        seconds: 0,
        keep: false,
        address: false,
    };
    targets(&target::names()?, length, &options)
}

/// Generated requests to a running edge, for about `length`.
///
/// # Errors
/// Python or a package is missing, or the edge does not start.
pub fn api(length: Duration) -> Result<Outcome> {
    api::run(length)
}

fn target(name: &str) -> Result<String> {
    let names = target::names()?;
    if names.iter().any(|known| known == name) {
        return Ok(name.to_owned());
    }
    Err(Failure::new(
        format!("no fuzz target {name}"),
        format!("Take api or one of {}", names.join(", ")),
    ))
}

fn targets(names: &[String], length: Duration, options: &Options) -> Result<Outcome> {
    let programs = build::programs(options.address)?;
    let mut outcome = Outcome::default();
    for name in names {
        let run = target::run(&programs, name, length)?;
        progress::note(&run.to_string());
        if run.broke() {
            outcome.broke += 1;
        } else {
            outcome.held += 1;
            if options.keep {
                target::keep(&programs, name)?;
            }
        }
    }
    Ok(outcome)
}
