//! Kinds of service items (事项类型).

use serde::{Deserialize, Serialize};

/// A kind of service item that is rated, two digits on the wire.
///
/// Penalties, coercion, levies and inspections (02, 03, 04, 06) are powers of the
/// state, not services, and are not among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum ItemKind {
    /// 行政许可
    #[serde(rename = "01")]
    Licence,
    /// 行政给付
    #[serde(rename = "05")]
    Benefit,
    /// 行政确认
    #[serde(rename = "07")]
    Confirmation,
    /// 行政奖励
    #[serde(rename = "08")]
    Award,
    /// 行政裁决
    #[serde(rename = "09")]
    Ruling,
    /// 其他行政权力
    #[serde(rename = "10")]
    OtherPower,
    /// 公共服务
    #[serde(rename = "20")]
    PublicService,
    /// 其他
    #[serde(rename = "99")]
    Other,
}

impl ItemKind {
    /// All kinds by code.
    pub const ALL: [Self; 8] = [
        Self::Licence,
        Self::Benefit,
        Self::Confirmation,
        Self::Award,
        Self::Ruling,
        Self::OtherPower,
        Self::PublicService,
        Self::Other,
    ];

    /// The two digits.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Licence => "01",
            Self::Benefit => "05",
            Self::Confirmation => "07",
            Self::Award => "08",
            Self::Ruling => "09",
            Self::OtherPower => "10",
            Self::PublicService => "20",
            Self::Other => "99",
        }
    }

    /// The kind with these two digits.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}
