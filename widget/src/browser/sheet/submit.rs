//! Submitting, and what becomes of it.

use super::super::dom;
use super::super::event::ask;
use super::super::send::{self, Verdict};
use super::Sheet;
use crate::form::{Kept, Outcome, Phase, Redraw, Refusal, body};
use crate::queue::Job;
use std::rc::Rc;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, Event};

impl Sheet {
    /// The form was submitted.
    pub fn submit(self: &Rc<Self>, event: &Event) {
        event.prevent_default();
        if self.form.peek(|state| state.phase != Phase::Open) {
            return;
        }
        let mut may = false;
        self.form.change(|state| {
            may = state.check();
            Redraw::Bound
        });
        self.show_comment();
        if !may {
            self.tell_error("rule_broken");
            self.then(|sheet| dom::focus(&sheet.container, "hcp-errors"));
            return;
        }
        if !self.ask() || !self.alive.get() {
            return;
        }
        self.form.change(|state| {
            state.phase = Phase::Sending;
            Redraw::Bound
        });
        #[cfg(feature = "kiosk")]
        self.look();
        let sheet = Rc::clone(self);
        send::spawn(async move { sheet.send().await });
    }

    async fn send(self: Rc<Self>) {
        let (endpoint, ticket) = self.address();
        let request = self.form.peek(|state| state.request(&ticket));
        let (named, body) = (request.identity.is_some(), body(&request));
        let job = self
            .keeps(named)
            .then(|| Job::new(endpoint.clone(), ticket.clone(), body.clone(), send::now()));
        if let Some(job) = &job {
            // Where it waits is told when it has to: there may be room by then.
            send::keep(job, named);
        }
        let verdict = send::deliver(&endpoint, &body).await;
        // Another ticket may have been put on the sheet meanwhile: then nobody is there
        // to be told.
        let here = self.shows(&endpoint, &ticket);
        let kept = job
            .as_ref()
            .and_then(|job| send::settle(job, named, &verdict, here));
        #[cfg(feature = "kiosk")]
        let kept = match &job {
            Some(job) if self.kiosk => send::on_disk(job, kept).await,
            _ => kept,
        };
        if self.shows(&endpoint, &ticket) {
            self.conclude(verdict, kept);
        }
    }

    /// Whether an evaluation may wait here for a connection.
    fn keeps(&self, named: bool) -> bool {
        if cfg!(feature = "kiosk") && self.kiosk {
            // Encrypted, and all the same not with a name and number.
            return !named;
        }
        !self.shared.get()
    }

    /// Whether it is there, for this ticket.
    fn shows(&self, endpoint: &str, ticket: &str) -> bool {
        self.alive.get() && *self.endpoint.borrow() == endpoint && *self.ticket.borrow() == ticket
    }

    /// Whether its evaluation of this ticket is waiting.
    pub fn waits_for(&self, endpoint: &str, ticket: &str) -> bool {
        self.shows(endpoint, ticket)
            && self
                .form
                .peek(|state| matches!(state.phase, Phase::Closed(Outcome::Queued(_))))
    }

    /// What became of the evaluation that was waiting.
    pub fn hear(self: &Rc<Self>, verdict: Verdict) {
        let news = match verdict {
            Verdict::Accepted(_) => true,
            Verdict::Refused(_) => !self.kiosk,
            Verdict::Later(_) => false,
        };
        if news {
            self.conclude(verdict, None);
        }
    }

    fn conclude(self: &Rc<Self>, verdict: Verdict, kept: Option<Kept>) {
        match verdict {
            Verdict::Accepted(accepted) => {
                let detail = [
                    ("receipt", accepted.receipt.as_str().into()),
                    ("receiptUrl", accepted.receipt_url.as_str().into()),
                    ("negative", accepted.negative.into()),
                ];
                self.form.change(|state| state.accept(accepted));
                self.tell("hcp-submitted", &detail);
            }
            Verdict::Refused(refusal) => self.refused(refusal),
            Verdict::Later(_) => match kept {
                Some(kept) => {
                    self.form.change(|state| state.close(Outcome::Queued(kept)));
                    self.tell("hcp-queued", &[]);
                }
                None => self.refused(Refusal {
                    code: "unavailable".to_owned(),
                    title: self.not_sent().to_owned(),
                    ..Refusal::default()
                }),
            },
        }
        #[cfg(feature = "kiosk")]
        self.look();
        if self.alive.get() && self.focus_is_free() {
            self.then(|sheet| {
                let done = sheet
                    .form
                    .peek(|state| matches!(state.phase, Phase::Closed(_)));
                dom::focus(
                    &sheet.container,
                    if done { "hcp-heading" } else { "hcp-errors" },
                );
            });
        }
    }

    /// Why nothing was submitted, when there is no connection.
    fn not_sent(&self) -> &'static str {
        #[cfg(feature = "kiosk")]
        if self.kiosk {
            let words = crate::parts::kiosk::words(self.form.lang());
            return if self.form.peek(|state| state.draft.named) {
                words.not_kept_named
            } else {
                words.not_kept
            };
        }
        self.form.words().errors.not_sent
    }

    /// Whether the focus is on the sheet or nowhere: an answer must not take it from what
    /// the citizen has gone on to.
    fn focus_is_free(&self) -> bool {
        let root = self.host.get_root_node();
        let active = js_sys::Reflect::get(&root, &"activeElement".into()).ok();
        match active.and_then(|active| active.dyn_into::<Element>().ok()) {
            Some(active) => active.is_same_node(Some(&self.host)) || active.tag_name() == "BODY",
            None => true,
        }
    }

    fn refused(&self, refusal: Refusal) {
        let code = refusal.code.clone();
        self.form.change(|state| state.refuse(refusal));
        self.tell_error(&code);
    }

    /// Asks the page whether the evaluation may be sent.
    fn ask(&self) -> bool {
        if self.kiosk {
            return true;
        }
        let reasons = self.form.peek(|state| state.draft.reasons());
        let reasons: js_sys::Array = reasons.iter().map(|code| JsValue::from_str(code)).collect();
        ask(
            &self.host,
            "hcp-before-submit",
            &[("level", self.level()), ("indicators", reasons.into())],
        )
    }
}
