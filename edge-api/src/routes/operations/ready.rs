//! `GET /readyz`: whether an evaluation handed in now would be kept.
//!
//! 200 when the configuration holds and every outbox shard answers and has room;
//! 503 otherwise. A load balancer that asks here sends citizens elsewhere before
//! they are told to come back.

use crate::app::Edge;
use crate::http::Reply;
use crate::outbox::protocol::Stats;
use crate::ports::Outbox;
use crate::refusal::Refusal;

/// Answers `GET /readyz`.
///
/// # Errors
/// `unavailable` when a shard is silent or full.
pub async fn answer<O: Outbox, F>(edge: &Edge<'_, O, F>) -> Result<Reply, Refusal> {
    let retry = edge.config.outbox.retry_after;
    for shard in 0..edge.config.outbox.shards {
        let stats = edge
            .outbox
            .stats(shard)
            .await
            .map_err(|error| Refusal::unavailable(format!("shard {shard}: {error}"), retry))?;
        if is_full(&stats) {
            return Err(Refusal::unavailable(
                format!("shard {shard} has no room"),
                retry,
            ));
        }
    }
    Ok(Reply::json(200, &serde_json::json!({ "status": "ready" })))
}

const fn is_full(stats: &Stats) -> bool {
    stats.pending >= stats.pending_max || stats.pending_bytes >= stats.pending_bytes_max
}
