//! `POST /r/{ticket}`: the form of the hosted page, sent without any script.
//!
//! Answers with a page in every case: the receipt, or the form again with what
//! was filled in and what is wrong with it. Sending it twice, or reloading the
//! answer, shows the same receipt.

use contract::problem::Code;

use crate::app::Edge;
use crate::gate;
use crate::http::{Reply, Request};
use crate::normalize;
use crate::page;
use crate::ports::{Files, Outbox};
use crate::refusal::Refusal;
use crate::routes::evaluations::submit::accept;
use crate::routes::form::show::form;

/// Answers `POST /r/{ticket}`.
///
/// # Errors
/// What [`gate::enter`] refuses, `unsupported_type`, and a body that the form
/// cannot have sent; shown as a page by the caller.
pub async fn answer<O: Outbox, F: Files>(
    edge: &Edge<'_, O, F>,
    request: &Request,
    ticket: &str,
) -> Result<Reply, Refusal> {
    if request.media_type() != "application/x-www-form-urlencoded" {
        return Err(Code::UnsupportedType.into());
    }
    let holder = gate::enter(edge.config, edge.rates, request, ticket)?;
    let filled = normalize::fields(&request.body)?.as_seen();
    let posted = filled.request(ticket.to_owned());
    let lang = request.lang();
    match accept(edge, request, &holder, &posted, lang).await {
        Ok(accepted) => {
            let form = form(edge, &holder, lang).await;
            let named = posted.identity.is_some();
            Ok(page::accepted(
                holder.hall,
                request,
                &form,
                named,
                &accepted,
            ))
        }
        Err(refusal) => {
            let form = form(edge, &holder, lang).await;
            Ok(page::form_refused(
                holder.hall,
                request,
                &form,
                &posted,
                refusal,
            ))
        }
    }
}
