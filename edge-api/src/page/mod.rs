//! The pages that the edge itself shows: the hosted form, its result, a receipt,
//! the question behind a scanned code, a short link that was used, and refusals. All of
//! them are complete without any script.
//!
//! The sheet comes from the widget's own parts (`widget::page`); here are only the
//! frame around it and the headers.

mod bridge;
mod html;
pub mod linked;
pub mod scanned;
mod security;
mod shell;
pub mod style;

use contract::api::evaluations::{Accepted, EvaluationRequest};
use contract::api::form::{Form, FormState};
use contract::api::receipts::{LOOK_UP, ReceiptState};
use contract::bridge::Host;
use contract::problem::Code;
use contract::receipt::Receipt;
use widget::form::{Settings, Theme};
use widget::page::Page;
use widget::parts::settings;

use crate::config::{Config, Hall};
use crate::http::{Reply, Request};
use crate::refusal::Refusal;
use crate::routes::pages::loader::Hashes;
use bridge::Bridge;
use shell::{Shell, Takeover};

/// The form of a step, or why it is closed. With the hashes of the scripts the widget
/// takes the form over where scripts run, and an app that asks by `?bridge=` is told
/// where it stands.
#[must_use]
pub fn form(
    hall: &Hall,
    request: &Request,
    form: &Form,
    ticket: &str,
    scripts: Option<&Hashes>,
) -> Reply {
    let page = page(request);
    let takeover = scripts
        .filter(|_| form.state == FormState::Open)
        .map(|hashes| Takeover {
            integrity: &hashes.loader,
            ticket,
        });
    let bridge = scripts.and_then(|hashes| {
        Some(Bridge {
            integrity: &hashes.bridge,
            host: Host::parse(&request.parameter("bridge")?)?,
            state: form.state,
            hall,
        })
    });
    let body = page.form(form);
    Shell {
        status: 200,
        page: &page,
        body: &body,
        takeover,
        bridge,
        hall: Some(hall),
    }
    .reply()
}

/// The form again, with what was filled in and what is wrong with it; or, where
/// nothing can be put right, why.
#[must_use]
pub fn form_refused(
    hall: &Hall,
    request: &Request,
    form: &Form,
    posted: &EvaluationRequest,
    refusal: Refusal,
) -> Reply {
    let page = page(request);
    let body = page.refused(form, posted, &refusal.problem(page.settings.lang));
    let status = refusal.code.status();
    let mut reply = Shell {
        status,
        page: &page,
        body: &body,
        takeover: None,
        bridge: None,
        hall: Some(hall),
    }
    .reply();
    refusal.hall(&hall.id).mark(&mut reply);
    reply
}

/// The receipt of a form that was accepted.
#[must_use]
pub fn accepted(
    hall: &Hall,
    request: &Request,
    form: &Form,
    named: bool,
    accepted: &Accepted,
) -> Reply {
    let page = page(request);
    let body = page.submitted(form, named, accepted);
    Shell {
        status: 200,
        page: &page,
        body: &body,
        takeover: None,
        bridge: None,
        hall: Some(hall),
    }
    .reply()
}

/// How an evaluation stands.
#[must_use]
pub fn receipt(config: &Config, request: &Request, hall: &str, state: &ReceiptState) -> Reply {
    let page = page(request);
    let body = page.receipt(state);
    Shell {
        status: 200,
        page: &page,
        body: &body,
        takeover: None,
        bridge: None,
        hall: config.hall(hall),
    }
    .reply()
}

/// Asks for the number of a receipt, or asks again for one that cannot be.
#[must_use]
pub fn look_up(request: &Request, typed: Option<&str>) -> Reply {
    let page = page(request);
    let wrong = typed.map(|_| Code::RuleBroken);
    let mut reply = Shell {
        status: wrong.map_or(200, Code::status),
        page: &page,
        body: &page.look_up(typed),
        takeover: None,
        bridge: None,
        hall: None,
    }
    .reply();
    reply.note.code = wrong.map(Code::as_str);
    reply
}

/// The address of a receipt, shown as this page is.
#[must_use]
pub fn receipt_address(request: &Request, receipt: &Receipt) -> String {
    let path = ["/v1/receipts/", receipt.as_str()].concat();
    settings::address(&path, page(request).settings)
}

/// A refusal without a form.
#[must_use]
pub fn refused(config: &Config, request: &Request, refusal: Refusal) -> Reply {
    let page = page(request);
    let is_receipt = request.path.starts_with("/v1/receipts/");
    let body = if is_receipt && refusal.code == Code::NotFound {
        page.no_receipt()
    } else {
        page.no_form(&refusal.problem(page.settings.lang))
    };
    let hall = refusal.hall.as_deref().and_then(|id| config.hall(id));
    let status = refusal.code.status();
    let mut reply = Shell {
        status,
        page: &page,
        body: &body,
        takeover: None,
        bridge: None,
        hall,
    }
    .reply();
    refusal.mark(&mut reply);
    reply
}

/// Whether an address is one of a page, whose refusals are pages too.
#[must_use]
pub fn is_at(path: &str) -> bool {
    path == LOOK_UP
        || ["/r/", "/p/", "/s/"]
            .iter()
            .any(|start| path.starts_with(start))
}

/// How a page is shown, by its address and the browser's language: `?lang=`,
/// `?elder=1`, `?text=1…3`, `?theme=light|dark`.
fn page(request: &Request) -> Page {
    let larger = request
        .parameter("text")
        .and_then(|step| step.parse().ok())
        .unwrap_or(0);
    Page {
        settings: Settings {
            lang: request.lang(),
            elder: request.parameter("elder").is_some_and(|value| value != "0"),
            larger: u8::min(larger, Settings::LARGEST),
            theme: Theme::from_name(&request.parameter("theme").unwrap_or_default()),
            ..Settings::default()
        },
        path: request.path.clone(),
    }
}

#[cfg(test)]
mod tests;
