//! What the edge tells, as far as the sheet needs it.
//!
//! Slimmer than the contract's types, whose tables of codes and texts the browser would
//! carry for nothing: the edge sends the words.

use contract::catalogue::View;
use contract::round::Round;

/// What a ticket lets be rated (`GET /v1/form`).
#[derive(Clone, Debug)]
pub struct Invitation {
    /// Whether it can be rated now.
    pub state: InvitationState,
    /// What is rated.
    pub matter: Matter,
    /// The first or the additional evaluation.
    pub round: Round,
    /// The reasons, in the asked language.
    pub catalogue: View,
    /// Whether the city takes additional evaluations (追评).
    pub additional: bool,
    /// When it was rated (RFC 3339).
    pub evaluated_at: Option<String>,
}

/// Whether a step can be rated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitationState {
    /// Yes.
    Open,
    /// It was.
    AlreadyEvaluated,
    /// No longer.
    Expired,
}

impl InvitationState {
    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::AlreadyEvaluated => "already_evaluated",
            Self::Expired => "expired",
        }
    }
}

/// What is rated.
#[derive(Clone, Debug)]
pub struct Matter {
    /// The service item.
    pub item: String,
    /// The agency.
    pub agency: String,
    /// The step, in the asked language.
    pub step: String,
    /// When the service was rendered (RFC 3339).
    pub time: String,
}

/// A refusal (`application/problem+json`).
#[derive(Clone, Debug, Default)]
pub struct Refusal {
    /// The stable code of `contract::problem`.
    pub code: String,
    /// One sentence for the citizen.
    pub title: String,
    /// Every broken rule: where (a JSON pointer), and what the citizen is told.
    pub broken: Vec<(String, String)>,
    /// When the step was rated (RFC 3339).
    pub evaluated_at: Option<String>,
}

/// An accepted evaluation (the 202 of `POST /v1/evaluations`).
#[derive(Clone, Debug)]
pub struct Acceptance {
    /// The receipt, in its groups.
    pub receipt: String,
    /// Where it opens.
    pub receipt_url: String,
    /// Whether it is a 差评 that will be answered.
    pub negative: bool,
    /// Within how many working days.
    pub within_days: Option<u8>,
}

#[cfg(feature = "ssr")]
mod from_contract {
    use super::{Acceptance, Invitation, InvitationState, Matter, Refusal};
    use contract::api::evaluations::Accepted;
    use contract::api::form::{Form, FormState};
    use contract::problem::Problem;

    impl From<&Form> for Invitation {
        fn from(form: &Form) -> Self {
            Self {
                state: match form.state {
                    FormState::Open => InvitationState::Open,
                    FormState::AlreadyEvaluated => InvitationState::AlreadyEvaluated,
                    FormState::Expired => InvitationState::Expired,
                },
                matter: Matter {
                    item: form.matter.item_name.clone(),
                    agency: form.matter.agency_name.clone(),
                    step: form.matter.step_label.clone(),
                    time: form.matter.service_time.clone(),
                },
                round: form.round,
                catalogue: form.catalogue.clone(),
                additional: form.rules.additional,
                evaluated_at: form.evaluated_at.clone(),
            }
        }
    }

    impl From<&Problem> for Refusal {
        fn from(problem: &Problem) -> Self {
            Self {
                code: problem.code.as_str().to_owned(),
                title: problem.title.clone(),
                broken: problem
                    .violations
                    .iter()
                    .map(|broken| (broken.pointer.clone(), broken.text.clone()))
                    .collect(),
                evaluated_at: problem.evaluated_at.clone(),
            }
        }
    }

    impl From<&Accepted> for Acceptance {
        fn from(accepted: &Accepted) -> Self {
            Self {
                receipt: accepted.receipt.to_string(),
                receipt_url: accepted.receipt_url.clone(),
                negative: accepted.negative,
                within_days: accepted.rectify_working_days,
            }
        }
    }
}
