//! All tests that cargo runs; those of the `tests` crate start stacks of their own.

use std::process::Command;

use super::counts::Counts;
use crate::failure::Result;
use crate::project;
use crate::run;
use crate::tools::debian;

/// Lines that a failing test adds to the report.
const SHOWN: usize = 200;

/// Runs `cargo test` over the workspace.
///
/// # Errors
/// cargo cannot be started, or a language that an example is in is missing.
pub fn run() -> Result<Counts> {
    debian::languages()?;
    let mut cargo = Command::new("cargo");
    cargo
        .args(["test", "--workspace", "--no-fail-fast"])
        .current_dir(project::root())
        // The tests stop and kill their server; they never touch someone else's.
        .env_remove("DATABASE_URL")
        // A failed assertion names its line; the way there only hides the next one.
        .env("RUST_BACKTRACE", "0");
    let finished = run::finish("cargo test", cargo)?;
    let counts = Counts::of_cargo(&finished.lines).ended(finished.status.success());
    if counts.failed > 0 {
        for line in failures(&finished.lines).iter().take(SHOWN) {
            eprintln!("    {line}");
        }
    }
    for line in finished
        .lines
        .iter()
        .filter(|line| line.contains("... ignored"))
    {
        eprintln!("    {line}");
    }
    Ok(counts)
}

/// The parts that say what failed: compiler errors, and each binary's list of failures.
fn failures(lines: &[String]) -> Vec<&str> {
    let mut inside = false;
    let mut shown = Vec::new();
    for line in lines {
        if line.starts_with("failures:") || line.starts_with("error") {
            inside = true;
        }
        if inside {
            shown.push(line.as_str());
        }
        if line.starts_with("test result:") || (inside && line.starts_with("     Running")) {
            inside = false;
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_failures_and_compiler_errors_only() {
        let lines = [
            "test a ... ok",
            "failures:",
            "---- b stdout ----",
            "test result: FAILED. 1 passed; 1 failed; 0 ignored",
            "test c ... ok",
            "error: could not compile",
        ]
        .map(str::to_owned);
        assert_eq!(
            failures(&lines),
            [
                "failures:",
                "---- b stdout ----",
                "test result: FAILED. 1 passed; 1 failed; 0 ignored",
                "error: could not compile",
            ]
        );
    }
}
