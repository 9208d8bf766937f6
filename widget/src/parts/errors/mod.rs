//! Errors are said, not prevented: a summary on top that takes the focus and leads to
//! each control, and the same words beside the control.
//!
//! Links by `#id` don't reach into a shadow root, so the rim follows `data-to`; without
//! script the `href` does.

mod text;

pub use text::{EN, Text, ZH};

use crate::form::Form;
use crate::markup::{Markup, tag};
use contract::evaluation::Field;

/// The summary. The alert region is there from the start and filled when needed. On a
/// page that comes back with it (`plain`), no script can move the focus: it asks for it.
pub fn view(form: Form, plain: bool) -> Markup {
    tag("div", "").attr("role", "alert").bind_view(move || {
        form.follow_alarm();
        let faults = form.peek(|state| {
            state
                .faults
                .iter()
                .map(|f| (state.anchor(f), f.field.is_some(), f.text.clone()))
                .collect::<Vec<_>>()
        });
        if faults.is_empty() {
            return tag("div", "").view();
        }
        let items = faults.into_iter().map(|(to, linked, text)| {
            tag("li", "").child(if linked {
                tag("a", "")
                    .attr("href", &["#", &to].concat())
                    .attr("data-to", &to)
                    .text(&text)
            } else {
                tag("p", "").text(&text)
            })
        });
        tag("div", "hcp-errors")
            .attr("part", "errors")
            .attr("id", "hcp-errors")
            .attr("tabindex", "-1")
            .flag("autofocus", plain)
            .child(tag("h2", "hcp-heading").text(form.words().errors.title))
            .child(tag("ul", "").attr("role", "list").children(items))
            .view()
    })
}

/// The fault beside a control; hidden while there is none.
pub fn inline(form: Form, field: Field, id: &str) -> Markup {
    tag("p", "hcp-error")
        .attr("id", id)
        .bind_flag("hidden", move || {
            form.with(|state| state.fault_at(field).is_none())
        })
        .bind_text(move || form.with(|state| state.fault_at(field).unwrap_or_default().to_owned()))
}

/// `aria-invalid` of a control.
pub fn invalid(form: Form, field: Field) -> impl Fn() -> Option<String> + Send + 'static {
    move || form.with(|state| state.fault_at(field).map(|_| "true".to_owned()))
}

/// `aria-describedby` of a control: its error while there is one, then `also`.
pub fn described_by(
    form: Form,
    field: Field,
    error: &str,
    also: Option<&'static str>,
) -> impl Fn() -> Option<String> + Send + 'static {
    let error = error.to_owned();
    move || match (form.with(|state| state.fault_at(field).is_some()), also) {
        (true, Some(also)) => Some([&error, " ", also].concat()),
        (true, None) => Some(error.clone()),
        (false, also) => also.map(str::to_owned),
    }
}
