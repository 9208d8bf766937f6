//! `POST /v1/points`, `POST /v1/points/{id}/renewal`, `POST /v1/points/{id}/closing`: a
//! hall registers a point, gives it another code, closes it.
//!
//! Registering again changes the point and opens it if it was closed; the code stays, so
//! a sign that hangs goes on to hold. After a renewal the old code says that it is old.
//! One point may be changed as often as one ticket may ask: every change is kept.

use contract::api::points::Point;
use contract::point::PointCode;

use super::{hall, known_id, reply, slow_down, told};
use crate::app::Edge;
use crate::config::Hall;
use crate::http::{Reply, Request};
use crate::normalize;
use crate::point::{Change, Question};
use crate::ports::Outbox;
use crate::refusal::Refusal;

/// Answers `POST /v1/points`: 201 for a new point, 200 for one that was there.
///
/// # Errors
/// `unauthorized`, `unsupported_type`, `malformed_request`, `rule_broken` with the field,
/// `too_many_requests`, `unavailable`.
pub async fn register<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    request: &Request,
) -> Result<Reply, Refusal> {
    let hall = hall(edge, request)?;
    let point: Point = normalize::body(request).map_err(|refusal| refusal.hall(&hall.id))?;
    let point = normalize::point(hall, point).map_err(|refusal| refusal.hall(&hall.id))?;
    change(
        edge,
        hall,
        Change::Register(Box::new(point)),
        request.received_at,
    )
    .await
}

/// Answers `POST /v1/points/{id}/renewal`.
///
/// # Errors
/// `unauthorized`, `not_found`, `too_many_requests`, `unavailable`.
pub async fn renew<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    request: &Request,
    id: &str,
) -> Result<Reply, Refusal> {
    let hall = hall(edge, request)?;
    let id = known_id(id, hall)?;
    change(edge, hall, Change::Renew(id.into()), request.received_at).await
}

/// Answers `POST /v1/points/{id}/closing`.
///
/// # Errors
/// As [`renew`].
pub async fn close<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    request: &Request,
    id: &str,
) -> Result<Reply, Refusal> {
    let hall = hall(edge, request)?;
    let id = known_id(id, hall)?;
    change(edge, hall, Change::Close(id.into()), request.received_at).await
}

async fn change<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    hall: &Hall,
    change: Change,
    now: i64,
) -> Result<Reply, Refusal> {
    let often = edge.config.limits.ticket;
    slow_down(edge, hall, ("point change", change.id()), often, now)?;
    let fresh = getrandom::u64().map_err(Refusal::internal)?;
    let question = Question::Change {
        hall: hall.id.clone(),
        hall_area: hall.area_code.as_str().to_owned(),
        change,
        fresh: PointCode::of(fresh),
    };
    let (made, record) = told(edge, hall, question).await?;
    let status = if made { 201 } else { 200 };
    Ok(reply(edge.config, hall, status, &record))
}
