//! The pages behind a short link that leads to no form.

use contract::api::form::{Form, FormState};
use contract::bridge::Host;
use contract::problem::Code;

use super::bridge::Bridge;
use super::scanned::rating_address;
use super::shell::Shell;
use super::{page, security};
use crate::config::Hall;
use crate::http::{Reply, Request};
use crate::routes::pages::loader::Hashes;

/// That a link was used, or that its time has passed.
#[must_use]
pub fn spent(hall: &Hall, request: &Request, form: &Form, scripts: Option<&Hashes>) -> Reply {
    let page = page(request);
    let code = match form.state {
        FormState::Expired => Code::TicketExpired,
        FormState::AlreadyEvaluated | FormState::Open => Code::AlreadyEvaluated,
    };
    let bridge = scripts.and_then(|hashes| {
        Some(Bridge {
            integrity: &hashes.bridge,
            host: host(request)?,
            state: form.state,
            hall,
        })
    });
    let mut reply = Shell {
        // Also of one that was used: there is nothing any more to come back for.
        status: 410,
        page: &page,
        body: &page.spent_link(form),
        takeover: None,
        bridge,
        hall: Some(hall),
    }
    .reply();
    reply.note.code = Some(code.as_str());
    reply
}

/// That there is no such link.
#[must_use]
pub fn unknown(request: &Request) -> Reply {
    let page = page(request);
    let mut reply = Shell {
        status: Code::NotFound.status(),
        page: &page,
        body: &page.no_link(),
        takeover: None,
        bridge: None,
        hall: None,
    }
    .reply();
    reply.note.code = Some(Code::NotFound.as_str());
    reply
}

/// Leads to the form, shown as the link was asked for, also within an app.
#[must_use]
pub fn onward(hall: &Hall, request: &Request, ticket: &str) -> Reply {
    let mut address = rating_address(request, ticket);
    if let Some(host) = host(request) {
        address.push_str("&bridge=");
        address.push_str(host.name());
    }
    security::unlisted(Reply::empty(303))
        .header("Location", address)
        .header("Cache-Control", "no-store")
        .header("Referrer-Policy", "same-origin")
        .hall(&hall.id)
}

fn host(request: &Request) -> Option<Host> {
    Host::parse(&request.parameter("bridge")?)
}
