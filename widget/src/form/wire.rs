//! The evaluation as the edge reads it.
//!
//! Written by hand: a generated writer and reader of JSON for the handful of types that
//! travel would be two thirds of the widget's bytes. The browser reads JSON itself
//! (`browser/json.rs`); this is the other direction, and a property test holds it to
//! the contract's own reader.

use contract::api::evaluations::EvaluationRequest;

/// The body of `POST /v1/evaluations`.
#[must_use]
pub fn body(request: &EvaluationRequest) -> String {
    let mut out = String::from("{\"ticket\":");
    push_text(&mut out, &request.ticket);
    if let Some(level) = request.level {
        out.push_str(",\"level\":");
        out.push(char::from(b'0' + level.value()));
    }
    if !request.indicators.is_empty() {
        out.push_str(",\"indicators\":[");
        for (i, code) in request.indicators.iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            push_text(&mut out, code);
        }
        out.push(']');
    }
    if !request.comment.is_empty() {
        push_member(&mut out, "comment", &request.comment);
    }
    if let Some(catalogue) = &request.catalogue {
        push_member(&mut out, "catalogue", catalogue);
    }
    if let Some(identity) = &request.identity {
        out.push_str(",\"identity\":{\"name\":");
        push_text(&mut out, &identity.name);
        push_member(&mut out, "phone", &identity.phone);
        out.push('}');
    }
    out.push_str(",\"consent\":{\"contact\":");
    out.push_str(truth(request.consent.contact));
    out.push_str(",\"publish\":");
    out.push_str(truth(request.consent.publish));
    out.push('}');
    if let Some(lang) = request.lang {
        push_member(&mut out, "lang", lang.pick("zh", "en"));
    }
    out.push('}');
    out
}

fn push_member(out: &mut String, name: &str, value: &str) {
    out.push_str(",\"");
    out.push_str(name);
    out.push_str("\":");
    push_text(out, value);
}

/// A text of RFC 8259. Control characters below U+0020 are escaped, so a body never has
/// a line break or a tab.
fn push_text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if c < ' ' => {
                let code = c as u8;
                out.push_str("\\u00");
                for digit in [code >> 4, code & 15] {
                    out.push(char::from(if digit < 10 {
                        b'0' + digit
                    } else {
                        b'a' + digit - 10
                    }));
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

const fn truth(yes: bool) -> &'static str {
    if yes { "true" } else { "false" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::identity::{Consent, Identity};
    use contract::lang::Lang;
    use contract::level::Level;
    use proptest::prelude::*;

    prop_compose! {
        fn requests()(
            ticket in any::<String>(), level in proptest::option::of(1u8..=5),
            indicators in proptest::collection::vec(any::<String>(), 0..4), comment in any::<String>(),
            catalogue in proptest::option::of(any::<String>()),
            identity in proptest::option::of((any::<String>(), any::<String>())),
            contact in any::<bool>(), publish in any::<bool>(), en in proptest::option::of(any::<bool>()),
        ) -> EvaluationRequest {
            EvaluationRequest {
                ticket,
                level: level.and_then(|level| Level::try_from(level).ok()),
                indicators,
                comment,
                catalogue,
                identity: identity.map(|(name, phone)| Identity { name, phone, ..Identity::default() }),
                consent: Consent { contact, publish },
                lang: en.map(|en| if en { Lang::En } else { Lang::Zh }),
            }
        }
    }

    proptest! {
        #[test]
        fn it_is_what_the_contract_would_write(request in requests()) {
            let ours = body(&request);
            let read: serde_json::Value = serde_json::from_str(&ours).unwrap();
            prop_assert_eq!(read, serde_json::to_value(&request).unwrap());
            prop_assert!(!ours.contains(['\n', '\t', '\r']));
            prop_assert!(serde_json::from_str::<EvaluationRequest>(&ours).is_ok());
        }
    }
}
