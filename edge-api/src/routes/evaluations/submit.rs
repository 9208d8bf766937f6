//! `POST /v1/evaluations`: accepts one evaluation and gives its receipt.
//!
//! | answer | when |
//! |---|---|
//! | 202 with receipt | durably stored; or the same content was stored before |
//! | 409 `already_evaluated` | the step was rated with other content |
//! | 401, 410, 403 | ticket or origin |
//! | 400, 413, 415, 422 | the body; 422 names every broken rule |
//! | 429, 503 | later; nothing was stored |

use std::cell::RefCell;

use contract::api::evaluations::{Accepted, EvaluationRequest};
use contract::lang::Lang;
use contract::problem::Code;
use contract::receipt::Receipt;

use crate::app::Edge;
use crate::clock;
use crate::config::Config;
use crate::cors;
use crate::gate::{self, Holder};
use crate::haste;
use crate::http::{Reply, Request};
use crate::normalize::{self, Prepared};
use crate::outbox::protocol::Answer;
use crate::ports::Outbox;
use crate::rate::Rates;
use crate::refusal::Refusal;

/// An evaluation that has passed every check and is still to be stored.
#[derive(Debug)]
pub struct Checked {
    /// Shard and record.
    pub prepared: Prepared,
    /// The hall that the ticket is of.
    pub hall: String,
}

/// Answers `POST /v1/evaluations`.
///
/// # Errors
/// Everything in the table above.
pub async fn answer<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    request: &Request,
) -> Result<Reply, Refusal> {
    let checked = check(edge.config, edge.rates, request)?;
    let hall = checked.hall.clone();
    let accepted = store(edge, checked).await?;
    Ok(reply(&accepted, &hall))
}

/// Checks a request: its body, its ticket, every rule.
///
/// # Errors
/// Everything in the table above but `already_evaluated` and `unavailable`.
pub fn check(
    config: &Config,
    rates: &RefCell<Rates>,
    request: &Request,
) -> Result<Checked, Refusal> {
    let submission = normalize::submission(&request.media_type(), &request.body)?;
    let holder = gate::enter(config, rates, request, &submission.ticket)?;
    let lang = submission.lang.unwrap_or_else(|| request.lang());
    prepare(config, rates, request, &holder, &submission, lang)
}

/// The answer to an evaluation that is on disk.
#[must_use]
pub fn reply(accepted: &Accepted, hall: &str) -> Reply {
    Reply::json(202, accepted).hall(hall)
}

/// Stores a submission of a holder; the receipt is given only after the record
/// is on disk.
///
/// # Errors
/// `ticket_expired`, `rule_broken`, `already_evaluated`, `unavailable`.
pub async fn accept<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    request: &Request,
    holder: &Holder<'_>,
    submission: &EvaluationRequest,
    lang: Lang,
) -> Result<Accepted, Refusal> {
    let checked = prepare(edge.config, edge.rates, request, holder, submission, lang)?;
    store(edge, checked).await
}

fn prepare(
    config: &Config,
    rates: &RefCell<Rates>,
    request: &Request,
    holder: &Holder<'_>,
    submission: &EvaluationRequest,
    lang: Lang,
) -> Result<Checked, Refusal> {
    let hall = &holder.hall.id;
    if holder.expired {
        return Err(Refusal::from(Code::TicketExpired).hall(hall));
    }
    let mut prepared = normalize::evaluation(
        config,
        holder.hall,
        &holder.claims,
        submission,
        request
            .origin
            .as_deref()
            .filter(|origin| *origin != cors::HIDDEN),
        lang,
        request.received_at,
    )?;
    if haste::marks(config, rates, holder, request.received_at) {
        prepared.record.flags.push(haste::FLAG.to_owned());
    }
    Ok(Checked {
        prepared,
        hall: hall.clone(),
    })
}

async fn store<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    Checked { prepared, hall }: Checked,
) -> Result<Accepted, Refusal> {
    let answer = edge
        .outbox
        .admit(prepared.shard, prepared.record)
        .await
        .map_err(|error| error.to_string());
    settle(
        edge.config,
        &hall,
        prepared.receipt,
        prepared.level.is_negative(),
        answer,
    )
}

/// What the citizen is told: `answer` is the outbox's, or why it gave none; `receipt`
/// the one for content that was not stored before.
///
/// # Errors
/// `already_evaluated`, `unavailable`.
pub fn settle(
    config: &Config,
    hall: &str,
    receipt: Receipt,
    negative: bool,
    answer: Result<Answer, String>,
) -> Result<Accepted, Refusal> {
    let retry = config.outbox.retry_after;
    let answer = answer.map_err(|cause| Refusal::unavailable(cause, retry).hall(hall))?;
    let (accepted_at, receipt) = match answer {
        Answer::Accepted { accepted_at } => (accepted_at, receipt),
        // The one that was given then: one made now has another head when the number
        // of shards or the service time in the ticket has changed since.
        Answer::Same {
            accepted_at,
            receipt,
            ..
        } => {
            let given = Receipt::parse(&receipt)
                .map_err(|error| Refusal::internal(format!("kept receipt: {error}")).hall(hall))?;
            (accepted_at, given)
        }
        Answer::Conflict { accepted_at } => {
            return Err(Refusal {
                evaluated_at: Some(accepted_at),
                ..Code::AlreadyEvaluated.into()
            }
            .hall(hall));
        }
        Answer::Full { retry_after } => {
            return Err(Refusal::unavailable("outbox has no room", retry_after).hall(hall));
        }
        Answer::Unclear { retry_after } => {
            return Err(Refusal::unavailable(
                "only the centre could tell whether the step was rated, and it does not answer",
                retry_after,
            )
            .hall(hall));
        }
    };
    Ok(Accepted {
        receipt_url: format!("{}/v1/receipts/{receipt}", config.public_url),
        receipt,
        accepted_at: clock::rfc3339(accepted_at),
        negative,
        rectify_working_days: negative.then_some(config.rectify_working_days),
    })
}
