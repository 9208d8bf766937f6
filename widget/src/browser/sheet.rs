//! One mounted sheet: what happens on it goes into the state, what the state asks for
//! goes out to the edge and to the page.

use super::event::{ask, tell};
use super::host::{self, Attributes};
use super::send::{self, Verdict};
use super::{dom, http, input, json};
use crate::form::{Form, Kept, Outcome, Phase, Redraw, Refusal, Settings, State, Theme, body};
use crate::parts::{outcome, settings};
use crate::queue::Job;
use contract::lang::Lang;
use contract::level::Level;
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::{Element, Event, HtmlElement};

/// A pause in typing after which numbers are hidden and the counter speaks.
const PAUSE_MS: u32 = 800;

/// A mounted sheet.
pub struct Sheet {
    host: HtmlElement,
    container: Element,
    form: Form,
    ticket: RefCell<String>,
    endpoint: RefCell<String>,
    shared: Cell<bool>,
    /// False once it is unmounted: its signals are gone then, and answers that are
    /// still under way find nobody.
    alive: Cell<bool>,
    /// Counts the requests for the form; only the last one's answer is taken.
    asked: Cell<u32>,
    pause: RefCell<Option<Timeout>>,
    after_drawing: RefCell<Option<Timeout>>,
}

impl Sheet {
    /// A sheet for an element. `form` is already drawn into `container`.
    pub fn new(
        host: HtmlElement,
        container: Element,
        form: Form,
        attributes: Attributes,
    ) -> Rc<Self> {
        Rc::new(Self {
            host,
            container,
            form,
            ticket: RefCell::new(attributes.ticket.unwrap_or_default()),
            endpoint: RefCell::new(base(attributes.endpoint)),
            shared: Cell::new(attributes.shared.is_some()),
            alive: Cell::new(true),
            asked: Cell::new(0),
            pause: RefCell::default(),
            after_drawing: RefCell::default(),
        })
    }

    /// Begins: recalls what waits for this ticket, asks the edge for the form.
    pub fn open(self: &Rc<Self>) {
        self.recall();
        send::watch(self);
        self.load();
    }

    /// Ends: whatever is still under way finds nobody.
    pub fn close(&self) {
        self.alive.set(false);
        self.pause.take();
        self.after_drawing.take();
    }

    /// An attribute has changed; `None` is removed.
    pub fn update(self: &Rc<Self>, name: &str, value: Option<String>) {
        let setting = |change: &dyn Fn(&mut Settings)| {
            self.form.change(|state| {
                change(&mut state.settings);
                Redraw::Bound
            });
        };
        match name {
            "ticket" => {
                self.ticket.replace(value.unwrap_or_default());
                self.begin_anew();
            }
            "endpoint" => {
                self.endpoint.replace(base(value));
                self.begin_anew();
            }
            "lang" => self.speak(host::lang(value.as_deref(), &self.host)),
            "elder" => setting(&|settings| settings.elder = value.is_some()),
            "theme" => {
                let theme = Theme::from_name(value.as_deref().unwrap_or_default());
                setting(&|settings| settings.theme = theme);
            }
            "text-scale" => {
                let larger = Settings::step_for(value.as_deref().unwrap_or_default());
                setting(&|settings| settings.larger = larger);
            }
            "shared" => self.shared.set(value.is_some()),
            _ => {}
        }
    }

    /// A method of the element was called.
    pub fn command(self: &Rc<Self>, name: &str) {
        match name {
            "reset" => self.begin_anew(),
            "focus" => self.focus_first(),
            "submit-queue" => send::hurry(),
            _ => {}
        }
    }

    fn begin_anew(self: &Rc<Self>) {
        self.form.change(|state| {
            let settings = state.settings;
            *state = State::new(settings);
            Redraw::Scene
        });
        self.recall();
        self.load();
    }

    /// Focus on the heading of an outcome, else on the chosen level, else on the first.
    pub fn focus_first(&self) {
        let target = self
            .form
            .peek(|state| match (&state.phase, state.draft.level) {
                (Phase::Closed(_), _) => "hcp-heading".to_owned(),
                (_, level) => {
                    let level = level.unwrap_or(Level::VerySatisfied);
                    crate::parts::levels::id(crate::parts::levels::digit(level))
                }
            });
        dom::focus_quietly(&self.container, &target);
    }

    /// Shows an evaluation of this ticket that waits, or why it was refused meanwhile.
    fn recall(&self) {
        if self.shared.get() {
            return;
        }
        let (endpoint, ticket) = self.address();
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

    fn address(&self) -> (String, String) {
        (self.endpoint.borrow().clone(), self.ticket.borrow().clone())
    }

    /// Asks the edge what to show.
    pub fn load(self: &Rc<Self>) {
        let asked = self.asked.get().wrapping_add(1);
        self.asked.set(asked);
        let (endpoint, ticket) = self.address();
        let lang = self.form.lang().pick("&lang=zh", "&lang=en");
        let ticket = String::from(js_sys::encode_uri_component(&ticket));
        let url = [&endpoint, "/v1/form?ticket=", &ticket, lang].concat();
        let sheet = Rc::clone(self);
        send::spawn(async move {
            let reply = http::send(&url, None).await;
            if sheet.alive.get() && sheet.asked.get() == asked {
                sheet.loaded(reply.as_ref());
            }
        });
    }

    fn loaded(self: &Rc<Self>, reply: Option<&http::Reply>) {
        let first = self.form.peek(|state| state.matter.is_none());
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
            tell(&self.host, "hcp-ready", &[("state", state.as_str().into())]);
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

    fn speak(self: &Rc<Self>, lang: Lang) {
        if lang != self.form.lang() {
            self.draw(|state| state.speak(lang));
            self.load();
        }
    }

    /// Changes the state and keeps the focus where it is, though the control that has it
    /// may be drawn anew.
    fn draw(self: &Rc<Self>, change: impl FnOnce(&mut State) -> Redraw) {
        let focused = dom::focused_id(&self.container);
        self.form.change(change);
        if let Some(id) = focused {
            self.then(move |sheet| {
                if dom::focused_id(&sheet.container).is_none() {
                    dom::focus_quietly(&sheet.container, &id);
                }
            });
        }
    }

    /// Does something once the sheet is drawn.
    fn then(self: &Rc<Self>, work: impl FnOnce(&Self) + 'static) {
        let sheet = Rc::clone(self);
        self.after_drawing.replace(Some(Timeout::new(0, move || {
            if sheet.alive.get() {
                work(&sheet);
            }
        })));
    }

    /// Something was typed.
    pub fn typed(self: &Rc<Self>, event: &Event) {
        let Some(said) = input::said(event) else {
            return;
        };
        self.fill(&said);
        if said.name == "comment" && !input::composing(event) {
            self.settle_soon();
        }
    }

    /// Hides numbers of persons after a pause in typing.
    fn settle_soon(self: &Rc<Self>) {
        let sheet = Rc::clone(self);
        self.pause.replace(Some(Timeout::new(PAUSE_MS, move || {
            if sheet.alive.get() {
                sheet.settle();
            }
        })));
    }

    /// A control was changed or left.
    pub fn changed(self: &Rc<Self>, event: &Event) {
        let Some(said) = input::said(event) else {
            return;
        };
        self.fill(&said);
        match said.name.as_str() {
            // Not at once: the notice would move what is being pressed from under the
            // finger, and the press would be lost.
            "comment" => self.settle_soon(),
            "level" => {
                let level = self.level();
                tell(&self.host, "hcp-select", &[("level", level)]);
            }
            _ => {}
        }
    }

    fn fill(&self, said: &input::Said) {
        self.form.change(|state| {
            state.fill(&said.name, &said.value, said.checked);
            Redraw::Bound
        });
    }

    fn settle(&self) {
        self.pause.take();
        self.form.change(|state| {
            state.settle();
            Redraw::Bound
        });
        self.show_comment();
    }

    fn show_comment(&self) {
        let comment = self.form.peek(|state| state.draft.comment.clone());
        dom::set_comment(&self.container, &comment);
    }

    /// Something was pressed.
    pub fn clicked(self: &Rc<Self>, event: &Event) {
        if let Some(to) = input::nearest(event, "data-to") {
            event.prevent_default();
            dom::focus(&self.container, &to);
            return;
        }
        let Some(act) = input::nearest(event, "data-do") else {
            return;
        };
        match act.as_str() {
            settings::LANGUAGE => self.speak(match self.form.lang() {
                Lang::Zh => Lang::En,
                Lang::En => Lang::Zh,
            }),
            outcome::RETRY => {
                self.draw(|state| {
                    state.phase = Phase::Open;
                    Redraw::Scene
                });
                self.load();
                self.then(Self::focus_first);
            }
            act => self.form.change(|state| {
                state.settings.switch(act);
                Redraw::Bound
            }),
        }
    }

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
        let sheet = Rc::clone(self);
        send::spawn(async move { sheet.send().await });
    }

    async fn send(self: Rc<Self>) {
        let (endpoint, ticket) = self.address();
        let request = self.form.peek(|state| state.request(&ticket));
        let (named, body) = (request.identity.is_some(), body(&request));
        let kept = (!self.shared.get()).then(|| {
            let job = Job::new(endpoint.clone(), ticket.clone(), body.clone(), send::now());
            send::keep(job, named)
        });
        let verdict = send::deliver(&endpoint, &body).await;
        if kept.is_some() {
            send::settle(&endpoint, &ticket, &verdict, self.alive.get());
        }
        if self.alive.get() && self.address() == (endpoint, ticket) {
            self.conclude(verdict, kept);
        }
    }

    /// Whether its evaluation of this ticket is waiting.
    pub fn waits_for(&self, endpoint: &str, ticket: &str) -> bool {
        self.alive.get()
            && *self.endpoint.borrow() == endpoint
            && *self.ticket.borrow() == ticket
            && self
                .form
                .peek(|state| matches!(state.phase, Phase::Closed(Outcome::Queued(_))))
    }

    /// What became of the evaluation that was waiting.
    pub fn hear(self: &Rc<Self>, verdict: Verdict) {
        if !matches!(verdict, Verdict::Later(_)) {
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
                tell(&self.host, "hcp-submitted", &detail);
            }
            Verdict::Refused(refusal) => self.refused(refusal),
            Verdict::Later(_) => match kept {
                Some(kept) => {
                    self.form.change(|state| state.close(Outcome::Queued(kept)));
                    tell(&self.host, "hcp-queued", &[]);
                }
                None => self.refused(Refusal {
                    code: "unavailable".to_owned(),
                    title: self.form.words().errors.not_sent.to_owned(),
                    ..Refusal::default()
                }),
            },
        }
        if self.alive.get() {
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

    fn refused(&self, refusal: Refusal) {
        let code = refusal.code.clone();
        self.form.change(|state| state.refuse(refusal));
        self.tell_error(&code);
    }

    /// Asks the page whether the evaluation may be sent.
    fn ask(&self) -> bool {
        let reasons = self.form.peek(|state| state.draft.reasons());
        let reasons: js_sys::Array = reasons.iter().map(|code| JsValue::from_str(code)).collect();
        ask(
            &self.host,
            "hcp-before-submit",
            &[("level", self.level()), ("indicators", reasons.into())],
        )
    }

    fn level(&self) -> JsValue {
        self.form
            .peek(|state| state.draft.level)
            .map_or(JsValue::NULL, |level| level.value().into())
    }

    fn tell_error(&self, code: &str) {
        tell(&self.host, "hcp-error", &[("code", code.into())]);
    }
}

/// A base address without its last slash.
fn base(endpoint: Option<String>) -> String {
    endpoint
        .unwrap_or_default()
        .trim_end_matches('/')
        .to_owned()
}
