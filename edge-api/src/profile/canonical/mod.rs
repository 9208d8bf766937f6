//! Records of any profile in our own words.

mod back;
mod collected;
mod evaluation;
mod event;
mod said;

pub(super) use collected::enter;

use contract::api::events::ServiceEvent;
use contract::case::{AgencyCode, ApplicantKind, AreaCode, CaseNo, ItemCode, StepKind, StepNo};
use contract::certainty::Certainty;
use contract::channel::Channel;
use contract::identity::{Consent, Identity};
use contract::level::Level;
use contract::recorded::{Collection, OpinionNo, Recorder};
use contract::round::Round;

use super::Surroundings;
use super::format::Kind;
use super::record::{Said, Slots};
use super::refusal::RecordRefusal;

/// A record of an outside system.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[cfg_attr(test, serde(rename_all = "camelCase"))]
pub enum Canonical {
    /// An evaluation.
    Evaluation(Box<Evaluation>),
    /// A step that can be rated.
    ServiceEvent(Box<ServiceEvent>),
}

/// An evaluation that was given elsewhere. No ticket permitted it: how sure it is, is
/// told by its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[cfg_attr(test, serde(rename_all = "camelCase"))]
pub struct Evaluation {
    /// Number of the case; what stands in its place where it is of none.
    pub case_no: CaseNo,
    /// Number of the step within the case.
    pub step_no: StepNo,
    /// First or additional evaluation.
    pub round: Round,
    /// What was rated, as far as the system says it.
    pub matter: Matter,
    /// The level; there is none without.
    pub level: Level,
    /// Codes of that level, each once, also retired ones.
    pub indicators: Vec<String>,
    /// Comment in NFC without control characters and numbers of persons; empty if none.
    pub comment: String,
    /// Channel; none only where the code of the channel says that the system rated by
    /// itself, or where the opinion is of no case.
    pub channel: Option<Channel>,
    /// When the citizen rated, milliseconds since 1970.
    pub rated_at: i64,
    /// Kind of applicant.
    pub applicant_kind: Option<ApplicantKind>,
    /// Who rated: to be sealed before it is stored. Only with consent to contact.
    pub identity: Option<Identity>,
    /// What the person agreed to, there.
    pub consent: Consent,
    /// The system made this evaluation by itself: kept, never scored.
    pub default: bool,
    /// Whether the system holds it for valid.
    pub effective: bool,
    /// What is unusual about it, in the order of [`Flag`].
    pub flags: Vec<Flag>,
    /// Whence it came, and how sure that is.
    pub origin: Origin,
    /// How it was collected, if it is of no case.
    #[cfg_attr(test, serde(skip_serializing_if = "Option::is_none"))]
    pub collected: Option<Collected>,
}

/// How an opinion was collected that is of no case.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[cfg_attr(test, serde(rename_all = "camelCase"))]
pub struct Collected {
    /// Where.
    pub collection: Collection,
    /// By whom.
    pub by: Recorder,
    /// Which of that day.
    pub number: OpinionNo,
}

/// What was rated, as far as an outside system says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[cfg_attr(test, serde(rename_all = "camelCase"))]
pub struct Matter {
    /// What was done.
    pub step: Option<StepKind>,
    /// Service item.
    pub item_code: Option<ItemCode>,
    /// Its name.
    pub item_name: Option<String>,
    /// Agency.
    pub agency_code: Option<AgencyCode>,
    /// Its name.
    pub agency_name: Option<String>,
    /// Area of the step.
    pub area_code: Option<AreaCode>,
    /// When the step took place, milliseconds since 1970.
    pub service_at: Option<i64>,
}

/// Whence a record came.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[cfg_attr(test, serde(rename_all = "camelCase"))]
pub struct Origin {
    /// Name of the profile it was read by.
    pub profile: String,
    /// `signed` where the envelope carried a fresh signature of the system, which does not
    /// cover the records themselves, else `reported`. Neither says that a citizen proved to
    /// have been served: only a ticket does. `collected` where it is of no case at all.
    pub certainty: Certainty,
}

/// Something unusual that does not keep a record out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(test, derive(serde::Serialize))]
#[cfg_attr(test, serde(rename_all = "snake_case"))]
pub enum Flag {
    /// The system made it by itself.
    Default,
    /// The system holds it for void.
    NotEffective,
    /// The step is said to have taken place after it was rated.
    ServiceAfterRating,
    /// An indicator is of a retired catalogue.
    RetiredIndicator,
    /// An indicator was there twice; once is kept.
    RepeatedIndicator,
    /// Level 1 or 2 with neither indicator nor comment.
    NoReason,
    /// Numbers of persons were taken out of the comment.
    Redacted,
    /// A person was named without consent to contact; nothing of them is kept.
    IdentityLeftOut,
}

impl Flag {
    /// All flags, for tables and tests.
    pub const ALL: [Self; 8] = [
        Self::Default,
        Self::NotEffective,
        Self::ServiceAfterRating,
        Self::RetiredIndicator,
        Self::RepeatedIndicator,
        Self::NoReason,
        Self::Redacted,
        Self::IdentityLeftOut,
    ];

    /// As it stands in the row.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::NotEffective => "not_effective",
            Self::ServiceAfterRating => "service_after_rating",
            Self::RetiredIndicator => "retired_indicator",
            Self::RepeatedIndicator => "repeated_indicator",
            Self::NoReason => "no_reason",
            Self::Redacted => "redacted",
            Self::IdentityLeftOut => "identity_left_out",
        }
    }
}

/// What a record says, in our words.
pub(super) fn read(
    said: &Said<'_>,
    surroundings: &Surroundings<'_>,
) -> Result<Canonical, RecordRefusal> {
    match said.profile.document().records {
        Kind::Evaluations => evaluation::read(said, surroundings)
            .map(|evaluation| Canonical::Evaluation(Box::new(evaluation))),
        Kind::ServiceEvents => {
            event::read(said, surroundings).map(|event| Canonical::ServiceEvent(Box::new(event)))
        }
        Kind::Collected => collected::read(said, surroundings)
            .map(|evaluation| Canonical::Evaluation(Box::new(evaluation))),
    }
}

impl Canonical {
    /// The record field by field, as code tables spell it.
    pub(super) fn slots(&self) -> Slots {
        match self {
            Self::Evaluation(evaluation) => back::slots(evaluation),
            Self::ServiceEvent(event) => event::slots(event),
        }
    }

    /// Whether it is what a profile's records are.
    pub(super) const fn kind(&self) -> Kind {
        match self {
            Self::Evaluation(evaluation) if evaluation.collected.is_some() => Kind::Collected,
            Self::Evaluation(_) => Kind::Evaluations,
            Self::ServiceEvent(_) => Kind::ServiceEvents,
        }
    }
}
