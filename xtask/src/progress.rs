//! Lines on stderr that say what is being done and how long it took.

use std::time::{Duration, Instant};

use crate::failure::Result;

/// Runs `work`, saying its name before and its duration after.
///
/// # Errors
/// Those of `work`.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let started = Instant::now();
    eprintln!("  … {name}");
    let outcome = work();
    let mark = if outcome.is_ok() { '✓' } else { '✗' };
    eprintln!("  {mark} {name} ({})", seconds(started.elapsed()));
    outcome
}

/// One line about something that needed no work.
pub fn note(text: &str) {
    eprintln!("  · {text}");
}

/// A duration as people say it: `0.3 s`, `12 s`, `2 min 5 s`.
#[must_use]
pub fn seconds(duration: Duration) -> String {
    let whole = duration.as_secs();
    match whole {
        0..10 => format!("{:.1} s", duration.as_secs_f64()),
        10..60 => format!("{whole} s"),
        _ => format!("{} min {} s", whole / 60, whole % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_naturally() {
        assert_eq!(seconds(Duration::from_millis(340)), "0.3 s");
        assert_eq!(seconds(Duration::from_secs(12)), "12 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2 min 5 s");
    }
}
