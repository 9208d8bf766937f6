//! Any form post.

use form_urlencoded::Serializer;
use haochaping_edge::normalize::{Filled, fields};

/// What was read is written and read again as the same; what the page does not show is not
/// sent.
pub fn check(data: &[u8]) {
    let filled = match fields(data) {
        Ok(filled) => filled,
        Err(malformed) => {
            assert!(
                malformed.pointer.chars().count() <= 41,
                "{}",
                malformed.pointer
            );
            return;
        }
    };
    let again = fields(written(&filled).as_bytes()).ok();
    assert!(again.as_ref() == Some(&filled), "{}", written(&filled));

    let named = filled.named;
    let seen = filled.as_seen();
    let request = seen.request("t".to_owned());
    if !named {
        assert!(request.identity.is_none() && !request.consent.contact);
    }
    if let Some(level) = request.level {
        let others = ["1", "2", "3", "4", "5"].map(|l| (l, l != level.value().to_string()));
        for (digit, other) in others {
            assert!(
                !other
                    || !request
                        .indicators
                        .iter()
                        .any(|code| code.starts_with(digit))
            );
        }
    }
}

fn written(filled: &Filled) -> String {
    let mut form = Serializer::new(String::new());
    let mut text = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            form.append_pair(name, value);
        }
    };
    let on = |ticked: bool| ticked.then_some("on");
    text("ticket", filled.ticket.as_deref());
    text(
        "level",
        filled.level.map(|l| l.value().to_string()).as_deref(),
    );
    for code in &filled.indicators {
        text("indicator", Some(code));
    }
    text("comment", Some(&filled.comment));
    text("name", Some(&filled.name));
    text("phone", Some(&filled.phone));
    text("named", on(filled.named));
    text("consentContact", on(filled.consent.contact));
    text("consentPublish", on(filled.consent.publish));
    text("catalogue", filled.catalogue.as_deref());
    text("lang", filled.lang.map(|lang| lang.pick("zh", "en")));
    form.finish()
}
