//! A short look for inputs that break what must hold; `cargo xtask fuzz` looks longer.

use std::time::Duration;

use super::counts::Counts;
use crate::failure::Result;
use crate::fuzz::{self, Outcome};

/// Of each target, over what is kept of earlier runs.
const TARGET: Duration = Duration::from_secs(3);
/// Of the generated requests: one round of them.
const API: Duration = Duration::from_secs(30);

/// Every target of tests/fuzz; one count each.
///
/// # Errors
/// A tool is missing, or the build failed.
pub fn targets() -> Result<Counts> {
    fuzz::briefly(TARGET).map(counts)
}

/// Requests that openapi.json allows, and some that it does not; one count an operation.
///
/// # Errors
/// Python or a package is missing, or the edge does not start.
pub fn api() -> Result<Counts> {
    fuzz::api(API).map(counts)
}

fn counts(outcome: Outcome) -> Counts {
    Counts {
        passed: outcome.held,
        failed: outcome.broke,
        skipped: 0,
    }
}
