//! What a citizen has filled in.

use contract::api::evaluations::EvaluationRequest;
use contract::evaluation::clean;
use contract::identity::{Consent, Identity};
use contract::level::Level;
use contract::redaction::{Kind, redact};

/// What a citizen has filled in, as typed. Names of the fields are those that the
/// plain HTML form posts; the switch for the contact, which it does not post, goes by its id.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// The level; `None` until one is chosen.
    pub level: Option<Level>,
    /// Codes of the reasons, of any level: those of another level are kept while the
    /// citizen wavers, and left out of what is sent.
    pub indicators: Vec<String>,
    /// Free text.
    pub comment: String,
    /// Whether the citizen leaves name and contact.
    pub named: bool,
    /// The name.
    pub name: String,
    /// The telephone number.
    pub phone: String,
    /// Consents, each for itself.
    pub consent: Consent,
}

impl Draft {
    /// Takes what one control says: its name, its value, and whether it is checked.
    /// Answers whether the draft is now another.
    pub fn set(&mut self, name: &str, value: &str, checked: bool) -> bool {
        let text = match name {
            "level" => {
                let level = value.parse().ok().and_then(|n: u8| Level::try_from(n).ok());
                let another = level != self.level;
                self.level = level;
                return another;
            }
            "indicator" => {
                let known = self.indicators.iter().position(|code| code == value);
                match (known, checked) {
                    (None, true) => self.indicators.push(value.to_owned()),
                    (Some(at), false) => drop(self.indicators.remove(at)),
                    _ => return false,
                }
                return true;
            }
            "named" => return replace(&mut self.named, checked),
            "consentContact" => return replace(&mut self.consent.contact, checked),
            "consentPublish" => return replace(&mut self.consent.publish, checked),
            "comment" => &mut self.comment,
            "name" => &mut self.name,
            "phone" => &mut self.phone,
            _ => return false,
        };
        if text == value {
            return false;
        }
        value.clone_into(text);
        true
    }

    /// Hides numbers of persons in the comment. Answers what was hidden.
    pub fn redact(&mut self) -> Vec<Kind> {
        let redacted = redact(&self.comment);
        if !redacted.found.is_empty() {
            self.comment = redacted.text;
        }
        redacted.found
    }

    /// The reasons of the chosen level.
    #[must_use]
    pub fn reasons(&self) -> Vec<String> {
        let Some(level) = self.level else {
            return Vec::new();
        };
        let digit = char::from(b'0' + level.value());
        self.indicators
            .iter()
            .filter(|code| code.starts_with(digit))
            .cloned()
            .collect()
    }

    /// The comment as it is sent and counted.
    #[must_use]
    pub fn clean_comment(&self) -> String {
        clean(&self.comment)
    }

    /// Name and contact, when the citizen leaves them.
    #[must_use]
    pub fn identity(&self) -> Option<Identity> {
        self.named.then(|| Identity {
            name: self.name.trim().to_owned(),
            phone: self.phone.trim().to_owned(),
            ..Identity::default()
        })
    }

    /// Consents as they are sent: one to be contacted means nothing without a contact.
    #[must_use]
    pub const fn consent(&self) -> Consent {
        Consent {
            contact: self.named && self.consent.contact,
            publish: self.named && self.consent.publish,
        }
    }
}

impl From<&EvaluationRequest> for Draft {
    /// What was filled in, from what was sent.
    fn from(request: &EvaluationRequest) -> Self {
        let identity = request.identity.clone().unwrap_or_default();
        Self {
            level: request.level,
            indicators: request.indicators.clone(),
            comment: request.comment.clone(),
            named: request.identity.is_some(),
            name: identity.name,
            phone: identity.phone,
            consent: request.consent,
        }
    }
}

fn replace(flag: &mut bool, value: bool) -> bool {
    let another = *flag != value;
    *flag = value;
    another
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_of_another_level_are_kept_but_not_sent() {
        let mut draft = Draft::default();
        draft.set("level", "5", true);
        draft.set("indicator", "510", true);
        draft.set("level", "1", true);
        draft.set("indicator", "108", true);
        assert_eq!(draft.reasons(), ["108"]);
        draft.set("level", "5", true);
        assert_eq!(draft.reasons(), ["510"]);
        assert!(draft.set("indicator", "510", false));
        assert!(draft.reasons().is_empty());
    }

    #[test]
    fn a_level_that_is_none_chooses_none() {
        let mut draft = Draft::default();
        assert!(!draft.set("level", "6", true));
        assert!(!draft.set("level", "", true));
        assert_eq!(draft.level, None);
    }

    #[test]
    fn a_number_of_a_person_is_hidden_and_told() {
        let mut draft = Draft::default();
        draft.set("comment", "请回电13800138000", false);
        assert_eq!(draft.redact(), [Kind::Mobile]);
        assert_eq!(draft.comment, "请回电【手机号】");
        assert!(draft.redact().is_empty());
    }

    #[test]
    fn a_contact_typed_and_then_withdrawn_is_not_sent() {
        let mut draft = Draft::default();
        draft.set("named", "on", true);
        draft.set("name", "李雷", false);
        draft.set("consentContact", "on", true);
        assert!(draft.identity().is_some());
        draft.set("named", "on", false);
        assert!(draft.identity().is_none());
        assert_eq!(draft.consent(), Consent::default());
    }
}
