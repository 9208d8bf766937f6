//! Why: the reasons of one level as chips, the first ones at once, the others behind
//! “more”. All five groups are on the sheet; the checked radio shows its own.

mod text;

pub use text::{EN, Text, ZH};

use super::errors;
use super::levels::digit;
use crate::form::{Form, reason_id};
use crate::markup::{Markup, tag};
use contract::catalogue::IndicatorView;
use contract::evaluation::Field;
use contract::level::Level;

/// The group of a level; `None` while the catalogue has none for it.
pub fn view(form: Form, level: Level) -> Option<Markup> {
    let text = &form.words().reasons;
    let reasons = form.peek(|state| state.catalogue.indicators(level).to_vec());
    if reasons.is_empty() {
        return None;
    }
    let (first, more): (Vec<_>, Vec<_>) = reasons.into_iter().partition(|reason| reason.first);
    let open = form.peek(|state| {
        more.iter()
            .any(|m| state.draft.indicators.contains(&m.code))
    });
    let title = if level.is_negative() {
        text.tell
    } else {
        text.choose
    };
    let mut group = tag(
        "fieldset",
        &["hcp-reasons hcp-reasons-", digit(level)].concat(),
    )
    .attr("part", "reasons")
    .child(tag("legend", "hcp-title").text(title));
    if level.is_negative() {
        let id = ["hcp-reasons-error-", digit(level)].concat();
        group = group
            .bind(
                "aria-describedby",
                errors::described_by(form, Field::Indicators, &id, None),
            )
            .child(errors::inline(form, Field::Indicators, &id));
    }
    group = group.child(chips(form, &first));
    if !more.is_empty() {
        group = group.child(
            tag("details", "hcp-more")
                .flag("open", open)
                .child(tag("summary", "").text(text.more))
                .child(chips(form, &more)),
        );
    }
    Some(group)
}

fn chips(form: Form, reasons: &[IndicatorView]) -> Markup {
    tag("div", "hcp-chips").children(reasons.iter().map(|reason| chip(form, reason)))
}

fn chip(form: Form, reason: &IndicatorView) -> Markup {
    let id = reason_id(&reason.code);
    let chosen = form.peek(|state| state.draft.indicators.contains(&reason.code));
    tag("div", "hcp-chip")
        .child(
            tag("input", "hcp-check")
                .attr("type", "checkbox")
                .attr("name", "indicator")
                .attr("id", &id)
                .attr("value", &reason.code)
                .flag("checked", chosen),
        )
        .child(
            tag("label", "hcp-label")
                .attr("for", &id)
                .text(&reason.text),
        )
}
