//! `GET /s/{code}`: leads to the form, or says why there is none any more.
//!
//! Looking uses nothing up, so the previews that messengers and scanners fetch take nothing
//! from the citizen: a link is used when its step was rated, and the outbox knows that.
//! A code that was not made with the edges' key is nobody's; nothing is asked for it. Any
//! other is asked for so often at most: of one that only looks right, the centre would have
//! to tell each time.

use contract::api::form::FormState;
use contract::link::LinkCode;
use contract::problem::Code;

use crate::app::Edge;
use crate::gate;
use crate::http::{Reply, Request};
use crate::link::{Question, Told};
use crate::page::linked;
use crate::ports::{Files, Outbox};
use crate::refusal::Refusal;
use crate::routes::form::show::form;
use crate::routes::pages::loader;

/// Answers `GET /s/{code}`.
///
/// # Errors
/// `too_many_requests`, what [`gate::enter`] refuses, and `unavailable` when only the centre
/// could know the link; shown as a page by the caller.
pub async fn answer<O: Outbox, F: Files>(
    edge: &Edge<'_, O, F>,
    request: &Request,
    code: &str,
) -> Result<Reply, Refusal> {
    let config = edge.config;
    let code = LinkCode::in_address(code).ok();
    let Some(code) = code.filter(|code| code.may_be_of(&config.receipt_key)) else {
        return Ok(linked::unknown(request));
    };
    edge.rates
        .borrow_mut()
        .take(
            ("link", code.as_str()),
            config.limits.ticket,
            request.received_at,
        )
        .map_err(|empty| Refusal {
            retry_after: Some(empty.retry_after),
            ..Code::TooManyRequests.into()
        })?;
    let shard = code.shard(config.outbox.shards);
    let told = edge.outbox.link(shard, Question::Find(code)).await;
    let retry = config.outbox.retry_after;
    let link = match told.map_err(|error| Refusal::unavailable(error, retry))? {
        Told::Found(link) => link,
        Told::Unclear { retry_after } => {
            let cause = "only the centre could know this link, and it does not answer";
            return Err(Refusal::unavailable(cause, retry_after));
        }
        Told::Unknown | Told::Kept(_) => return Ok(linked::unknown(request)),
    };
    let mut holder = gate::enter(config, edge.rates, request, &link.ticket)?;
    holder.expired |= link.expires_at <= request.received_at;
    let form = form(edge, &holder, request.lang()).await;
    if form.state == FormState::Open {
        return Ok(linked::onward(holder.hall, request, &link.ticket));
    }
    let scripts = loader::integrity(edge.files).await;
    Ok(linked::spent(holder.hall, request, &form, scripts.as_ref()))
}
