//! Asks the edge whether a step can still be rated.

use contract::api::form::{Form, FormState};
use contract::channel::Channel;
use contract::round::Round;

use super::sign::sign;
use crate::app::App;
use crate::hall::{Case, Step};

/// How a step stands with its evaluations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Not rated; also when the edge does not answer, for then the form itself says more.
    Open,
    /// Rated once, may be added to.
    Rated,
    /// Rated and added to.
    RatedTwice,
    /// The time for rating is over.
    Expired,
}

impl Standing {
    /// The round that can be given now.
    pub const fn open_round(self) -> Option<Round> {
        match self {
            Self::Open => Some(Round::First),
            Self::Rated => Some(Round::Additional),
            Self::RatedTwice | Self::Expired => None,
        }
    }
}

/// The standing of `step`, by `GET /v1/form` with a ticket of the hall's own.
pub async fn standing(app: &App, case: &Case, step: &Step) -> Standing {
    match state(app, case, step, Round::First).await {
        Some(FormState::Expired) => Standing::Expired,
        Some(FormState::AlreadyEvaluated) => {
            match state(app, case, step, Round::Additional).await {
                Some(FormState::AlreadyEvaluated | FormState::Expired) => Standing::RatedTwice,
                _ => Standing::Rated,
            }
        }
        Some(FormState::Open) | None => Standing::Open,
    }
}

async fn state(app: &App, case: &Case, step: &Step, round: Round) -> Option<FormState> {
    // The only step that cannot be signed is one whose time is over.
    let Ok(ticket) = sign(app, case, step, round, Channel::Web) else {
        return Some(FormState::Expired);
    };
    let url = format!("{}/v1/form", app.settings.edge);
    let answer = app
        .client
        .get(url)
        .query(&[("ticket", ticket)])
        .send()
        .await
        .ok()?;
    Some(
        answer
            .error_for_status()
            .ok()?
            .json::<Form>()
            .await
            .ok()?
            .state,
    )
}
