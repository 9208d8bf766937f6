//! How many tests passed, read from the runners' own summaries.

use std::fmt;
use std::ops::Add;

/// Tests by outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Ran and held.
    pub passed: u64,
    /// Ran and did not hold.
    pub failed: u64,
    /// Did not run: ignored, skipped, cancelled or left to do.
    pub skipped: u64,
}

impl Counts {
    /// One check that held.
    pub const PASSED: Self = Self {
        passed: 1,
        failed: 0,
        skipped: 0,
    };
    /// One check that did not.
    pub const FAILED: Self = Self {
        passed: 0,
        failed: 1,
        skipped: 0,
    };

    /// Everything but the passed.
    #[must_use]
    pub fn not_passed(self) -> u64 {
        self.failed + self.skipped
    }

    /// The sum over `test result: ok. 3 passed; 0 failed; 1 ignored; …` of all test binaries.
    #[must_use]
    pub fn of_cargo(lines: &[String]) -> Self {
        lines
            .iter()
            .filter_map(|line| line.trim().strip_prefix("test result: "))
            .map(|summary| Self {
                passed: before(summary, "passed"),
                failed: before(summary, "failed"),
                skipped: before(summary, "ignored"),
            })
            .fold(Self::default(), Add::add)
    }

    /// The totals at the end of Node's TAP report: `# pass 3`, `# fail 0`, ….
    #[must_use]
    pub fn of_tap(report: &str) -> Self {
        let total = |name: &str| {
            report
                .lines()
                .filter_map(|line| {
                    line.strip_prefix("# ")?
                        .strip_prefix(name)?
                        .strip_prefix(' ')
                })
                .filter_map(|number| number.trim().parse().ok())
                .next_back()
                .unwrap_or(0)
        };
        Self {
            passed: total("pass"),
            failed: total("fail") + total("cancelled"),
            skipped: total("skipped") + total("todo"),
        }
    }

    /// A runner that ended badly without naming a failed test still failed.
    #[must_use]
    pub fn ended(self, well: bool) -> Self {
        if well || self.failed > 0 {
            return self;
        }
        self + Self::FAILED
    }
}

fn before(summary: &str, word: &str) -> u64 {
    summary
        .split([';', '.'])
        .filter_map(|part| part.trim().strip_suffix(word))
        .find_map(|number| number.trim().parse().ok())
        .unwrap_or(0)
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_cargo_s_binaries() {
        let lines = [
            "running 3 tests",
            "test result: ok. 13 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: FAILED. 1 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 1.00s",
        ]
        .map(str::to_owned);
        assert_eq!(
            Counts::of_cargo(&lines),
            Counts {
                passed: 14,
                failed: 2,
                skipped: 1
            }
        );
    }

    #[test]
    fn reads_node_s_totals_not_those_of_a_test() {
        let report = "# pass 99\nok 1 - a\n1..2\n# tests 9\n# suites 0\n# pass 5\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 1\n# duration_ms 10.5\n";
        assert_eq!(
            Counts::of_tap(report),
            Counts {
                passed: 5,
                failed: 2,
                skipped: 2
            }
        );
    }

    #[test]
    fn a_crash_counts_once() {
        assert_eq!(Counts::default().ended(false).failed, 1);
        assert_eq!(Counts::FAILED.ended(false).failed, 1);
        assert_eq!(Counts::PASSED.ended(true), Counts::PASSED);
    }
}
