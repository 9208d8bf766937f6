//! Who may read an answer across origins, and who may ask at all.
//!
//! No cookie permits anything here (the one of the scanned pages only counts), so the
//! ticket is the whole permission and CORS guards nothing secret; it keeps a page that no hall has named from working,
//! and says so in a way the page can read. Refusals may be read by every origin
//! (they tell the page what to tell the citizen); answers only by the origins of
//! the halls and the edge's own hosted page.

use contract::problem::Code;

use crate::config::{Config, Hall};
use crate::http::{Reply, Request};
use crate::page;
use crate::refusal::Refusal;
use crate::router;

/// Seconds a browser may remember the answer to a preflight.
const PREFLIGHT_AGE: &str = "600";

/// What a browser sends that does not tell its origin.
pub const HIDDEN: &str = "null";

/// Answers `OPTIONS`: 204 for a known origin, 403 otherwise.
///
/// # Errors
/// `origin_not_allowed`
pub fn preflight(config: &Config, request: &Request) -> Result<Reply, Refusal> {
    if let Some(origin) = &request.origin
        && !router::readable_by(config, &request.path, origin)
    {
        return Err(not_allowed());
    }
    Ok(Reply::empty(204)
        .header("Access-Control-Allow-Methods", "GET, POST")
        .header(
            "Access-Control-Allow-Headers",
            "Content-Type, Accept-Language",
        )
        .header("Access-Control-Max-Age", PREFLIGHT_AGE))
}

/// Whether a page of this origin may rate on the hall's behalf: one of the
/// hall's, or the edge's own hosted page; no `Origin` is a backend or an old
/// browser's form. A browser that hides its origin (`null`) may still post the
/// hosted page, which needs no script and so no trust in who embeds it.
///
/// # Errors
/// `origin_not_allowed`, with what to do.
pub fn allowed(config: &Config, hall: &Hall, request: &Request) -> Result<(), Refusal> {
    match &request.origin {
        Some(origin) if origin == HIDDEN && page::is_at(&request.path) => Ok(()),
        Some(origin) if !config.public_url.is(origin) && !hall.allows_origin(origin) => {
            Err(not_allowed().hall(&hall.id))
        }
        _ => Ok(()),
    }
}

/// Puts the headers that let the asking page read the answer.
pub fn expose(config: &Config, request: &Request, reply: &mut Reply) {
    reply.vary("Origin");
    let Some(origin) = &request.origin else {
        return;
    };
    // What no browser sends as an origin is no text for a header either.
    if !origin.bytes().all(|byte| byte.is_ascii_graphic()) {
        return;
    }
    let refused = reply.status >= 400;
    if refused || router::readable_by(config, &request.path, origin) {
        if reply.get("Access-Control-Allow-Origin").is_none() {
            reply.set("Access-Control-Allow-Origin", origin);
        }
        reply.set("Access-Control-Expose-Headers", "Retry-After");
    }
}

fn not_allowed() -> Refusal {
    Refusal::from(Code::OriginNotAllowed)
        .detail("the origin of the page is not among this hall's origins in the configuration")
}
