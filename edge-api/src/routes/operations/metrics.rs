//! `GET /metrics`: numbers for Prometheus; needs the metrics key as bearer.

use contract::problem::Code;

use crate::app::Edge;
use crate::http::{Reply, Request};
use crate::ports::Outbox;
use crate::refusal::Refusal;

/// Answers `GET /metrics`.
///
/// # Errors
/// `unauthorized` without the key.
pub async fn answer<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    request: &Request,
) -> Result<Reply, Refusal> {
    if !request
        .bearer()
        .is_some_and(|key| edge.config.is_metrics_key(key))
    {
        return Err(Code::Unauthorized.into());
    }
    let mut outbox = Vec::new();
    for shard in 0..edge.config.outbox.shards {
        outbox.push(edge.outbox.stats(shard).await.ok());
    }
    let text = edge.metrics.borrow().text(&edge.config.edge_id, &outbox);
    Ok(
        Reply::new(200, "text/plain; version=0.0.4; charset=utf-8", text)
            .header("Cache-Control", "no-store"),
    )
}
