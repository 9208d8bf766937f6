//! The state of an evaluation, for whoever holds its receipt, and where they type its number.
//! It tells neither level nor comment: a receipt may be shown at a counter.

use super::text::words;
use crate::form::{Form, Settings, State, minute};
use crate::markup::{Markup, tag};
use crate::parts::settings;
use contract::api::receipts::{LOOK_UP, ReceiptState};
use leptos::tachys::view::any_view::AnyView;

const NUMBER: &str = "hcp-number";
const NUMBER_ERROR: &str = "hcp-number-error";
const NUMBER_HINT: &str = "hcp-number-hint";

/// The state of an evaluation.
pub fn view(how: Settings, path: &str, receipt: &ReceiptState) -> AnyView {
    let text = words(how.lang);
    let fact = |list: Markup, name: &str, value: &str| {
        list.child(tag("dt", "").text(name))
            .child(tag("dd", "hcp-numbers").text(value))
    };
    let list = fact(
        tag("dl", "hcp-facts"),
        text.state,
        text.state_words(receipt.state),
    );
    let list = fact(
        list,
        text.accepted_at,
        &minute(&receipt.accepted_at, how.lang),
    );
    let list = match &receipt.stored_at {
        Some(at) => fact(list, text.stored_at, &minute(at, how.lang)),
        None => list,
    };
    let code = tag("div", "hcp-receipt")
        .child(tag("p", "hcp-soft").text(text.code))
        .child(tag("strong", "hcp-code").text(receipt.receipt.as_str()));
    sheet(how, path, text.receipt, vec![code, list])
}

/// That there is no such evaluation.
pub fn unknown(how: Settings, path: &str) -> AnyView {
    let text = words(how.lang);
    let again = tag("a", "hcp-button hcp-quiet")
        .attr("href", &settings::address(LOOK_UP, how))
        .text(text.again);
    let body = vec![
        tag("p", "").text(text.unknown_next),
        tag("p", "").child(again),
    ];
    sheet(how, path, text.unknown, body)
}

/// Asks for the number of a receipt; again, where `typed` is none.
pub fn look_up(how: Settings, path: &str, typed: Option<&str>) -> AnyView {
    let text = words(how.lang);
    let field = tag("input", "hcp-input")
        .attr("id", NUMBER)
        .attr("name", "number")
        .attr("value", typed.unwrap_or_default())
        .attr("autocomplete", "off")
        .attr("autocapitalize", "characters")
        .attr("spellcheck", "false")
        .flag("required", true)
        .flag("autofocus", typed.is_some());
    let field = match typed {
        Some(_) => field.attr("aria-invalid", "true").attr(
            "aria-describedby",
            &[NUMBER_ERROR, " ", NUMBER_HINT].concat(),
        ),
        None => field.attr("aria-describedby", NUMBER_HINT),
    };
    let label = tag("label", "hcp-title")
        .attr("for", NUMBER)
        .text(text.code);
    let error = typed.map(|_| {
        tag("p", "hcp-error")
            .attr("id", NUMBER_ERROR)
            .attr("role", "alert")
            .text(text.no_number)
    });
    let asked = tag("div", "hcp-field")
        .child(label)
        .maybe_child(error)
        .child(field)
        .child(
            tag("p", "hcp-soft hcp-hint")
                .attr("id", NUMBER_HINT)
                .text(text.number_hint),
        );
    let button = tag("button", "hcp-button")
        .attr("type", "submit")
        .text(text.look_up);
    let form = tag("form", "")
        // Not in the address: what is typed by mistake may be a number of a person.
        .attr("method", "post")
        .attr("action", &settings::address(path, how))
        .flag("novalidate", true)
        .child(asked)
        .child(tag("div", "hcp-actions").child(button));
    sheet(how, path, text.look_up_title, vec![form])
}

fn sheet(how: Settings, path: &str, title: &str, body: Vec<Markup>) -> AnyView {
    let form = Form::new(State::new(how));
    let outcome = tag("section", "hcp-outcome")
        .attr("aria-labelledby", "hcp-heading")
        .child(
            tag("h1", "hcp-heading")
                .attr("id", "hcp-heading")
                .text(title),
        )
        .children(body);
    tag("div", &how.classes())
        .attr("lang", how.lang.tag())
        .child(
            tag("div", "hcp-sheet")
                .child(settings::view(form, Some(path)))
                .child(outcome),
        )
        .view()
}
