//! `cargo xtask test`: every check and every test of the project, from formatting to browser.
//!
//! A step that fails does not keep the others from running; the last line sums them all.

mod browser;
mod checks;
mod counts;
mod drills;
mod fuzz;
mod native;
mod package;
mod pages;

use std::time::Instant;

use crate::failure::{Failure, Result};
use crate::progress;
use crate::stack;
use counts::Counts;

/// Options of the command.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Run only these steps, for a quick look; without names, all of them. `BROWSER_TESTS=kiosk`
    /// leaves of the step browser the files with that in their name
    #[arg(value_parser = clap::builder::PossibleValuesParser::new(STEPS.map(|step| step.name)))]
    steps: Vec<String>,
}

struct Step {
    name: &'static str,
    what: &'static str,
    run: fn() -> Result<Counts>,
}

/// Cheap ones first; what needs the optimized build after the build.
const STEPS: [Step; 14] = [
    Step {
        name: "format",
        what: "rustfmt over the workspace",
        run: checks::format,
    },
    Step {
        name: "build",
        what: "widget, edge and demo hall",
        run: checks::build,
    },
    Step {
        name: "lint",
        what: "clippy over the workspace, warnings refused",
        run: checks::lint,
    },
    Step {
        name: "lint-wasm",
        what: "clippy over widget and edge as WebAssembly, warnings refused",
        run: checks::lint_wasm,
    },
    Step {
        name: "generated",
        what: "generated files are those that would be generated now",
        run: checks::generated,
    },
    Step {
        name: "size",
        what: "every shipped file within its budget",
        run: checks::size,
    },
    Step {
        name: "native",
        what: "unit, API and fault tests",
        run: native::run,
    },
    Step {
        name: "drill",
        what: "the short form of every drill",
        run: drills::run,
    },
    Step {
        name: "fuzz",
        what: "random inputs to every target of tests/fuzz, some seconds each",
        run: fuzz::targets,
    },
    Step {
        name: "api-fuzz",
        what: "generated requests to a running edge, held against openapi.json",
        run: fuzz::api,
    },
    Step {
        name: "browser",
        what: "browser tests in Chromium",
        run: browser::run,
    },
    Step {
        name: "doctor",
        what: "cargo xtask doctor on every embedding of the demo hall",
        run: pages::run,
    },
    Step {
        name: "demo",
        what: "cargo xtask demo --once",
        run: checks::demo_once,
    },
    Step {
        name: "package",
        what: "what cargo xtask package makes, where it is unpacked",
        run: package::run,
    },
];

/// Runs the steps and prints `N passed, N failed` as the last line. A skipped or ignored test
/// counts as failed: a promise that nobody checked.
///
/// # Errors
/// Anything failed.
pub fn command(options: &Options) -> Result<()> {
    let began = Instant::now();
    stack::sweep();
    let mut report = Vec::new();
    for step in &STEPS {
        if !options.steps.is_empty() && !options.steps.iter().any(|name| name == step.name) {
            continue;
        }
        let started = Instant::now();
        eprintln!("▸ {}: {}", step.name, step.what);
        let counts = (step.run)().unwrap_or_else(|failure| {
            eprintln!("  error: {failure}");
            Counts::FAILED
        });
        let took = progress::seconds(started.elapsed());
        eprintln!("  {}: {counts} ({took})", step.name);
        report.push((step.name, counts, took));
    }
    eprintln!("\nSummary after {}:", progress::seconds(began.elapsed()));
    for (name, counts, took) in &report {
        eprintln!("  {name:<10} {counts} ({took})");
    }
    let total = report
        .iter()
        .fold(Counts::default(), |sum, (_, counts, _)| sum + *counts);
    println!("{} passed, {} failed", total.passed, total.not_passed());
    if total.not_passed() == 0 && total.passed > 0 {
        return Ok(());
    }
    Err(Failure::quiet())
}
