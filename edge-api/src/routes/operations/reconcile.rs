//! `POST /v1/operations/reconciliation`: compares a page of an outbox with the centre,
//! and has rows sent again where that is asked for; needs the operations key as bearer.

use contract::api::reconciliation::ReconciliationRequest;
use contract::problem::Code;

use crate::app::Edge;
use crate::config::Config;
use crate::http::{Reply, Request};
use crate::normalize;
use crate::outbox::protocol::Compared;
use crate::ports::Outbox;
use crate::refusal::Refusal;

/// Answers `POST /v1/operations/reconciliation`.
///
/// # Errors
/// `unauthorized`, `unsupported_type`, `malformed_request`; `unavailable` when the
/// outbox or the centre does not answer.
pub async fn answer<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    request: &Request,
) -> Result<Reply, Refusal> {
    guard(edge.config, request)?;
    let asked: ReconciliationRequest = normalize::body(request)?;
    let shards = edge.config.outbox.shards;
    if asked.shard >= shards {
        let detail = format!("/shard: this edge has {shards}, counted from 0");
        return Err(Refusal::from(Code::MalformedRequest).detail(detail));
    }
    let retry_after = edge.config.outbox.retry_after;
    let compared = edge
        .outbox
        .reconcile(asked)
        .await
        .map_err(|error| Refusal::unavailable(error, retry_after))?;
    match compared {
        Compared::Page(mut page) => {
            page.edge.clone_from(&edge.config.edge_id);
            page.shards = shards;
            Ok(Reply::json(200, &page))
        }
        Compared::CentreAway(cause) => {
            let cause = format!("the centre did not answer: {cause}");
            Err(Refusal::unavailable(cause, retry_after)
                .detail("central storage does not answer; the log of the edge has the cause"))
        }
    }
}

/// Lets only the holder of the operations key through; known before the body is read.
///
/// # Errors
/// `unauthorized`.
pub fn guard(config: &Config, request: &Request) -> Result<(), Refusal> {
    let key = request.bearer();
    if key.is_some_and(|key| config.is_operations_key(key)) {
        return Ok(());
    }
    Err(Code::Unauthorized.into())
}
