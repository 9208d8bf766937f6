//! `POST /v1/points/{id}/sessions` and `GET /v1/streams/{place}`: the counter system says who
//! stands at a window, and the kiosk there shows the form for them by itself.
//!
//! A stream is a chain of short answers, each of which waits for the next session for a
//! while: every proxy lets it through, nothing has to be kept open, and a browser's
//! `EventSource` asks again by itself with the number of the last event.

use contract::api::points::{SessionRequest, SessionState};
use contract::channel::Channel;
use contract::problem::Code;

use super::{hall, show};
use crate::app::Edge;
use crate::clock;
use crate::gate;
use crate::http::{Reply, Request};
use crate::normalize;
use crate::point::session::{Asked, Place, Session, events};
use crate::ports::Outbox;
use crate::refusal::Refusal;

/// Answers `POST /v1/points/{id}/sessions`.
///
/// # Errors
/// `unauthorized`, `not_found`, `unsupported_type`, `malformed_request`, those of the
/// ticket, `rule_broken` for one of another channel, `too_many_requests`, `unavailable`.
pub async fn open<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    request: &Request,
    id: &str,
) -> Result<Reply, Refusal> {
    let hall = hall(edge, request)?;
    let asked: SessionRequest =
        normalize::body(request).map_err(|refusal| refusal.hall(&hall.id))?;
    if let Some(ticket) = &asked.ticket {
        let holder = gate::enter(edge.config, edge.rates, request, ticket)?;
        if holder.expired {
            return Err(Refusal::from(Code::TicketExpired).hall(&hall.id));
        }
        if holder.hall.id != hall.id {
            return Err(Refusal::from(Code::TicketInvalid)
                .detail("the ticket is of another hall")
                .hall(&hall.id));
        }
        if !matches!(holder.claims.ch, Channel::HallTablet | Channel::Terminal) {
            return Err(Refusal::from(Code::RuleBroken)
                .detail("/ch: a kiosk is a tablet (4) or a terminal (5)")
                .hall(&hall.id));
        }
    }
    let record = show::find(edge, hall, id).await?;
    if !record.open {
        return Err(Refusal::from(Code::NotFound)
            .detail("the point is closed")
            .hall(&hall.id));
    }
    let place = Place {
        hall: hall.id.clone(),
        id: record.point.id.as_str().to_owned(),
    };
    let stream = format!(
        "{}/v1/streams/{}",
        edge.config.public_url,
        place.seal(record.code.as_str(), &edge.config.issuer.key)
    );
    let opened = session(edge, Asked::Open(place, asked.ticket)).await?;
    let number = opened.map_or(request.received_at, |session| session.number);
    let state = SessionState {
        id: record.point.id,
        stream,
        opened_at: clock::rfc3339(number),
    };
    Ok(Reply::json(201, &state).hall(&hall.id))
}

/// Answers `GET /v1/streams/{place}`.
///
/// # Errors
/// `not_found` for an address that was not made here, or whose point was closed or got
/// another code since; `too_many_requests`, `unavailable`.
pub async fn follow<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    request: &Request,
    sealed: &str,
) -> Result<Reply, Refusal> {
    let (place, code) = Place::open(sealed, &edge.config.issuer.key).ok_or(Code::NotFound)?;
    let hall = edge.config.hall(&place.hall).ok_or(Code::NotFound)?;
    // A bucket of its own: a hall full of tablets that ask must not slow its citizens down.
    edge.rates
        .borrow_mut()
        .take(
            ("stream", &place.hall, &place.id),
            edge.config.limits.ticket,
            request.received_at,
        )
        .map_err(|empty| Refusal {
            retry_after: Some(empty.retry_after),
            ..Refusal::from(Code::TooManyRequests).hall(&hall.id)
        })?;
    // A point that was closed or got another code since took the address with it.
    let record = show::find(edge, hall, &place.id).await?;
    if !record.open || record.code.as_str() != code {
        return Err(Refusal::from(Code::NotFound)
            .detail("the point was closed or its code renewed")
            .hall(&hall.id));
    }
    let seen = request.last_event_id.parse().unwrap_or(0);
    let session = session(edge, Asked::Follow(place, seen)).await?;
    Ok(
        Reply::new(200, "text/event-stream", events(session.as_ref()))
            .header("Cache-Control", "no-store")
            .hall(&hall.id),
    )
}

async fn session<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    asked: Asked,
) -> Result<Option<Session>, Refusal> {
    let retry = edge.config.outbox.retry_after;
    edge.outbox
        .session(asked)
        .await
        .map_err(|error| Refusal::unavailable(error, retry))
}
