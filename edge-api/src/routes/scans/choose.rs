//! `POST /p/{code}`: takes what was handled and leads to the rating page with a ticket.
//!
//! How often is bounded by device and by point, never by address: a whole hall sits
//! behind one. Devices that keep no cookie share one bucket at each point.

use contract::problem::Code;

use super::{Opened, open, too_often};
use crate::app::Edge;
use crate::config::Hall;
use crate::cors;
use crate::http::{Reply, Request};
use crate::page::scanned;
use crate::point::device::Device;
use crate::point::scan::{check, fields};
use crate::point::{Record, grant};
use crate::ports::Outbox;
use crate::rate::Empty;
use crate::refusal::Refusal;

/// Answers `POST /p/{code}` with 303 to the rating page, or with the question again.
///
/// # Errors
/// `unsupported_type`, `malformed_request` for a body that the page cannot have sent,
/// `origin_not_allowed`, `too_many_requests`, `unavailable`; shown as a page by the
/// caller.
pub async fn answer<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    request: &Request,
    code: &str,
) -> Result<Reply, Refusal> {
    if request.media_type() != "application/x-www-form-urlencoded" {
        return Err(Code::UnsupportedType.into());
    }
    let (hall, record) = match open(edge, request, code).await? {
        Opened::Point(hall, record) => (hall, record),
        Opened::Closed(page) => return Ok(page),
    };
    cors::allowed(edge.config, hall, request)?;
    let filled = fields(&request.body).map_err(|m| Refusal::from(m).hall(&hall.id))?;
    let said = match check(&record.point, &filled) {
        Ok(said) => said,
        Err(faults) => {
            return Ok(scanned::choice(
                hall,
                request,
                &record.point,
                &filled,
                &faults,
            ));
        }
    };
    if let Err(empty) = count(edge, request, hall, &record) {
        return Ok(too_often(request, hall, empty.retry_after));
    }
    let mut random = [0_u64; 2];
    for bits in &mut random {
        *bits = getrandom::u64().map_err(Refusal::internal)?;
    }
    let now = request.received_at;
    let ticket = grant::ticket(edge.config, hall, &record, &said, random, now)?;
    let reply = Reply::empty(303)
        .header("Location", scanned::rating_address(request, &ticket))
        .header("Cache-Control", "no-store")
        .header("Referrer-Policy", "same-origin");
    Ok(reply.hall(&hall.id))
}

/// Takes a token of the device and one of the point.
fn count<O, F>(
    edge: &Edge<'_, O, F>,
    request: &Request,
    hall: &Hall,
    record: &Record,
) -> Result<(), Empty> {
    let limits = edge.config.limits;
    let now = request.received_at;
    let point = ("point", hall.id.as_str(), record.point.id.as_str());
    let device = Device::read(&request.cookie, &edge.config.issuer.key);
    let mut rates = edge.rates.borrow_mut();
    match device {
        Some(device) => rates.take(("device", device), limits.device, now)?,
        None => rates.take(("no device", point), limits.device, now)?,
    }
    rates.take(point, limits.point, now)
}
