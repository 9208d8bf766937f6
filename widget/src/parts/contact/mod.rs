//! Who: anonymous unless the citizen opens the switch; then name, telephone and two
//! consents, each for itself and neither given beforehand.

mod text;

pub use text::{EN, Text, ZH};

use super::errors;
use crate::form::Form;
use crate::markup::{Markup, tag};
use contract::evaluation::Field;

/// The switch and what it opens.
pub fn view(form: Form) -> Markup {
    let text = &form.words().contact;
    let (named, draft) = form.peek(|state| (state.draft.named, state.draft.clone()));
    let fields = tag("div", "hcp-contact-fields")
        .attr("id", "hcp-contact")
        .child(field(
            form,
            "hcp-name",
            text.name,
            &draft.name,
            "name",
            Field::Name,
        ))
        .child(field(
            form,
            "hcp-phone",
            text.phone,
            &draft.phone,
            "tel",
            Field::Phone,
        ))
        .child(errors::inline(
            form,
            Field::ConsentContact,
            "hcp-consent-error",
        ))
        .child(tick(
            "hcp-consent-contact",
            "consentContact",
            text.consent_contact,
            draft.consent.contact,
            |input| {
                input
                    .bind("aria-invalid", errors::invalid(form, Field::ConsentContact))
                    .bind(
                        "aria-describedby",
                        errors::described_by(
                            form,
                            Field::ConsentContact,
                            "hcp-consent-error",
                            None,
                        ),
                    )
            },
        ))
        .child(tick(
            "hcp-consent-publish",
            "consentPublish",
            text.consent_publish,
            draft.consent.publish,
            |i| i,
        ));
    tag("div", "hcp-contact").attr("part", "contact").child(
        tag("div", "hcp-tick hcp-switch")
            .child(
                tag("input", "")
                    .attr("type", "checkbox")
                    .attr("role", "switch")
                    .attr("id", "hcp-named")
                    // Without script only what is posted tells that it was switched off again.
                    .attr("name", "named")
                    .flag("checked", named),
            )
            .child(tag("label", "").attr("for", "hcp-named").text(text.switch))
            .child(tag("p", "hcp-soft hcp-anonymous").text(text.anonymous))
            .child(fields),
    )
}

fn field(
    form: Form,
    id: &'static str,
    label: &str,
    value: &str,
    kind: &'static str,
    place: Field,
) -> Markup {
    let error = [id, "-error"].concat();
    // Else it would be offered to the next person on the same device.
    let remembered = move || {
        let shared = form.with(|state| state.settings.shared);
        Some(if shared { "off" } else { kind }.to_owned())
    };
    let input = tag("input", "hcp-input")
        .attr("id", id)
        .attr("name", if kind == "tel" { "phone" } else { "name" })
        .attr("type", if kind == "tel" { "tel" } else { "text" })
        .bind("autocomplete", remembered)
        .attr("value", value)
        .bind("aria-invalid", errors::invalid(form, place))
        .bind(
            "aria-describedby",
            errors::described_by(form, place, &error, None),
        );
    tag("div", "hcp-field")
        .child(tag("label", "hcp-title").attr("for", id).text(label))
        .child(errors::inline(form, place, &error))
        .child(input)
}

fn tick(
    id: &str,
    name: &str,
    label: &str,
    on: bool,
    finish: impl FnOnce(Markup) -> Markup,
) -> Markup {
    let input = tag("input", "")
        .attr("type", "checkbox")
        .attr("id", id)
        .attr("name", name)
        .attr("value", "on")
        .flag("checked", on);
    tag("div", "hcp-tick hcp-consent")
        .child(finish(input))
        .child(tag("label", "").attr("for", id).text(label))
}
