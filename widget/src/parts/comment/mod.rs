//! In your words: the field, a counter near the limit, and a notice when a number of a
//! person was hidden.
//!
//! The counter stands twice: the visible one moves with every character and is silent;
//! the other is a live region that speaks only after a pause.

mod text;

pub use text::{EN, Text, ZH};

use super::errors;
use crate::form::Form;
use crate::markup::{Markup, tag};
use contract::evaluation::Field;

/// The field.
pub fn view(form: Form) -> Markup {
    let text = &form.words().comment;
    let area = tag("textarea", "hcp-input")
        .attr("part", "comment")
        .attr("id", "hcp-comment")
        .attr("name", "comment")
        .attr("rows", "3")
        .attr("autocomplete", "off")
        .bind(
            "aria-describedby",
            errors::described_by(
                form,
                Field::Comment,
                "hcp-comment-error",
                Some("hcp-hidden"),
            ),
        )
        .bind("aria-invalid", errors::invalid(form, Field::Comment))
        .text(&form.peek(|state| state.draft.comment.clone()));
    tag("div", "hcp-field")
        .child(
            tag("label", "hcp-title")
                .attr("for", "hcp-comment")
                .text(text.label),
        )
        .child(errors::inline(form, Field::Comment, "hcp-comment-error"))
        .child(area)
        .child(
            tag("p", "hcp-note")
                .attr("id", "hcp-hidden")
                .attr("role", "status")
                .bind_text(move || {
                    form.with(|s| if s.hidden { text.hidden } else { "" }.to_owned())
                }),
        )
        .child(
            tag("p", "hcp-count hcp-numbers")
                .attr("aria-hidden", "true")
                .bind_text(move || form.with(crate::form::State::count)),
        )
        .child(
            tag("p", "hcp-vh")
                .attr("aria-live", "polite")
                .bind_text(move || form.with(|state| state.count_said.clone())),
        )
}
