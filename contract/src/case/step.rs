//! Steps of a case.

use super::Malformed;
use crate::lang::Lang;
use crate::limits::STEP_NO_MAX;
use serde::{Deserialize, Serialize};

/// The number of a step within its case (`serviceNumber`), 1 to 99.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "openapi", schemars(extend("minimum" = 1, "maximum" = 99)))]
#[serde(try_from = "u8", into = "u8")]
pub struct StepNo(u8);

impl StepNo {
    /// The first.
    pub const FIRST: Self = Self(1);

    /// The number.
    #[must_use]
    pub const fn value(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for StepNo {
    type Error = Malformed;

    fn try_from(value: u8) -> Result<Self, Malformed> {
        if (1..=STEP_NO_MAX).contains(&value) {
            Ok(Self(value))
        } else {
            Err(Malformed("must be a whole number from 1 to 99"))
        }
    }
}

impl From<StepNo> for u8 {
    fn from(step: StepNo) -> Self {
        step.0
    }
}

/// What was done in a step (`serviceName`): all stages of handling can be rated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// 咨询
    Consult,
    /// 申报
    Apply,
    /// 补正
    Supplement,
    /// 缴费
    Pay,
    /// 签收
    Collect,
    /// 办结
    Conclude,
}

impl StepKind {
    /// All kinds in the order in which a case goes through them.
    pub const ALL: [Self; 6] = [
        Self::Consult,
        Self::Apply,
        Self::Supplement,
        Self::Pay,
        Self::Collect,
        Self::Conclude,
    ];

    /// What the step is called.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Consult => lang.pick("咨询", "Consultation"),
            Self::Apply => lang.pick("申报", "Application"),
            Self::Supplement => lang.pick("补正", "Adding papers"),
            Self::Pay => lang.pick("缴费", "Payment"),
            Self::Collect => lang.pick("签收", "Collection"),
            Self::Conclude => lang.pick("办结", "Conclusion"),
        }
    }

    /// The code as it stands on the wire.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Consult => "consult",
            Self::Apply => "apply",
            Self::Supplement => "supplement",
            Self::Pay => "pay",
            Self::Collect => "collect",
            Self::Conclude => "conclude",
        }
    }
}
