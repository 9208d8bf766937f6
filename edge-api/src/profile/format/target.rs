//! What a field can be here.

use serde::Deserialize;

/// A field of ours. Which values it has is told in docs/profiles.md.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Target {
    /// Number of the case (办件编号).
    CaseNo,
    /// Number of the step within the case, 1 to 99.
    StepNo,
    /// Kind of the step: consult, apply, supplement, pay, collect, conclude.
    Step,
    /// 1 first evaluation, 2 additional one (追评).
    Round,
    /// 5 very satisfied … 1 very dissatisfied.
    Level,
    /// Codes of the reasons.
    Indicators,
    /// Free text.
    Comment,
    /// Channel 1 to 7.
    Channel,
    /// When the citizen rated.
    RatedAt,
    /// When the step took place.
    ServiceAt,
    /// Code of the service item, 31 or 33 characters.
    ItemCode,
    /// The 33 characters of a business item, where they stand apart from the 31.
    BusinessItemCode,
    /// Name of the service item.
    ItemName,
    /// Kind of the service item, two digits.
    ItemKind,
    /// Agency's unified social credit code.
    AgencyCode,
    /// Agency's name.
    AgencyName,
    /// Area, 6, 9 or 12 digits.
    AreaCode,
    /// Kind of applicant, 1 to 6 or 9.
    ApplicantKind,
    /// 1 to be accepted, 2 accepted, 3 concluded.
    CaseStatus,
    /// Name of the person who rated. Sealed, and only with consent to contact.
    Name,
    /// Their telephone number. Sealed, and only with consent to contact.
    Phone,
    /// Kind of their certificate, three digits. Sealed, and only with consent to contact.
    CertificateKind,
    /// Its number. Sealed, and only with consent to contact.
    CertificateNo,
    /// `true`: the person may be contacted about the evaluation.
    ConsentContact,
    /// `true`: the evaluation may be published without the person.
    ConsentPublish,
    /// `true`: the system made the evaluation by itself.
    Default,
    /// `false`: the system holds the evaluation for void.
    Effective,
    /// Where an opinion of no case was collected: paper_box, forum, open_day.
    Collection,
    /// Alias of who collected it, never a name.
    Collector,
    /// Its number among those of one collection and one day.
    Number,
}

impl Target {
    /// Everything that an evaluation can say.
    pub const EVALUATION: &'static [Self] = &[
        Self::CaseNo,
        Self::StepNo,
        Self::Step,
        Self::Round,
        Self::Level,
        Self::Indicators,
        Self::Comment,
        Self::Channel,
        Self::RatedAt,
        Self::ServiceAt,
        Self::ItemCode,
        Self::BusinessItemCode,
        Self::ItemName,
        Self::AgencyCode,
        Self::AgencyName,
        Self::AreaCode,
        Self::ApplicantKind,
        Self::Name,
        Self::Phone,
        Self::CertificateKind,
        Self::CertificateNo,
        Self::ConsentContact,
        Self::ConsentPublish,
        Self::Default,
        Self::Effective,
    ];

    /// Everything that a service event can say.
    pub const SERVICE_EVENT: &'static [Self] = &[
        Self::CaseNo,
        Self::StepNo,
        Self::Step,
        Self::Round,
        Self::Channel,
        Self::ServiceAt,
        Self::ItemCode,
        Self::BusinessItemCode,
        Self::ItemName,
        Self::ItemKind,
        Self::AgencyCode,
        Self::AgencyName,
        Self::AreaCode,
        Self::ApplicantKind,
        Self::CaseStatus,
    ];

    /// Everything that an opinion can say which was collected and is of no case.
    pub const COLLECTED: &'static [Self] = &[
        Self::Number,
        Self::Collection,
        Self::Collector,
        Self::Level,
        Self::Indicators,
        Self::Comment,
        Self::RatedAt,
        Self::ItemCode,
        Self::BusinessItemCode,
        Self::ItemName,
        Self::AgencyCode,
        Self::AgencyName,
        Self::AreaCode,
    ];

    /// What an evaluation must say, or its profile assume.
    pub const EVALUATION_NEEDS: &'static [Self] = &[
        Self::CaseNo,
        Self::StepNo,
        Self::Round,
        Self::Level,
        Self::Channel,
        Self::RatedAt,
    ];

    /// What a service event must say, or its profile assume.
    pub const SERVICE_EVENT_NEEDS: &'static [Self] = &[
        Self::CaseNo,
        Self::StepNo,
        Self::Step,
        Self::Round,
        Self::Channel,
        Self::ServiceAt,
        Self::ItemCode,
        Self::ItemName,
        Self::ItemKind,
        Self::AgencyCode,
        Self::AgencyName,
        Self::ApplicantKind,
        Self::CaseStatus,
    ];

    /// What a collected opinion must say, or its profile assume.
    pub const COLLECTED_NEEDS: &'static [Self] = &[
        Self::Number,
        Self::Collection,
        Self::Collector,
        Self::Level,
        Self::RatedAt,
    ];

    /// What no profile may assume: it would invent who rated what, and how.
    pub const NEVER_ASSUMED: &'static [Self] = &[
        Self::Level,
        Self::CaseNo,
        Self::RatedAt,
        Self::ServiceAt,
        Self::Indicators,
        Self::Comment,
        Self::Name,
        Self::Phone,
        Self::CertificateNo,
        Self::Default,
        Self::Collector,
        Self::Number,
    ];

    /// Whether it is a moment.
    #[must_use]
    pub const fn is_time(self) -> bool {
        matches!(self, Self::RatedAt | Self::ServiceAt)
    }

    /// The values it can have, where they can be counted.
    #[must_use]
    pub const fn values(self) -> Option<&'static [&'static str]> {
        Some(match self {
            Self::Level => &["1", "2", "3", "4", "5"],
            Self::Channel => &["1", "2", "3", "4", "5", "6", "7"],
            Self::Round => &["1", "2"],
            Self::CaseStatus => &["1", "2", "3"],
            Self::ApplicantKind => &["1", "2", "3", "4", "5", "6", "9"],
            Self::ItemKind => &["01", "05", "07", "08", "09", "10", "20", "99"],
            Self::Step => &[
                "consult",
                "apply",
                "supplement",
                "pay",
                "collect",
                "conclude",
            ],
            Self::ConsentContact | Self::ConsentPublish | Self::Default | Self::Effective => {
                &["true", "false"]
            }
            Self::Collection => &["paper_box", "forum", "open_day"],
            _ => return None,
        })
    }

    /// Its name in a profile file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CaseNo => "caseNo",
            Self::StepNo => "stepNo",
            Self::Step => "step",
            Self::Round => "round",
            Self::Level => "level",
            Self::Indicators => "indicators",
            Self::Comment => "comment",
            Self::Channel => "channel",
            Self::RatedAt => "ratedAt",
            Self::ServiceAt => "serviceAt",
            Self::ItemCode => "itemCode",
            Self::BusinessItemCode => "businessItemCode",
            Self::ItemName => "itemName",
            Self::ItemKind => "itemKind",
            Self::AgencyCode => "agencyCode",
            Self::AgencyName => "agencyName",
            Self::AreaCode => "areaCode",
            Self::ApplicantKind => "applicantKind",
            Self::CaseStatus => "caseStatus",
            Self::Name => "name",
            Self::Phone => "phone",
            Self::CertificateKind => "certificateKind",
            Self::CertificateNo => "certificateNo",
            Self::ConsentContact => "consentContact",
            Self::ConsentPublish => "consentPublish",
            Self::Default => "default",
            Self::Effective => "effective",
            Self::Collection => "collection",
            Self::Collector => "collector",
            Self::Number => "number",
        }
    }
}
