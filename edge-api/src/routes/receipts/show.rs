//! `GET /v1/receipts/{receipt}`: how the evaluation stands, for whoever holds
//! its receipt; JSON for programs, a page for people.
//!
//! It tells neither level nor comment nor case: a receipt may be shown at a
//! counter. It is asked for rarely and cannot be guessed (80 bits), so what is
//! limited is how often one receipt asks.

use contract::api::receipts::{EvaluationState, ReceiptState};
use contract::problem::Code;
use contract::receipt::Receipt;

use crate::app::Edge;
use crate::clock;
use crate::http::{Reply, Request};
use crate::normalize::plain;
use crate::outbox::protocol::{ReceiptState as Kept, Standing};
use crate::page;
use crate::ports::Outbox;
use crate::refusal::Refusal;

/// Answers `GET /v1/receipts/{receipt}`.
///
/// # Errors
/// `not_found`, `too_many_requests`, `unavailable`; as a page too, when a page
/// was asked for.
pub async fn answer<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    request: &Request,
    text: &str,
) -> Result<Reply, Refusal> {
    let mut reply = match find(edge, request, text).await {
        Ok(found) if request.wants_page() => {
            page::receipt(edge.config, request, &found.hall, &found.state)
        }
        Ok(found) => Reply::json(200, &found.state).hall(&found.hall),
        Err(refusal) if request.wants_page() => page::refused(edge.config, request, refusal),
        Err(refusal) => return Err(refusal),
    };
    reply.vary("Accept");
    Ok(reply)
}

/// What a receipt opened.
struct Found {
    /// What JSON shows.
    state: ReceiptState,
    /// For the log.
    hall: String,
}

async fn find<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    request: &Request,
    text: &str,
) -> Result<Found, Refusal> {
    let receipt = Receipt::parse(text)
        .map_err(|error| Refusal::from(Code::NotFound).detail(error.to_string()))?;
    // A shard that is no longer in use still forwards what it kept; any other one
    // asks the centre for what it does not know.
    let shard = receipt.shard() % edge.config.outbox.shards.max(1);
    edge.rates
        .borrow_mut()
        .take(
            ("receipt", receipt.as_str()),
            edge.config.limits.ticket,
            request.received_at,
        )
        .map_err(|empty| Refusal {
            retry_after: Some(empty.retry_after),
            ..Code::TooManyRequests.into()
        })?;
    let retry = edge.config.outbox.retry_after;
    let kept = edge
        .outbox
        .receipt(shard, plain(&receipt))
        .await
        .map_err(|error| Refusal::unavailable(error, retry))?;
    match kept {
        Kept::Known(known) => Ok(Found {
            state: ReceiptState {
                receipt,
                state: state(known.standing),
                accepted_at: clock::rfc3339(known.accepted_at),
                stored_at: known.stored_at.map(clock::rfc3339),
            },
            hall: known.hall,
        }),
        Kept::Unknown => Err(Code::NotFound.into()),
        Kept::Unclear { retry_after } => Err(Refusal::unavailable(
            "only the centre could know this receipt",
            retry_after,
        )),
    }
}

const fn state(standing: Standing) -> EvaluationState {
    match standing {
        Standing::Waiting => EvaluationState::Accepted,
        Standing::Central => EvaluationState::Stored,
        Standing::SetAside => EvaluationState::SetAside,
        Standing::Duplicate => EvaluationState::Duplicate,
    }
}
