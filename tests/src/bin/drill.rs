//! `drill NAME… [--short]`: runs drills, full ones one after another; `cargo xtask drill` calls it.

use std::env;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use haochaping_tests::drill::ground::Ground;
use haochaping_tests::drill::{ALL, Drill, record, record_upgrade};
use xtask::progress;

/// Short drills that run at the same time: they mostly wait.
const AT_ONCE: usize = 3;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [record, schema] = arguments.as_slice()
        && record == "--record"
    {
        record_upgrade(schema.parse().expect("the number of the newest migration"));
        return ExitCode::SUCCESS;
    }
    let short = arguments.iter().any(|argument| argument == "--short");
    let names: Vec<&String> = arguments.iter().filter(|name| *name != "--short").collect();
    let mut drills: Vec<Drill> = Vec::new();
    for name in &names {
        match ALL
            .iter()
            .filter(|drill| *name == "all" || *name == drill.name)
        {
            found if found.clone().next().is_some() => drills.extend(found),
            _ => {
                let known: Vec<&str> = ALL.iter().map(|drill| drill.name).collect();
                eprintln!(
                    "error: no drill {name}. Name one of: all, {}.",
                    known.join(", ")
                );
                return ExitCode::FAILURE;
            }
        }
    }
    let count = drills.len();
    // A flood says little of an edge that has to share its cores with other drills.
    let (alone, shared): (Vec<Drill>, Vec<Drill>) = drills
        .into_iter()
        .partition(|drill| !short || drill.name == "flood");
    let failed = at_once(&shared, AT_ONCE, short) + at_once(&alone, 1, short);
    if !short {
        record::publish();
    }
    println!("{} passed, {failed} failed", count - failed);
    if failed == 0 && count > 0 {
        return ExitCode::SUCCESS;
    }
    ExitCode::FAILURE
}

/// Runs drills, some at the same time; how many failed.
fn at_once(drills: &[Drill], together: usize, short: bool) -> usize {
    let (next, failed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..together {
            scope.spawn(|| {
                while let Some(drill) = drills.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let failure = usize::from(!passed(drill, short));
                    failed.fetch_add(failure, Ordering::Relaxed);
                }
            });
        }
    });
    failed.into_inner()
}

/// Runs one drill and says what it found.
fn passed(drill: &Drill, short: bool) -> bool {
    let began = Instant::now();
    let Ok(findings) = catch_unwind(AssertUnwindSafe(|| {
        let ground = Ground::new(drill.name, short);
        (drill.run)(&ground)
    })) else {
        println!("drill {}: failed, see the panic above", drill.name);
        return false;
    };
    let passed = findings.passed();
    println!(
        "drill {}: {} ({})\n    {findings}",
        drill.name,
        if passed { "passed" } else { "failed" },
        progress::seconds(began.elapsed())
    );
    if !short {
        record::keep(drill, &findings, began.elapsed().as_secs());
    }
    passed
}
