//! What is wrong with what was said after a scan, said twice: on top and beside.

use super::text::Words;
use super::{ITEM, NUMBER};
use crate::markup::{Markup, tag};

/// What is wrong with what was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// No item is chosen, or one that is not offered there any more.
    Item,
    /// The number has characters that no such number has, or too many.
    Number,
    /// The number looks like one of a person.
    PersonalNumber,
}

impl Fault {
    pub(super) const fn is_of_number(self) -> bool {
        !matches!(self, Self::Item)
    }
}

/// What is wrong, beside its control.
pub(super) fn error(text: &Words, fault: Fault, id: &str) -> Markup {
    tag("p", "hcp-error").attr("id", id).text(text.fault(fault))
}

/// What is wrong, on top, with links to the controls.
pub(super) fn summary(text: &Words, faults: &[Fault]) -> Option<Markup> {
    if faults.is_empty() {
        return None;
    }
    let lines = faults.iter().map(|fault| {
        let to = if fault.is_of_number() { NUMBER } else { ITEM };
        tag("li", "").child(
            tag("a", "")
                .attr("href", &["#", to].concat())
                .text(text.fault(*fault)),
        )
    });
    let summary = tag("div", "hcp-errors")
        .attr("role", "alert")
        .attr("tabindex", "-1")
        .flag("autofocus", true)
        .child(tag("h2", "hcp-heading").text(text.errors))
        .child(tag("ul", "").attr("role", "list").children(lines));
    Some(summary)
}
