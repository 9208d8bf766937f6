//! `GET /v1/points/{id}`: how a point stands.

use super::{hall, known_id, reply, told};
use crate::app::Edge;
use crate::config::Hall;
use crate::http::{Reply, Request};
use crate::point::{Question, Record};
use crate::ports::Outbox;
use crate::refusal::Refusal;

/// Answers `GET /v1/points/{id}`.
///
/// # Errors
/// `unauthorized`, `not_found`, `too_many_requests`, `unavailable`.
pub async fn answer<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    request: &Request,
    id: &str,
) -> Result<Reply, Refusal> {
    let hall = hall(edge, request)?;
    let record = find(edge, hall, id).await?;
    Ok(reply(edge.config, hall, 200, &record))
}

/// A point of a hall.
pub(super) async fn find<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    hall: &Hall,
    id: &str,
) -> Result<Record, Refusal> {
    let id = known_id(id, hall)?;
    let question = Question::One {
        hall: hall.id.clone(),
        hall_area: hall.area_code.as_str().to_owned(),
        id: id.into(),
    };
    told(edge, hall, question).await.map(|(_, record)| record)
}
