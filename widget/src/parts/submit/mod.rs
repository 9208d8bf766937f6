//! The button: always enabled, because errors are said. While a submission is under
//! way it says so and does nothing.

mod text;

pub use text::{EN, Text, ZH};

use crate::form::{Form, Phase};
use crate::markup::{Markup, tag};
use contract::round::Round;

/// The button.
pub fn view(form: Form) -> Markup {
    let text = &form.words().submit;
    let button = tag("button", "hcp-button")
        .attr("part", "submit")
        .attr("type", "submit")
        .bind("aria-disabled", move || {
            form.with(|state| (state.phase == Phase::Sending).then(|| "true".to_owned()))
        })
        .bind_text(move || {
            form.with(|state| match (&state.phase, state.round) {
                (Phase::Sending, _) => text.sending,
                (_, Round::First) => text.submit,
                (_, Round::Additional) => text.submit_again,
            })
            .to_owned()
        });
    let said = tag("p", "hcp-vh")
        .attr("role", "status")
        .bind_text(move || {
            form.with(|s| {
                if s.phase == Phase::Sending {
                    text.sending
                } else {
                    ""
                }
                .to_owned()
            })
        });
    tag("div", "hcp-actions").child(button).child(said)
}
