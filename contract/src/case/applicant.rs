//! Kinds of applicants (申请人类型, `userProp`).

use serde::{Deserialize, Serialize};

/// Who applied, as a number on the wire; numbers of the national interface form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "openapi", schemars(extend("enum" = [1, 2, 3, 4, 5, 6, 9])))]
#[serde(try_from = "u8", into = "u8")]
#[repr(u8)]
pub enum ApplicantKind {
    /// 自然人
    Person = 1,
    /// 企业法人
    Enterprise = 2,
    /// 事业法人
    PublicInstitution = 3,
    /// 社会组织法人
    SocialOrganisation = 4,
    /// 非法人企业
    UnincorporatedEnterprise = 5,
    /// 行政机关
    Agency = 6,
    /// 其他组织
    OtherOrganisation = 9,
}

impl TryFrom<u8> for ApplicantKind {
    type Error = super::Malformed;

    fn try_from(value: u8) -> Result<Self, Self::Error> {
        [
            Self::Person,
            Self::Enterprise,
            Self::PublicInstitution,
            Self::SocialOrganisation,
            Self::UnincorporatedEnterprise,
            Self::Agency,
            Self::OtherOrganisation,
        ]
        .into_iter()
        .find(|kind| *kind as u8 == value)
        .ok_or(super::Malformed("must be 1 to 6 or 9"))
    }
}

impl From<ApplicantKind> for u8 {
    fn from(kind: ApplicantKind) -> Self {
        kind as Self
    }
}
