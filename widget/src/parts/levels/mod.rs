//! The one question: five native radios, each a drawn face over its words.
//!
//! The loader paints the same elements with the same classes and ids before the form
//! is there (`widget/loader/src/levels.ts`):
//!
//! ```html
//! <div class="hcp hcp-auto" lang="zh-CN">
//!   <form class="hcp-sheet">
//!     <div class="hcp-settings"></div>
//!     <div class="hcp-matter"></div>
//!     <fieldset class="hcp-levels">
//!       <legend class="hcp-question">…</legend>
//!       <div class="hcp-level-row">
//!         <input class="hcp-level-input hcp-l5" type="radio" name="level" id="hcp-level-5" value="5">
//!         <label class="hcp-level-label hcp-l5" for="hcp-level-5"><svg class="hcp-face" …/><span>非常满意</span></label>
//!         …
//! ```
//!
//! Radios, labels and the groups of reasons are siblings: a checked radio shows its
//! group by style alone.

mod text;

pub use text::{EN, Text, ZH};

use super::{errors, reasons};
use crate::form::Form;
use crate::markup::{Markup, tag};
use contract::evaluation::Field;
use contract::level::Level;
use contract::round::Round;

/// The id of the question, where the focus can be put there: on a kiosk, when a turn begins.
pub const QUESTION_ID: &str = "hcp-question";

/// The outline of every face, in a box of 40 × 40.
const HEAD: &str = "M20 4a16 16 0 1 0 0 32a16 16 0 1 0 0-32";

/// Eyes and mouth of a level, one stroke each, told apart by shape alone.
#[must_use]
pub const fn features(level: Level) -> &'static str {
    match level {
        Level::VerySatisfied => "M13 17q1.5-3 3 0M24 17q1.5-3 3 0M12 22h16a8 8 0 0 1-16 0",
        Level::Satisfied => "M14.5 15v2M25.5 15v2M13 23q7 7 14 0",
        Level::FairlySatisfied => "M14.5 15v2M25.5 15v2M14 25q6 2 12 0",
        Level::Dissatisfied => "M14.5 15v2M25.5 15v2M13 27q7-6 14 0",
        Level::VeryDissatisfied => {
            "M12 13l4 2.5M28 13l-4 2.5M14.5 18v1M25.5 18v1M12 29a8 7 0 0 1 16 0z"
        }
    }
}

/// The question with its five choices, and under them the reasons of each.
pub fn view(form: Form) -> Markup {
    let text = &form.words().levels;
    let question = form.peek(|state| match state.round {
        Round::First => text.question,
        Round::Additional => text.question_again,
    });
    let mut row = tag("div", "hcp-level-row");
    for level in Level::ALL {
        row = row.child(radio(form, level)).child(label(form, level));
    }
    row = row.children(
        Level::ALL
            .into_iter()
            .filter_map(|level| reasons::view(form, level)),
    );
    let legend = tag("legend", "hcp-question");
    let legend = if cfg!(feature = "kiosk") {
        legend.attr("id", QUESTION_ID).attr("tabindex", "-1")
    } else {
        legend
    };
    tag("fieldset", "hcp-levels")
        .attr("part", "levels")
        .bind(
            "aria-describedby",
            errors::described_by(form, Field::Level, "hcp-level-error", None),
        )
        .child(legend.text(question))
        .child(errors::inline(form, Field::Level, "hcp-level-error"))
        .child(row)
}

fn radio(form: Form, level: Level) -> Markup {
    let digit = digit(level);
    tag("input", &class("hcp-level-input", digit))
        .attr("type", "radio")
        .attr("name", "level")
        .attr("id", &id(digit))
        .attr("value", digit)
        .flag(
            "checked",
            form.peek(|state| state.draft.level == Some(level)),
        )
        .bind("aria-invalid", errors::invalid(form, Field::Level))
}

fn label(form: Form, level: Level) -> Markup {
    let digit = digit(level);
    let mut drawing = String::from(HEAD);
    drawing.push_str(features(level));
    tag("label", &class("hcp-level-label", digit))
        .attr("for", &id(digit))
        .child(
            tag("svg", "hcp-face")
                .attr("viewBox", "0 0 40 40")
                .attr("aria-hidden", "true")
                .child(tag("path", "").attr("d", &drawing)),
        )
        .child(tag("span", "").text(level.label(form.lang())))
}

/// The digit of a level, as its radio posts it.
#[must_use]
pub const fn digit(level: Level) -> &'static str {
    match level {
        Level::VerySatisfied => "5",
        Level::Satisfied => "4",
        Level::FairlySatisfied => "3",
        Level::Dissatisfied => "2",
        Level::VeryDissatisfied => "1",
    }
}

/// The id of a level's radio.
#[must_use]
pub fn id(digit: &str) -> String {
    ["hcp-level-", digit].concat()
}

fn class(name: &str, digit: &str) -> String {
    [name, " hcp-l", digit].concat()
}
