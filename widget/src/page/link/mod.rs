//! What a short link shows when it leads to no form.

mod text;

use super::print::print;
use crate::form::{Form, Settings, State, minute};
use crate::markup::{Markup, tag};
use crate::parts::{matter, settings};
use contract::api::form::{Form as FormAnswer, FormState};
use leptos::tachys::view::any_view::AnyView;
use text::words;

impl super::Page {
    /// That a link was used, or that its time has passed; and of what it was.
    #[must_use]
    pub fn spent_link(&self, form: &FormAnswer) -> String {
        print(|| spent(self.settings, &self.path, form))
    }

    /// That there is no such link.
    #[must_use]
    pub fn no_link(&self) -> String {
        let text = words(self.settings.lang);
        let body = vec![paragraph(text.unknown_next)];
        print(|| {
            let form = Form::new(State::new(self.settings));
            sheet(form, &self.path, text.unknown, body)
        })
    }
}

fn spent(how: Settings, path: &str, answer: &FormAnswer) -> AnyView {
    let mut state = State::new(how);
    state.load(answer.into());
    let form = Form::new(state);
    let text = words(how.lang);
    let more = &form.words().outcome;
    if answer.state == FormState::Expired {
        let body = vec![paragraph(text.expired_next)];
        return sheet(form, path, text.expired, body);
    }
    let when = answer.evaluated_at.as_deref();
    let when = when.map(|when| [more.already_at, &minute(when, how.lang)].concat());
    let again = form
        .peek(|state| state.additional)
        .then_some(more.already_next);
    let body = when
        .as_deref()
        .into_iter()
        .chain([text.look_up])
        .chain(again)
        .map(paragraph)
        .collect();
    sheet(form, path, more.already, body)
}

fn sheet(form: Form, path: &str, title: &str, body: Vec<Markup>) -> AnyView {
    let how = form.peek(|state| state.settings);
    let outcome = tag("section", "hcp-outcome")
        .attr("aria-labelledby", "hcp-heading")
        .child(
            tag("h1", "hcp-heading")
                .attr("id", "hcp-heading")
                .text(title),
        )
        .children(body);
    let known = form.peek(|state| state.matter.is_some());
    tag("div", &how.classes())
        .attr("lang", how.lang.tag())
        .child(
            tag("div", "hcp-sheet")
                .child(settings::view(form, Some(path)))
                .maybe_child(known.then(|| matter::view(form)))
                .child(outcome),
        )
        .view()
}

fn paragraph(words: &str) -> Markup {
    tag("p", "").text(words)
}

#[cfg(test)]
mod tests;
