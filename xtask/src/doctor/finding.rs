//! One thing that doctor found, with what to change.

use std::fmt;

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// As it should be.
    Good,
    /// Works, but could be better.
    Advice,
    /// The widget does not run, or only as a link.
    Blocks,
}

/// What was looked at, what was found, what to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How much it matters.
    pub weight: Weight,
    what: String,
    change: String,
}

impl Finding {
    /// As it should be.
    pub fn good(what: impl Into<String>) -> Self {
        Self {
            weight: Weight::Good,
            what: what.into(),
            change: String::new(),
        }
    }

    /// Something to better.
    pub fn advice(what: impl Into<String>, change: impl Into<String>) -> Self {
        Self {
            weight: Weight::Advice,
            what: what.into(),
            change: change.into(),
        }
    }

    /// Something that must change.
    pub fn blocks(what: impl Into<String>, change: impl Into<String>) -> Self {
        Self {
            weight: Weight::Blocks,
            what: what.into(),
            change: change.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.weight {
            Weight::Good => "ok    ",
            Weight::Advice => "advice",
            Weight::Blocks => "BLOCKS",
        };
        write!(f, "{mark} {}", self.what)?;
        if !self.change.is_empty() {
            write!(f, "\n         → {}", self.change)?;
        }
        Ok(())
    }
}
