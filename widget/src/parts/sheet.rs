//! The sheet, top to bottom.

use super::{comment, contact, errors, levels, matter, outcome, settings, submit};
use crate::form::{Form, Phase};
use crate::markup::{Markup, tag};
use leptos::tachys::view::any_view::AnyView;

/// What a sheet needs that works without script.
#[derive(Clone, Debug, Default)]
pub struct Plain {
    /// Where the form posts to.
    pub action: String,
    /// The page itself, without query.
    pub page: String,
}

/// The whole sheet; `plain` on the server only.
pub fn sheet(form: Form, plain: Option<Plain>) -> AnyView {
    tag("div", "")
        .bind("class", move || {
            Some(form.with(|state| state.settings.classes()))
        })
        .bind("lang", move || {
            Some(form.with(|state| state.settings.lang.tag().to_owned()))
        })
        .bind_view(move || {
            form.follow_scene();
            draw(form, plain.as_ref()).view()
        })
        .view()
}

/// What is on the sheet now.
pub(super) fn draw(form: Form, plain: Option<&Plain>) -> Markup {
    let page = plain.map(|plain| plain.page.as_str());
    match form.peek(|state| state.phase.clone()) {
        Phase::Closed(done) => tag("div", "hcp-sheet")
            .attr("part", "sheet")
            .child(settings::view(form, page))
            .maybe_child(
                form.peek(|state| state.matter.is_some())
                    .then(|| matter::view(form)),
            )
            .child(outcome::view(form, &done, page)),
        Phase::Open | Phase::Sending => {
            let sheet = tag("form", "hcp-sheet")
                .attr("part", "sheet")
                .flag("novalidate", true);
            let sheet = match plain {
                None => sheet,
                Some(plain) => sheet.attr("method", "post").attr("action", &plain.action),
            };
            sheet
                .child(settings::view(form, page))
                .child(errors::view(form, plain.is_some()))
                .child(matter::view(form))
                .child(levels::view(form))
                .child(comment::view(form))
                .child(contact::view(form))
                .child(submit::view(form))
        }
    }
}
