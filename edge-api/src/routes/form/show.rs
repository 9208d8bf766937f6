//! `GET /v1/form?ticket=&lang=`: everything the form must show, and whether the
//! step can be rated.
//!
//! 200 also for a step that was rated or whose time has passed: the page then
//! says so, and of what. The matter comes from the ticket alone; the outbox is
//! asked only whether the step was rated.

use contract::api::form::{Form, FormRules, FormState, Matter};
use contract::lang::Lang;
use contract::limits::{COMMENT_CHARS, INDICATORS};
use contract::problem::Code;
use contract::receipt;

use crate::app::Edge;
use crate::clock;
use crate::gate::{self, Holder};
use crate::http::{Reply, Request};
use crate::normalize::step_key;
use crate::outbox::protocol::{StepQuery, StepState};
use crate::ports::Outbox;
use crate::refusal::Refusal;

/// Answers `GET /v1/form`.
///
/// # Errors
/// What [`gate::enter`] refuses.
pub async fn answer<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    request: &Request,
) -> Result<Reply, Refusal> {
    let ticket = request.parameter("ticket").ok_or_else(|| {
        Refusal::from(Code::TicketInvalid).detail("the query parameter “ticket” is missing")
    })?;
    let holder = gate::enter(edge.config, edge.rates, request, &ticket)?;
    let lang = request.lang();
    let form = form(edge, &holder, lang).await;
    Ok(Reply::json(200, &form)
        .header("Content-Language", lang.tag())
        .hall(&holder.hall.id))
}

/// The form of a ticket, in its present state.
pub async fn form<O: Outbox, F>(edge: &Edge<'_, O, F>, holder: &Holder<'_>, lang: Lang) -> Form {
    let claims = &holder.claims;
    let shard = receipt::shard_of(&claims.iss, &claims.case, edge.config.outbox.shards);
    let query = StepQuery {
        key: step_key(claims),
        hall_area: holder.hall.area_code.as_str().to_owned(),
        service_at: claims.svt.saturating_mul(1_000),
    };
    // An outbox that cannot tell does not keep a citizen from the form: what they
    // submit is answered rightly, or not accepted.
    let (state, evaluated_at) = match edge.outbox.step(shard, query).await {
        Ok(StepState::Evaluated { accepted_at }) => (
            FormState::AlreadyEvaluated,
            Some(clock::rfc3339(accepted_at)),
        ),
        _ if holder.expired => (FormState::Expired, None),
        Ok(StepState::Open | StepState::Unclear) | Err(_) => (FormState::Open, None),
    };
    Form {
        state,
        matter: Matter {
            item_name: claims.name.clone(),
            agency_name: claims.agency.clone(),
            step: claims.kind,
            step_label: claims.kind.label(lang).to_owned(),
            service_time: clock::rfc3339(claims.svt.saturating_mul(1_000)),
        },
        round: claims.rnd,
        channel: claims.ch,
        catalogue: edge.config.catalogue.view(lang),
        rules: FormRules {
            comment_chars: COMMENT_CHARS,
            indicators: INDICATORS,
            rectify_working_days: edge.config.rectify_working_days,
            // A scanned code's case has no page of its own that could lead to another.
            additional: edge.config.rounds > 1 && claims.scan.is_none(),
        },
        evaluated_at,
    }
}
