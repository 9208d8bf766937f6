//! What a scanned code at a window shows: one question before the rating, or why there
//! is none.

mod faults;
mod text;

use super::print::print;
use crate::form::{Form, Settings, State};
use crate::markup::{Markup, tag};
use crate::parts::settings;
use contract::api::points::{AskedNumber, Point};
pub use faults::Fault;
use faults::{error, summary};
use leptos::tachys::view::any_view::AnyView;
use text::{Words, words};

const NUMBER: &str = "hcp-number";
const NUMBER_ERROR: &str = "hcp-number-error";
const NUMBER_HINT: &str = "hcp-number-hint";
const ITEM: &str = "hcp-item";
const ITEM_ERROR: &str = "hcp-item-error";

/// Why there is no question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The point was closed.
    Closed,
    /// The point has another code now.
    Renewed,
    /// Nothing has this code.
    Unknown,
    /// Too many ratings within a short time.
    TooOften,
}

/// The question as it is shown: what the point is, what was filled in, what is wrong.
#[derive(Debug, Clone, Copy)]
pub struct Choice<'a> {
    /// Name of the hall.
    pub hall: &'a str,
    /// The point.
    pub point: &'a Point,
    /// Code of the item that was chosen.
    pub item: Option<&'a str>,
    /// The number that was typed.
    pub number: &'a str,
    /// Everything that is wrong, in the order of the page.
    pub faults: &'a [Fault],
}

impl Choice<'_> {
    fn fault(&self, of_number: bool) -> Option<Fault> {
        let of = |fault: &&Fault| fault.is_of_number() == of_number;
        self.faults.iter().find(of).copied()
    }
}

impl super::Page {
    /// Asks what was handled at a window.
    #[must_use]
    pub fn choice(&self, choice: Choice<'_>) -> String {
        print(|| ask(self.settings, &self.path, choice))
    }

    /// Why a scanned code asks nothing.
    #[must_use]
    pub fn notice(&self, notice: Notice) -> String {
        print(|| tell(self.settings, &self.path, notice))
    }
}

fn ask(how: Settings, path: &str, choice: Choice<'_>) -> AnyView {
    let text = words(how.lang);
    let sheet = tag("form", "hcp-sheet")
        .attr("method", "post")
        .attr("action", &settings::address(path, how))
        .flag("novalidate", true)
        .child(switches(how, path))
        .maybe_child(summary(text, choice.faults))
        .child(tag("h1", "hcp-heading").text(text.heading))
        .child(place(text, choice))
        .child(items(text, choice))
        .maybe_child(choice.point.asks.map(|asked| number(text, asked, choice)))
        .child(tag("p", "hcp-soft hcp-asked").text(text.no_names))
        .child(
            tag("div", "hcp-actions").child(
                tag("button", "hcp-button")
                    .attr("type", "submit")
                    .text(text.next),
            ),
        );
    framed(how, sheet)
}

fn place(text: &Words, choice: Choice<'_>) -> Markup {
    let fact = |list: Markup, name: &str, value: &str| {
        list.child(tag("dt", "").text(name))
            .child(tag("dd", "").text(value))
    };
    let point = choice.point;
    let list = fact(tag("dl", ""), text.agency, &point.agency_name);
    let list = fact(list, text.hall, choice.hall);
    let list = match &point.staff {
        Some(staff) => fact(list, text.staff, staff),
        None => list,
    };
    tag("div", "hcp-matter")
        .child(tag("strong", "hcp-matter-name").text(&point.window))
        .child(list)
}

fn items(text: &Words, choice: Choice<'_>) -> Markup {
    let fault = choice.fault(false);
    let [only] = choice.point.items.as_slice() else {
        let chips = choice.point.items.iter().enumerate().map(|(at, item)| {
            let code = item.code.as_str();
            // The error on top leads to the first.
            let id = match at {
                0 => ITEM.to_owned(),
                _ => [ITEM, "-", &at.to_string()].concat(),
            };
            let radio = tag("input", "hcp-check")
                .attr("type", "radio")
                .attr("name", "item")
                .attr("value", code)
                .attr("id", &id)
                .flag("checked", choice.item == Some(code));
            tag("div", "hcp-chip")
                .child(radio)
                .child(tag("label", "hcp-label").attr("for", &id).text(&item.name))
        });
        let group = tag("fieldset", "")
            .child(tag("legend", "hcp-question").text(text.question))
            .maybe_child(fault.map(|fault| error(text, fault, ITEM_ERROR)))
            .child(tag("div", "hcp-items").children(chips));
        return match fault {
            Some(_) => group.attr("aria-describedby", ITEM_ERROR),
            None => group,
        };
    };
    // Nothing to choose: it is said, and sent.
    tag("div", "")
        .child(tag("p", "hcp-question").text(text.only))
        .maybe_child(fault.map(|fault| error(text, fault, ITEM_ERROR)))
        .child(tag("p", "").attr("id", ITEM).text(&only.name))
        .child(
            tag("input", "")
                .attr("type", "hidden")
                .attr("name", "item")
                .attr("value", only.code.as_str()),
        )
}

fn number(text: &Words, asked: AskedNumber, choice: Choice<'_>) -> Markup {
    let (label, hint) = match asked {
        AskedNumber::CaseNo => (text.case_no, text.case_no_hint),
        AskedNumber::QueueNo => (text.queue_no, text.queue_no_hint),
    };
    let fault = choice.fault(true);
    let field = tag("input", "hcp-input")
        .attr("id", NUMBER)
        .attr("name", "number")
        .attr("value", choice.number)
        .attr("autocomplete", "off")
        .attr("spellcheck", "false");
    let field = match fault {
        Some(_) => field.attr("aria-invalid", "true").attr(
            "aria-describedby",
            &[NUMBER_ERROR, " ", NUMBER_HINT].concat(),
        ),
        None => field.attr("aria-describedby", NUMBER_HINT),
    };
    tag("div", "hcp-field")
        .child(tag("label", "hcp-title").attr("for", NUMBER).text(label))
        .maybe_child(fault.map(|fault| error(text, fault, NUMBER_ERROR)))
        .child(field)
        .child(
            tag("p", "hcp-soft hcp-hint")
                .attr("id", NUMBER_HINT)
                .text(hint),
        )
}

fn tell(how: Settings, path: &str, notice: Notice) -> AnyView {
    let text = words(how.lang);
    let (heading, next) = text.notice(notice);
    let section = tag("section", "hcp-outcome")
        .attr("aria-labelledby", "hcp-heading")
        .child(
            tag("h1", "hcp-heading")
                .attr("id", "hcp-heading")
                .text(heading),
        )
        .child(tag("p", "").text(next));
    let again = (notice == Notice::TooOften).then(|| {
        tag("p", "").child(
            tag("a", "hcp-button hcp-quiet")
                .attr("href", &settings::address(path, how))
                .text(text.again),
        )
    });
    let sheet = tag("div", "hcp-sheet")
        .child(switches(how, path))
        .child(section.maybe_child(again));
    framed(how, sheet)
}

fn switches(how: Settings, path: &str) -> Markup {
    settings::view(Form::new(State::new(how)), Some(path))
}

fn framed(how: Settings, sheet: Markup) -> AnyView {
    tag("div", &how.classes())
        .attr("lang", how.lang.tag())
        .child(sheet)
        .view()
}

#[cfg(test)]
mod tests;
