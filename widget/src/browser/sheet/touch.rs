//! What a citizen types, chooses and presses.

use super::super::{dom, input};
use super::Sheet;
use crate::form::{Phase, Redraw};
use crate::parts::{outcome, settings};
use contract::lang::Lang;
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use web_sys::Event;

/// A pause in typing after which numbers are hidden and the counter speaks.
const PAUSE_MS: u32 = 800;

impl Sheet {
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
                self.tell("hcp-select", &[("level", level)]);
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

    pub(super) fn show_comment(&self) {
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
        #[cfg(feature = "kiosk")]
        if self.station().is_some_and(|station| station.pressed(&act)) {
            return;
        }
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
                #[cfg(feature = "kiosk")]
                self.look();
                self.load();
                self.then(Self::focus_first);
            }
            act => self.form.change(|state| {
                state.settings.switch(act);
                Redraw::Bound
            }),
        }
    }

    pub(super) fn speak(self: &Rc<Self>, lang: Lang) {
        if lang != self.form.lang() {
            self.draw(|state| state.speak(lang));
            let words = self.form.words();
            dom::name_dialog(&self.container, words.levels.question, words.settings.close);
            self.load();
        }
    }
}
