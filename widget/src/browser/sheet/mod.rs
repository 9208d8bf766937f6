//! One mounted sheet: what happens on it goes into the state, what the state asks for
//! goes out to the edge and to the page.

mod load;
mod submit;
mod touch;

use super::event::{self, Detail};
use super::host::{self, Attributes};
#[cfg(feature = "kiosk")]
use super::kiosk::Station;
use super::{dom, send};
use crate::form::{Form, Phase, Redraw, Settings, State, Theme};
use contract::level::Level;
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlElement};

/// A mounted sheet.
pub struct Sheet {
    host: HtmlElement,
    container: Element,
    form: Form,
    ticket: RefCell<String>,
    endpoint: RefCell<String>,
    shared: Cell<bool>,
    /// Whether it is a kiosk's: then its page hears nothing of what a citizen does.
    kiosk: bool,
    #[cfg(feature = "kiosk")]
    station: RefCell<std::rc::Weak<Station>>,
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
            shared: Cell::new(attributes.kiosk || attributes.shared.is_some()),
            kiosk: attributes.kiosk,
            #[cfg(feature = "kiosk")]
            station: RefCell::default(),
            alive: Cell::new(true),
            asked: Cell::new(0),
            pause: RefCell::default(),
            after_drawing: RefCell::default(),
        })
    }

    /// Begins: recalls what waits for this ticket, asks the edge for the form.
    pub fn open(self: &Rc<Self>) {
        send::watch(self);
        // On a kiosk nobody's turn has begun.
        if !self.kiosk || cfg!(not(feature = "kiosk")) {
            self.recall();
            self.load();
        }
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
                let ticket = value.unwrap_or_default();
                #[cfg(feature = "kiosk")]
                if let Some(station) = self.station() {
                    return station.ticket(ticket);
                }
                self.ticket.replace(ticket);
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
            "shared" => {
                let shared = self.kiosk || value.is_some();
                self.shared.set(shared);
                setting(&|settings| settings.shared = shared);
            }
            #[cfg(feature = "kiosk")]
            "idle" | "thanks" => {
                if let Some(station) = self.station() {
                    station.retime(&self.host);
                }
            }
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
        self.begin_with(self.form.peek(|state| state.settings));
    }

    /// An empty sheet, shown so.
    pub(super) fn begin_with(self: &Rc<Self>, settings: Settings) {
        self.pause.take();
        dom::forget_typed(&self.container);
        self.form.change(|state| {
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

    #[cfg(feature = "kiosk")]
    pub(super) const fn host(&self) -> &HtmlElement {
        &self.host
    }

    #[cfg(feature = "kiosk")]
    pub(super) const fn container(&self) -> &Element {
        &self.container
    }

    #[cfg(feature = "kiosk")]
    pub(super) const fn station_link(&self) -> &RefCell<std::rc::Weak<Station>> {
        &self.station
    }

    #[cfg(feature = "kiosk")]
    pub(super) fn phase(&self) -> Phase {
        self.form.peek(|state| state.phase.clone())
    }

    #[cfg(feature = "kiosk")]
    pub(super) fn has_ticket(&self) -> bool {
        !self.ticket.borrow().is_empty()
    }

    #[cfg(feature = "kiosk")]
    pub(super) fn set_ticket(&self, ticket: String) {
        self.ticket.replace(ticket);
    }

    fn address(&self) -> (String, String) {
        (self.endpoint.borrow().clone(), self.ticket.borrow().clone())
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

    fn level(&self) -> JsValue {
        self.form
            .peek(|state| state.draft.level)
            .map_or(JsValue::NULL, |level| level.value().into())
    }

    /// Tells the page. The page of a kiosk is the staff's: it hears nothing of what a
    /// citizen does, not even that a rule was broken, which tells of the level.
    fn tell(&self, name: &str, detail: &[Detail<'_>]) {
        if !self.kiosk {
            event::tell(&self.host, name, detail);
        }
    }

    fn tell_error(&self, code: &str) {
        self.tell("hcp-error", &[("code", code.into())]);
    }
}

/// A base address without its last slash.
fn base(endpoint: Option<String>) -> String {
    endpoint
        .unwrap_or_default()
        .trim_end_matches('/')
        .to_owned()
}
