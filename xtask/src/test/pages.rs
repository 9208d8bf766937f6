//! doctor over the demo hall's embeddings: what it says of working pages must be that they work.

use serde_json::Value;

use super::counts::Counts;
use crate::doctor;
use crate::failure::{OrFail, Result};
use crate::stack::Stack;

/// The pages that hold the widget.
const PAGES: [&str; 7] = [
    "inline",
    "dialog",
    "app",
    "strict-csp",
    "hostile-css",
    "terminal",
    "kiosk",
];

/// Starts a stack and examines each page.
///
/// # Errors
/// The stack does not start.
pub fn run() -> Result<Counts> {
    let stack = Stack::fresh("doctor", true, Value::Null, Value::Null)?;
    let hall = stack
        .hall
        .as_ref()
        .or_fail("the stack has no hall", "Report this")?
        .url();
    let mut counts = Counts::default();
    for page in PAGES {
        let url = format!("{hall}/embed/{page}");
        let outcome = doctor::command(&doctor::Options { url });
        if let Err(failure) = &outcome {
            eprintln!("  error: /embed/{page}: {failure}");
        }
        counts = counts
            + if outcome.is_ok() {
                Counts::PASSED
            } else {
                Counts::FAILED
            };
    }
    Ok(counts)
}
