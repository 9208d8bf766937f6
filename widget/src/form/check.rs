//! Faults: broken rules as they are shown, each with the control it belongs to.

use super::Draft;
use contract::catalogue::View;
use contract::evaluation::{self, Field};
use contract::lang::Lang;

/// A fault of what was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where; `None` for a fault of the submission as a whole.
    pub field: Option<Field>,
    /// What is wrong and what to do.
    pub text: String,
}

impl Fault {
    /// A fault of the submission as a whole.
    #[must_use]
    pub fn general(text: &str) -> Self {
        Self {
            field: None,
            text: text.to_owned(),
        }
    }
}

/// The faults of a draft by the rules of the contract, in the order of the form.
#[must_use]
pub fn faults(draft: &Draft, catalogue: &View, lang: Lang) -> Vec<Fault> {
    let (reasons, comment, identity) = (draft.reasons(), draft.clean_comment(), draft.identity());
    let draft = evaluation::Draft {
        level: draft.level,
        indicators: &reasons,
        comment: &comment,
        identity: identity.as_ref(),
        consent: draft.consent(),
    };
    evaluation::check(&draft, catalogue)
        .into_iter()
        .map(|broken| Fault {
            field: Some(broken.field),
            text: broken.rule.text(lang).to_owned(),
        })
        .collect()
}

/// The field that a JSON pointer of a refusal means.
#[must_use]
pub fn field_of_pointer(pointer: &str) -> Option<Field> {
    [
        Field::Level,
        Field::Indicators,
        Field::Comment,
        Field::Name,
        Field::Phone,
        Field::ConsentContact,
    ]
    .into_iter()
    .find(|field| field.pointer() == pointer)
    .or_else(|| {
        pointer
            .starts_with("/indicators/")
            .then_some(Field::Indicators)
    })
}

/// The id of the control that a fault of `field` is put right with.
#[must_use]
pub fn anchor(field: Option<Field>, draft: &Draft, catalogue: &View) -> String {
    match field {
        Some(Field::Comment) => "hcp-comment".into(),
        Some(Field::Name) => "hcp-name".into(),
        Some(Field::Phone) => "hcp-phone".into(),
        Some(Field::ConsentContact) => "hcp-consent-contact".into(),
        Some(Field::Indicators | Field::Indicator(_)) => draft
            .level
            .and_then(|level| catalogue.indicators(level).first())
            .map_or_else(|| "hcp-comment".into(), |first| reason_id(&first.code)),
        Some(Field::Level | Field::CertificateKind | Field::CertificateNo) | None => {
            "hcp-level-5".into()
        }
    }
}

/// The id of the check box of a reason.
#[must_use]
pub fn reason_id(code: &str) -> String {
    let mut id = String::from("hcp-reason-");
    id.push_str(code);
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pointer_of_a_field_on_the_sheet_leads_back_to_it() {
        for field in [
            Field::Level,
            Field::Indicators,
            Field::Comment,
            Field::Name,
            Field::Phone,
            Field::ConsentContact,
        ] {
            assert_eq!(field_of_pointer(&field.pointer()), Some(field));
        }
        assert_eq!(field_of_pointer("/indicators/7"), Some(Field::Indicators));
        assert_eq!(field_of_pointer("/identity/certificateNo"), None);
    }

    #[test]
    fn nothing_filled_in_asks_for_a_level_only() {
        let view = View::bare(Lang::Zh);
        let faults = faults(&Draft::default(), &view, Lang::Zh);
        assert_eq!(faults.len(), 1);
        assert_eq!(
            anchor(faults[0].field, &Draft::default(), &view),
            "hcp-level-5"
        );
    }

    #[test]
    fn a_negative_rating_without_reason_leads_to_the_comment_when_no_reasons_are_known() {
        let mut draft = Draft::default();
        draft.set("level", "1", true);
        let view = View::bare(Lang::En);
        let faults = faults(&draft, &view, Lang::En);
        assert_eq!(faults[0].field, Some(Field::Indicators));
        assert_eq!(anchor(faults[0].field, &draft, &view), "hcp-comment");
    }
}
