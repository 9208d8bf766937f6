//! The five levels of satisfaction.

use crate::lang::Lang;
use serde::{Deserialize, Serialize};

/// A level, 5 (非常满意) to 1 (非常不满意), as a number on the wire.
///
/// The words and their order are those of the policy, measure (一)2. One national
/// standard (GB/T 39046-2020 A.8) numbers them the other way round: that is for a
/// profile to turn, never for this type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "openapi", schemars(extend("minimum" = 1, "maximum" = 5)))]
#[serde(try_from = "u8", into = "u8")]
#[repr(u8)]
pub enum Level {
    /// 非常不满意
    VeryDissatisfied = 1,
    /// 不满意
    Dissatisfied = 2,
    /// 基本满意
    FairlySatisfied = 3,
    /// 满意
    Satisfied = 4,
    /// 非常满意
    VerySatisfied = 5,
}

/// A number that is no level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotALevel(pub u8);

impl core::fmt::Display for NotALevel {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("level must be a whole number from 1 to 5")
    }
}

impl Level {
    /// All levels in the order in which every national page shows them.
    pub const ALL: [Self; 5] = [
        Self::VerySatisfied,
        Self::Satisfied,
        Self::FairlySatisfied,
        Self::Dissatisfied,
        Self::VeryDissatisfied,
    ];

    /// The number, 1 to 5.
    #[must_use]
    pub const fn value(self) -> u8 {
        self as u8
    }

    /// Whether this is a 差评: it must be answered, put right and called back on.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.value() <= 2
    }

    /// The words on the page. The wording is fixed nationally; local variants such
    /// as 一般 for 基本满意 are errors.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::VerySatisfied, Lang::Zh) => "非常满意",
            (Self::Satisfied, Lang::Zh) => "满意",
            (Self::FairlySatisfied, Lang::Zh) => "基本满意",
            (Self::Dissatisfied, Lang::Zh) => "不满意",
            (Self::VeryDissatisfied, Lang::Zh) => "非常不满意",
            (Self::VerySatisfied, Lang::En) => "Very satisfied",
            (Self::Satisfied, Lang::En) => "Satisfied",
            (Self::FairlySatisfied, Lang::En) => "Fairly satisfied",
            (Self::Dissatisfied, Lang::En) => "Dissatisfied",
            (Self::VeryDissatisfied, Lang::En) => "Very dissatisfied",
        }
    }
}

impl TryFrom<u8> for Level {
    type Error = NotALevel;

    fn try_from(value: u8) -> Result<Self, NotALevel> {
        match value {
            1 => Ok(Self::VeryDissatisfied),
            2 => Ok(Self::Dissatisfied),
            3 => Ok(Self::FairlySatisfied),
            4 => Ok(Self::Satisfied),
            5 => Ok(Self::VerySatisfied),
            other => Err(NotALevel(other)),
        }
    }
}

impl From<Level> for u8 {
    fn from(level: Level) -> Self {
        level.value()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_to_five_are_levels() {
        for n in 0..=u8::MAX {
            assert_eq!(Level::try_from(n).is_ok(), (1..=5).contains(&n), "{n}");
        }
    }

    #[test]
    fn the_wire_form_is_the_number_and_nothing_else() {
        assert_eq!(serde_json::to_string(&Level::VerySatisfied).unwrap(), "5");
        for wrong in ["\"5\"", "0", "6", "4.0", "null", "true"] {
            assert!(serde_json::from_str::<Level>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn negative_is_the_two_lowest() {
        let negative: Vec<u8> = Level::ALL
            .into_iter()
            .filter(|l| l.is_negative())
            .map(Level::value)
            .collect();
        assert_eq!(negative, [2, 1]);
    }
}
