//! `GET /r/{ticket}`: the form of a step as a page, for a code at the window, a
//! link in a message, or a browser where the widget cannot run.

use crate::app::Edge;
use crate::gate;
use crate::http::{Reply, Request};
use crate::page;
use crate::ports::{Files, Outbox};
use crate::refusal::Refusal;
use crate::routes::form::show::form;

/// Answers `GET /r/{ticket}`.
///
/// # Errors
/// What [`gate::enter`] refuses; shown as a page by the caller.
pub async fn answer<O: Outbox, F: Files>(
    edge: &Edge<'_, O, F>,
    request: &Request,
    ticket: &str,
) -> Result<Reply, Refusal> {
    let holder = gate::enter(edge.config, edge.rates, request, ticket)?;
    let form = form(edge, &holder, request.lang()).await;
    let scripts = super::loader::integrity(edge.files).await;
    Ok(page::form(
        holder.hall,
        request,
        &form,
        ticket,
        scripts.as_ref(),
    ))
}
