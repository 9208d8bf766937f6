//! A broken rule: where, which, and what to do about it.

use crate::lang::Lang;

/// The part of an evaluation that breaks a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The level.
    Level,
    /// The reasons as a whole.
    Indicators,
    /// One reason, by its place from 0.
    Indicator(usize),
    /// The comment.
    Comment,
    /// The name.
    Name,
    /// The telephone number.
    Phone,
    /// The kind of certificate.
    CertificateKind,
    /// The number of the certificate.
    CertificateNo,
    /// Consent to be contacted.
    ConsentContact,
}

impl Field {
    /// Where it stands in the request, as a JSON pointer (RFC 6901).
    #[must_use]
    pub fn pointer(self) -> String {
        match self {
            Self::Level => "/level".into(),
            Self::Indicators => "/indicators".into(),
            Self::Indicator(i) => format!("/indicators/{i}"),
            Self::Comment => "/comment".into(),
            Self::Name => "/identity/name".into(),
            Self::Phone => "/identity/phone".into(),
            Self::CertificateKind => "/identity/certificateKind".into(),
            Self::CertificateNo => "/identity/certificateNo".into(),
            Self::ConsentContact => "/consent/contact".into(),
        }
    }
}

/// A rule of [`check`](super::check).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// No level was chosen.
    LevelRequired,
    /// A reason is not one that may be chosen for this level.
    IndicatorNotOffered,
    /// The same reason twice.
    IndicatorRepeated,
    /// More reasons than allowed.
    TooManyIndicators,
    /// Level 1 or 2 without reason and comment.
    ReasonRequired,
    /// Comment over its length.
    CommentTooLong,
    /// Name missing.
    NameRequired,
    /// Name over its length or with characters that no name has.
    NameMalformed,
    /// Telephone number missing or not one.
    PhoneMalformed,
    /// Certificate kind unknown, or number without kind.
    CertificateKindMalformed,
    /// Certificate number missing, or not one of its kind.
    CertificateNoMalformed,
    /// Name or contact given without consent to its use.
    ConsentRequired,
}

impl Rule {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::LevelRequired => "level_required",
            Self::IndicatorNotOffered => "indicator_not_offered",
            Self::IndicatorRepeated => "indicator_repeated",
            Self::TooManyIndicators => "too_many_indicators",
            Self::ReasonRequired => "reason_required",
            Self::CommentTooLong => "comment_too_long",
            Self::NameRequired => "name_required",
            Self::NameMalformed => "name_malformed",
            Self::PhoneMalformed => "phone_malformed",
            Self::CertificateKindMalformed => "certificate_kind_malformed",
            Self::CertificateNoMalformed => "certificate_no_malformed",
            Self::ConsentRequired => "consent_required",
        }
    }

    /// What a citizen is told: what is wrong and what to do.
    #[must_use]
    pub const fn text(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::LevelRequired => ("请选择满意程度", "Choose how satisfied you are"),
            Self::IndicatorNotOffered => (
                "有一项原因不属于所选的满意程度，请重新选择",
                "A reason does not belong to the chosen level; choose again",
            ),
            Self::IndicatorRepeated => (
                "同一原因选了两次，请去掉一个",
                "The same reason is given twice; remove one",
            ),
            Self::TooManyIndicators => ("最多选择8项原因", "Choose at most 8 reasons"),
            Self::ReasonRequired => (
                "请至少选择一项原因，或填写说明",
                "Choose at least one reason, or write what went wrong",
            ),
            Self::CommentTooLong => ("说明最多500字，请缩短", "Write at most 500 characters"),
            Self::NameRequired => (
                "请填写姓名，或改为匿名评价",
                "Enter your name, or rate anonymously",
            ),
            Self::NameMalformed => (
                "姓名最多50字，请核对",
                "Enter a name of at most 50 characters",
            ),
            Self::PhoneMalformed => (
                "请填写11位手机号，或带区号的电话号码",
                "Enter a mobile number of 11 digits, or a number with its area code",
            ),
            Self::CertificateKindMalformed => ("请选择证件类型", "Choose the kind of certificate"),
            Self::CertificateNoMalformed => {
                ("证件号码不正确，请核对", "Check the certificate number")
            }
            Self::ConsentRequired => (
                "请同意仅用于核实和回访，或改为匿名评价",
                "Agree to be contacted about this, or rate anonymously",
            ),
        };
        lang.pick(zh, en)
    }
}

/// A rule that is broken at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Where.
    pub field: Field,
    /// Which.
    pub rule: Rule,
}
