//! The first evaluation of a step, or the additional one.

use serde::{Deserialize, Serialize};

/// Which evaluation of a step this is: `1` the first, `2` the additional one (追评).
/// The first is never changed by the second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "openapi", schemars(extend("minimum" = 1, "maximum" = 2)))]
#[serde(try_from = "u8", into = "u8")]
#[repr(u8)]
pub enum Round {
    /// The first evaluation.
    #[default]
    First = 1,
    /// The additional evaluation, 追评.
    Additional = 2,
}

/// A number that is no round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotARound(pub u8);

impl core::fmt::Display for NotARound {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("round must be 1 (first) or 2 (additional)")
    }
}

impl Round {
    /// The number, 1 or 2.
    #[must_use]
    pub const fn value(self) -> u8 {
        self as u8
    }
}

impl TryFrom<u8> for Round {
    type Error = NotARound;

    fn try_from(value: u8) -> Result<Self, NotARound> {
        match value {
            1 => Ok(Self::First),
            2 => Ok(Self::Additional),
            other => Err(NotARound(other)),
        }
    }
}

impl From<Round> for u8 {
    fn from(round: Round) -> Self {
        round.value()
    }
}

#[cfg(test)]
mod tests {
    use super::Round;

    #[test]
    fn wire_form() {
        assert_eq!(serde_json::to_string(&Round::Additional).unwrap(), "2");
        assert!(serde_json::from_str::<Round>("3").is_err());
    }
}
