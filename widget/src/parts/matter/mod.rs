//! What is being rated: matter, step, agency and day, so that a citizen knows that it
//! is their case.

mod text;

pub use text::{EN, Text, ZH};

use crate::form::{Form, Matter, day};
use crate::markup::{Markup, tag};
use contract::round::Round;

/// The block; empty, but of the same height, until the edge has answered.
pub fn view(form: Form) -> Markup {
    let block = tag("div", "hcp-matter").attr("part", "matter");
    let (text, lang) = (&form.words().matter, form.lang());
    form.peek(|state| match &state.matter {
        None => {
            let words = if state.unreached {
                text.unreached
            } else {
                text.loading
            };
            block.child(tag("p", "hcp-soft").text(words))
        }
        Some(matter) => {
            let intro = match state.round {
                Round::First => text.rating,
                Round::Additional => text.rating_again,
            };
            block
                .child(tag("p", "hcp-soft").text(intro))
                .child(tag("strong", "hcp-matter-name").text(&matter.item))
                .child(facts(matter, text, lang))
        }
    })
}

fn facts(matter: &Matter, text: &Text, lang: contract::lang::Lang) -> Markup {
    let fact = |list: Markup, name: &str, value: &str| {
        list.child(tag("dt", "").text(name))
            .child(tag("dd", "hcp-numbers").text(value))
    };
    let list = fact(tag("dl", ""), text.step, &matter.step);
    let list = fact(list, text.agency, &matter.agency);
    fact(list, text.day, &day(&matter.time, lang))
}
