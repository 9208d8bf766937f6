//! `GET /p/{code}`: asks what was handled at the window; complete without any script.
//!
//! Looking changes nothing and counts for the hall's whole measure only, so a preview that
//! an app fetches takes nothing from the citizen.

use super::{Opened, open};
use crate::app::Edge;
use crate::http::{Reply, Request};
use crate::page::scanned;
use crate::point::device::Device;
use crate::point::scan::Filled;
use crate::ports::Outbox;
use crate::refusal::Refusal;

/// Answers `GET /p/{code}`.
///
/// # Errors
/// `too_many_requests` and `unavailable`; shown as a page by the caller.
pub async fn answer<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    request: &Request,
    code: &str,
) -> Result<Reply, Refusal> {
    let (hall, record) = match open(edge, request, code).await? {
        Opened::Point(hall, record) => (hall, record),
        Opened::Closed(page) => return Ok(page),
    };
    let mut reply = scanned::choice(hall, request, &record.point, &Filled::default(), &[]);
    let key = &edge.config.issuer.key;
    if Device::read(&request.cookie, key).is_none() {
        let mut random = [0_u8; 12];
        getrandom::fill(&mut random).map_err(Refusal::internal)?;
        let secure = edge.config.public_url.is_https();
        reply.set("Set-Cookie", Device::of(random).cookie(key, secure));
    }
    Ok(reply)
}
