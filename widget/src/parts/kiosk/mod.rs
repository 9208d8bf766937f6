//! What a kiosk shows around the sheet: the resting screen, the question whether the
//! citizen is still there, and thanks that end by themselves.
//!
//! The thanks are the same for every level: who glances at the screen learns nothing.

mod text;

pub use text::{EN, Text, ZH, words};

use super::sheet::draw;
use super::text::{with, with_number};
use crate::form::{Form, Outcome, Phase};
use crate::kiosk::Screen;
use crate::markup::{Markup, tag};
use contract::api::receipts::look_up;
use contract::lang::Lang;
use leptos::prelude::{Get as _, GetUntracked as _, RwSignal, Set as _};
use leptos::tachys::view::any_view::AnyView;

/// What the button does that asks for more time, as the rim reads it from `data-do`.
pub const MORE: &str = "more";
/// See [`MORE`]: ends the turn.
pub const END: &str = "end";

/// The id of the button that takes the focus with the question.
pub const MORE_ID: &str = "hcp-more-time";

/// What the frame shows, as the views follow it: a signal each, so that a countdown
/// draws nothing anew but its own number.
#[derive(Clone, Copy)]
pub struct Frame {
    resting: RwSignal<bool>,
    asking: RwSignal<bool>,
    left: RwSignal<usize>,
    waiting: RwSignal<usize>,
}

impl Frame {
    /// A resting frame. Must be called under a reactive owner, which it lives as long as.
    #[must_use]
    pub fn resting() -> Self {
        Self {
            resting: RwSignal::new(true),
            asking: RwSignal::new(false),
            left: RwSignal::new(0),
            waiting: RwSignal::new(0),
        }
    }

    /// Shows a screen, the seconds left of its countdown, and how many evaluations wait
    /// to be submitted.
    pub fn show(self, screen: Screen, left: usize, waiting: usize) {
        put(self.left, left);
        put(self.waiting, waiting);
        put(self.resting, screen == Screen::Resting);
        put(self.asking, screen == Screen::Asking);
    }
}

fn put<T: Copy + PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.get_untracked() != value {
        signal.set(value);
    }
}

/// The whole screen.
pub fn view(form: Form, frame: Frame) -> AnyView {
    tag("div", "")
        .bind("class", move || {
            Some([&form.with(|state| state.settings.classes()), " hcp-kiosk"].concat())
        })
        .bind("lang", move || {
            Some(form.with(|state| state.settings.lang.tag().to_owned()))
        })
        .child(
            tag("div", "hcp-stage")
                .bind_flag("inert", move || frame.asking.get())
                .bind_view(move || {
                    form.follow_scene();
                    stage(form, frame).view()
                }),
        )
        // Always there: a region that comes with its words is not read out.
        .child(
            tag("p", "hcp-vh")
                .attr("role", "status")
                .bind_text(move || {
                    let lang = form.with(|state| state.settings.lang);
                    let said = if frame.resting.get() {
                        words(lang).rest
                    } else {
                        ""
                    };
                    said.to_owned()
                }),
        )
        .child(tag("div", "").bind_view(move || {
            form.follow_scene();
            if frame.asking.get() {
                question(form, frame).view()
            } else {
                tag("div", "").flag("hidden", true).view()
            }
        }))
        .view()
}

/// What lies under the question. The form is drawn anew only when its own structure
/// changes or a turn begins or ends: not when the question comes and goes, which would
/// lose the caret.
fn stage(form: Form, frame: Frame) -> Markup {
    if frame.resting.get() {
        return rest(frame);
    }
    match form.peek(|state| state.phase.clone()) {
        Phase::Closed(Outcome::Submitted(done)) => {
            let text = words(form.lang());
            let receipt = tag("div", "hcp-receipt")
                .attr("part", "receipt")
                .child(tag("p", "hcp-soft").text(text.receipt))
                .child(tag("strong", "hcp-code").text(&done.receipt))
                .child(tag("p", "hcp-soft").text(&with(
                    text.receipt_next,
                    &look_up(&done.url).unwrap_or_default(),
                )));
            thanks(form, frame, text.thanks, receipt)
        }
        Phase::Closed(Outcome::Queued(_)) => {
            let text = words(form.lang());
            let next = tag("p", "").text(text.kept_next);
            thanks(form, frame, text.kept, next)
        }
        Phase::Closed(_) => tag("div", "hcp-thanks")
            .child(draw(form, None))
            .child(parting(form, frame)),
        Phase::Open | Phase::Sending => draw(form, None),
    }
}

/// Nobody's screen: in both languages, because nobody has chosen one yet.
fn rest(frame: Frame) -> Markup {
    let side = |lang: Lang, heading: &'static str| {
        let text = words(lang);
        tag("div", "hcp-rest-side")
            .attr("lang", lang.tag())
            .child(tag(heading, "hcp-rest-title").text(text.rest))
            .child(tag("p", "hcp-soft").text(text.rest_next))
            .child(
                tag("p", "hcp-soft hcp-numbers")
                    .bind_flag("hidden", move || frame.waiting.get() == 0)
                    .bind_text(move || with_number(text.waiting, frame.waiting.get())),
            )
    };
    tag("section", "hcp-sheet hcp-rest")
        .attr("part", "rest")
        .child(side(Lang::Zh, "h2"))
        .child(side(Lang::En, "h3"))
}

fn thanks(form: Form, frame: Frame, title: &str, what: Markup) -> Markup {
    tag("section", "hcp-sheet hcp-thanks")
        .attr("part", "thanks")
        .attr("aria-labelledby", "hcp-heading")
        .child(
            tag("h2", "hcp-heading hcp-done")
                .attr("id", "hcp-heading")
                .attr("tabindex", "-1")
                .text(title),
        )
        .child(what)
        .child(parting(form, frame))
}

/// When the screen is cleared, and the two ways to have it otherwise.
fn parting(form: Form, frame: Frame) -> Markup {
    let text = words(form.lang());
    tag("div", "hcp-parting")
        .child(countdown(frame, text.clearing))
        .child(buttons(
            button(END, text.finish, ""),
            button(MORE, text.more, " hcp-quiet"),
        ))
}

fn question(form: Form, frame: Frame) -> Markup {
    let text = words(form.lang());
    tag("div", "hcp-veil").child(
        tag("section", "hcp-ask")
            .attr("part", "ask")
            .attr("role", "alertdialog")
            .attr("aria-modal", "true")
            .attr("aria-labelledby", "hcp-ask-title")
            .attr("aria-describedby", "hcp-ask-next")
            .child(
                tag("h2", "hcp-heading")
                    .attr("id", "hcp-ask-title")
                    .text(text.ask),
            )
            .child(countdown(frame, text.ask_next).attr("id", "hcp-ask-next"))
            .child(buttons(
                button(MORE, text.more, "").attr("id", MORE_ID),
                button(END, text.end, " hcp-quiet"),
            )),
    )
}

/// Not a live region: a number that is read out every second drowns everything else.
fn countdown(frame: Frame, text: &'static str) -> Markup {
    tag("p", "hcp-numbers").bind_text(move || with_number(text, frame.left.get()))
}

fn buttons(first: Markup, second: Markup) -> Markup {
    tag("div", "hcp-choices").child(first).child(second)
}

fn button(act: &str, words: &str, look: &str) -> Markup {
    tag("button", &["hcp-button", look].concat())
        .attr("type", "button")
        .attr("data-do", act)
        .text(words)
}
