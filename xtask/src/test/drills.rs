//! The short form of every drill.

use super::counts::Counts;
use crate::drill;
use crate::failure::Result;
use crate::run;

/// Runs them; a drill that is not passed is shown with what it found.
///
/// # Errors
/// They do not compile or cannot be started.
pub fn run() -> Result<Counts> {
    let mut drills = drill::program()?;
    drills.args(["all", "--short"]);
    let finished = run::finish("drills", drills)?;
    let counts = count(&finished.stdout).ended(finished.status.success());
    if counts.not_passed() > 0 {
        eprint!("{}", finished.tail());
    }
    Ok(counts)
}

/// Counts lines such as `drill cut: passed (3.1 s)`.
fn count(report: &str) -> Counts {
    let verdicts = report
        .lines()
        .filter_map(|line| line.strip_prefix("drill ")?.split_once(": "));
    verdicts
        .map(|(_, verdict)| match verdict.starts_with("passed") {
            true => Counts::PASSED,
            false => Counts::FAILED,
        })
        .fold(Counts::default(), |sum, one| sum + one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_each_drill_once() {
        let report = "drill a: passed (1 s)\n    1 acknowledged, 0 failed\ndrill b: failed (2 s)\n1 passed, 1 failed\n";
        let counts = count(report);
        assert_eq!((counts.passed, counts.failed), (1, 1));
    }
}
