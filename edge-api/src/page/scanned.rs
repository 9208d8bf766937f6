//! The pages behind a scanned code.

use contract::api::points::Point;
use contract::problem::Code;
pub use widget::page::Notice;
use widget::page::{Choice, Fault};
use widget::parts::settings;

use super::page;
use super::shell::Shell;
use crate::config::Hall;
use crate::http::{Reply, Request};
use crate::point::scan::Filled;

/// Asks what was handled at a point, or asks again and says what is wrong.
#[must_use]
pub fn choice(
    hall: &Hall,
    request: &Request,
    point: &Point,
    filled: &Filled,
    faults: &[Fault],
) -> Reply {
    let page = page(request);
    let body = page.choice(Choice {
        hall: &hall.name,
        point,
        item: filled.item.as_deref(),
        number: &filled.number,
        faults,
    });
    let wrong = Code::RuleBroken;
    let mut reply = Shell {
        status: if faults.is_empty() {
            200
        } else {
            wrong.status()
        },
        page: &page,
        body: &body,
        takeover: None,
        bridge: None,
        hall: Some(hall),
    }
    .reply();
    reply.note.code = (!faults.is_empty()).then_some(wrong.as_str());
    reply
}

/// Why a scanned code asks nothing.
#[must_use]
pub fn notice(request: &Request, hall: Option<&Hall>, notice: Notice) -> Reply {
    let page = page(request);
    let (status, code) = match notice {
        Notice::Closed => (410, "point_closed"),
        Notice::Renewed => (410, "point_renewed"),
        Notice::Unknown => (404, Code::NotFound.as_str()),
        Notice::TooOften => (429, Code::TooManyRequests.as_str()),
    };
    let mut reply = Shell {
        status,
        page: &page,
        body: &page.notice(notice),
        takeover: None,
        bridge: None,
        hall,
    }
    .reply();
    reply.note.code = Some(code);
    reply
}

/// Where a ticket is rated, shown as the page that was asked for.
#[must_use]
pub fn rating_address(request: &Request, ticket: &str) -> String {
    settings::address(&format!("/r/{ticket}"), page(request).settings)
}
