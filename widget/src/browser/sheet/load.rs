//! What the edge says of the ticket, and what waits for it on this device.

use super::super::{dom, http, json, send};
use super::Sheet;
use crate::form::{Kept, Outcome, Redraw, State};
use gloo_timers::callback::Timeout;
use std::rc::Rc;

/// How long after a press is seen the sheet is looked at again; about as long as a press takes.
const PRESS_MS: u32 = 99;

impl Sheet {
    /// Asks the edge what to show.
    pub fn load(self: &Rc<Self>) {
        let asked = self.asked.get().wrapping_add(1);
        self.asked.set(asked);
        let (endpoint, ticket) = self.address();
        #[cfg(feature = "kiosk")]
        if self.kiosk && ticket.is_empty() {
            return;
        }
        let lang = self.form.lang().pick("&lang=zh", "&lang=en");
        let ticket = String::from(js_sys::encode_uri_component(&ticket));
        let url = [&endpoint, "/v1/form?ticket=", &ticket, lang].concat();
        let sheet = Rc::clone(self);
        send::spawn(async move {
            let reply = http::send(&url, None).await;
            sheet.arrived(asked, reply);
        });
    }

    /// Takes the answer to the last request, once no finger or button is down on the sheet: drawn
    /// anew under one, a control would lose its press.
    fn arrived(self: &Rc<Self>, asked: u32, reply: Option<http::Reply>) {
        if !self.alive.get() || self.asked.get() != asked {
            return;
        }
        if dom::is_pressed(&self.container) {
            let sheet = Rc::clone(self);
            Timeout::new(PRESS_MS, move || sheet.arrived(asked, reply)).forget();
        } else {
            self.loaded(reply.as_ref());
        }
    }

    fn loaded(self: &Rc<Self>, reply: Option<&http::Reply>) {
        let first = self.form.peek(|state| state.matter.is_none());
        // Who has begun goes on: a trouble that passes is no reason to take the form away.
        let reply = reply.filter(|reply| !(reply.passes() && self.form.peek(State::is_begun)));
        let body = reply.and_then(http::Reply::json);
        let told = reply.map(|_| {
            let invitation = body.as_ref().and_then(json::Json::invitation);
            let refusal = || body.as_ref().and_then(|body| body.refusal());
            invitation.ok_or_else(|| refusal().unwrap_or_default())
        });
        let (state, refused) = match &told {
            Some(Ok(invitation)) => (invitation.state.name().to_owned(), false),
            Some(Err(refusal)) => (refusal.code.clone(), true),
            None => ("unavailable".to_owned(), false),
        };
        self.draw(|state| match told {
            Some(Ok(invitation)) => state.load(invitation),
            Some(Err(_)) if !first => Redraw::Bound,
            Some(Err(refusal)) => state.refuse_form(refusal),
            None => state.without_form(),
        });
        if first {
            self.tell("hcp-ready", &[("state", state.as_str().into())]);
            #[cfg(feature = "kiosk")]
            self.look();
            if refused && self.alive.get() {
                self.tell_error(&state);
            }
        }
    }

    /// There is a connection again: what was missing is asked for.
    pub fn online(self: &Rc<Self>) {
        if self.form.peek(|state| state.matter.is_none()) {
            self.load();
        }
    }

    /// Shows an evaluation of this ticket that waits, or why it was refused meanwhile.
    pub(super) fn recall(&self) {
        let (endpoint, ticket) = self.address();
        #[cfg(feature = "kiosk")]
        if self.kiosk {
            // Only that it waits: what it says is not for who stands there now.
            if send::find(&endpoint, &ticket).is_some() {
                self.form
                    .change(|state| state.close(Outcome::Queued(Kept::Device)));
                self.look();
            }
            return;
        }
        if self.shared.get() {
            return;
        }
        let Some(job) = send::find(&endpoint, &ticket) else {
            return;
        };
        let refusal = job.refusal();
        if refusal.is_some() {
            send::forget(&endpoint, &ticket);
        }
        let said = json::Json::read(&job.body)
            .map(|body| body.said())
            .unwrap_or_default();
        self.form.change(|state| {
            for (name, value) in &said {
                state.fill(name, value, true);
            }
            match refusal {
                Some(refusal) => state.refuse(refusal),
                None => state.close(Outcome::Queued(Kept::Device)),
            }
        });
    }
}
