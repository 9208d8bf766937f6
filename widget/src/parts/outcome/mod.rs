//! After: what became of the rating, said plainly, and what happens next.

mod text;

pub use text::{EN, Text, ZH};

use super::text::with_number;
use crate::form::{Form, Kept, Outcome, Submitted, minute};
use crate::markup::{Markup, tag};
use contract::round::Round;

/// What the button does that tries again, as the rim reads it from `data-do`.
pub const RETRY: &str = "retry";

/// The outcome. Its heading takes the focus. `plain` is the address of the page, when
/// trying again must be a link.
pub fn view(form: Form, outcome: &Outcome, plain: Option<&str>) -> Markup {
    let text = &form.words().outcome;
    let sheet = tag("section", "hcp-outcome")
        .attr("part", "outcome")
        .attr("aria-labelledby", "hcp-heading");
    let heading = |words, done| heading(words, done).flag("autofocus", plain.is_some());
    match outcome {
        Outcome::Submitted(submitted) => {
            let again = form.peek(|state| state.round == Round::Additional);
            let title = if again {
                text.submitted_again
            } else {
                text.submitted
            };
            let sheet = sheet
                .child(heading(title, true))
                .child(receipt(text, submitted));
            match submitted.within_days {
                Some(days) => sheet.child(paragraph(&with_number(
                    if submitted.contact {
                        text.next
                    } else {
                        text.next_anonymous
                    },
                    usize::from(days),
                ))),
                None => sheet,
            }
        }
        Outcome::Queued(kept) => {
            sheet
                .child(heading(text.queued, true))
                .child(paragraph(match kept {
                    Kept::Device => text.queued_device,
                    Kept::PageForPrivacy => text.queued_privacy,
                    Kept::Page => text.queued_page,
                }))
        }
        Outcome::Already(when) => {
            let when = when
                .as_deref()
                .map(|when| paragraph(&[text.already_at, &minute(when, form.lang())].concat()));
            let more = form
                .peek(|state| state.additional)
                .then(|| paragraph(text.already_next));
            sheet
                .child(heading(text.already, false))
                .maybe_child(when)
                .maybe_child(more)
        }
        Outcome::Expired => sheet
            .child(heading(text.expired, false))
            .child(paragraph(text.expired_next)),
        Outcome::NotValid { yet: false } => sheet
            .child(heading(text.not_valid, false))
            .child(paragraph(text.not_valid_next)),
        Outcome::NotValid { yet: true } => sheet
            .child(heading(text.not_yet, false))
            .child(paragraph(text.not_yet_next)),
        Outcome::NotAllowed => sheet
            .child(heading(text.not_allowed, false))
            .child(paragraph(text.not_allowed_next)),
        Outcome::Unavailable => sheet
            .child(heading(text.unavailable, false))
            .child(paragraph(text.unavailable_next))
            .child(
                tag("p", "").child(
                    match plain {
                        None => tag("button", "hcp-button hcp-quiet")
                            .attr("type", "button")
                            .attr("data-do", RETRY),
                        Some(page) => tag("a", "hcp-button hcp-quiet").attr("href", page),
                    }
                    .text(text.retry),
                ),
            ),
    }
}

fn heading(words: &str, done: bool) -> Markup {
    tag(
        "h2",
        if done {
            "hcp-heading hcp-done"
        } else {
            "hcp-heading"
        },
    )
    .attr("id", "hcp-heading")
    .attr("tabindex", "-1")
    .text(words)
}

fn paragraph(words: &str) -> Markup {
    tag("p", "").text(words)
}

fn receipt(text: &Text, submitted: &Submitted) -> Markup {
    tag("div", "hcp-receipt")
        .attr("part", "receipt")
        .child(tag("p", "hcp-soft").text(text.receipt))
        .child(tag("strong", "hcp-code").text(&submitted.receipt))
        .child(
            tag("p", "").child(
                tag("a", "hcp-link")
                    .attr("href", &submitted.url)
                    .attr("target", "_blank")
                    .attr("rel", "noopener")
                    .text(text.look_up),
            ),
        )
        .child(tag("p", "hcp-soft").text(text.keep))
}
