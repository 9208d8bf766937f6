//! `GET /v1/form?ticket=&lang=`.

use crate::case::StepKind;
use crate::catalogue::View;
use crate::channel::Channel;
use crate::round::Round;
use serde::{Deserialize, Serialize};

/// Everything that the form must show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Form {
    /// Whether the step can be rated now.
    pub state: FormState,
    /// What is being rated.
    pub matter: Matter,
    /// The first or the additional evaluation.
    pub round: Round,
    /// Where the citizen was invited.
    pub channel: Channel,
    /// The reasons, in the asked language.
    pub catalogue: View,
    /// The numbers of the rules.
    pub rules: FormRules,
    /// When it was evaluated (RFC 3339); only when already evaluated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evaluated_at: Option<String>,
}

/// Whether a step can be rated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FormState {
    /// Yes.
    Open,
    /// It was rated in this round.
    AlreadyEvaluated,
    /// The ticket's time has passed.
    Expired,
}

/// What is being rated, in words that a citizen knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Matter {
    /// The service item.
    pub item_name: String,
    /// The agency.
    pub agency_name: String,
    /// The step.
    pub step: StepKind,
    /// The step in the asked language.
    pub step_label: String,
    /// When the service was rendered (RFC 3339).
    pub service_time: String,
}

/// The numbers that the form needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FormRules {
    /// Characters of a comment.
    pub comment_chars: usize,
    /// Reasons at most.
    pub indicators: usize,
    /// Working days within which a 差评 is put right.
    pub rectify_working_days: u8,
    /// Whether the city takes additional evaluations (追评).
    pub additional: bool,
}
