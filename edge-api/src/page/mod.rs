//! The pages that the edge itself shows: the hosted form, its result, a receipt,
//! and refusals. All of them are complete without any script.
//!
//! The sheet comes from the widget's own parts (`widget::page`); here are only the
//! frame around it and the headers.

mod html;
mod security;
mod shell;
pub mod style;

use contract::api::evaluations::{Accepted, EvaluationRequest};
use contract::api::form::{Form, FormState};
use contract::api::receipts::ReceiptState;
use contract::problem::Code;
use widget::form::Settings;
use widget::page::Page;

use crate::config::{Config, Hall};
use crate::http::{Reply, Request};
use crate::refusal::Refusal;
use shell::{Shell, Takeover};

/// The form of a step, or why it is closed. `loader` is the loader's `integrity`:
/// with it, the widget takes the form over where scripts run.
#[must_use]
pub fn form(
    hall: &Hall,
    request: &Request,
    form: &Form,
    ticket: &str,
    loader: Option<&str>,
) -> Reply {
    let page = page(request);
    let takeover = loader
        .filter(|_| form.state == FormState::Open)
        .map(|integrity| Takeover { integrity, ticket });
    let body = page.form(form);
    Shell {
        status: 200,
        page: &page,
        body: &body,
        takeover,
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
        hall: config.hall(hall),
    }
    .reply()
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
        hall,
    }
    .reply();
    refusal.mark(&mut reply);
    reply
}

/// How a page is shown, by its address and the browser's language: `?lang=`,
/// `?elder=1`, `?text=1…3`.
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
            ..Settings::default()
        },
        path: request.path.clone(),
    }
}

#[cfg(test)]
mod tests;
