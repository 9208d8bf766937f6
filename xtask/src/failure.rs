//! The one error type of every command: what failed, and what to do about it.

use std::fmt;

/// A failed step, printed as one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    what: String,
    remedy: String,
}

/// Shorthand for everything a command returns.
pub type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    /// A failure from a sentence part that says what and where, and one that says what to do.
    /// Neither ends with a full stop.
    pub fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            remedy: remedy.into(),
        }
    }

    /// A failure that has been reported already; it only sets the exit code.
    #[must_use]
    pub fn quiet() -> Self {
        Self::new("", "")
    }

    /// Whether there is nothing left to say.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.what.is_empty()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}. {}.", self.what, self.remedy)
    }
}

impl std::error::Error for Failure {}

/// Turns any error into a [`Failure`] that keeps the cause.
pub trait OrFail<T> {
    /// Adds what was attempted and the remedy to the cause.
    ///
    /// # Errors
    /// The failure, when there was one.
    fn or_fail(self, what: impl fmt::Display, remedy: impl Into<String>) -> Result<T>;
}

impl<T, E: fmt::Display> OrFail<T> for std::result::Result<T, E> {
    fn or_fail(self, what: impl fmt::Display, remedy: impl Into<String>) -> Result<T> {
        self.map_err(|cause| {
            let cause = cause.to_string().replace('\n', " ");
            Failure::new(
                format!("{what}: {}", cause.trim_end_matches(['.', ' '])),
                remedy,
            )
        })
    }
}

impl<T> OrFail<T> for Option<T> {
    fn or_fail(self, what: impl fmt::Display, remedy: impl Into<String>) -> Result<T> {
        self.ok_or_else(|| Failure::new(what.to_string(), remedy))
    }
}

/// An error with everything below it; database libraries keep the reason in the sources.
#[must_use]
pub fn with_sources(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut below = error.source();
    while let Some(source) = below {
        text = format!("{text}: {source}");
        below = source.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_one_line_with_cause_and_remedy() {
        let failed: std::result::Result<(), &str> = Err("first\nsecond.");
        let failure = failed
            .or_fail("cannot read a.txt", "Create it")
            .unwrap_err();
        assert_eq!(
            failure.to_string(),
            "cannot read a.txt: first second. Create it."
        );
    }
}
