//! The state of an evaluation, for whoever holds its receipt. It tells neither level
//! nor comment: a receipt may be shown at a counter.

use super::text::words;
use crate::form::{Form, Settings, State, minute};
use crate::markup::{Markup, tag};
use crate::parts::settings;
use contract::api::receipts::ReceiptState;
use leptos::tachys::view::any_view::AnyView;

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
    sheet(
        how,
        path,
        text.unknown,
        vec![tag("p", "").text(text.unknown_next)],
    )
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
