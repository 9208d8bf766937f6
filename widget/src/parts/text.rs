//! Every word of the sheet, in every language.
//!
//! Each part has a struct of its words; a language is one value of each. So a missing
//! text does not compile.

use super::{comment, contact, errors, levels, matter, outcome, reasons, settings, submit};
use contract::lang::Lang;

/// The words of all parts in one language.
pub struct Words {
    /// What is being rated.
    pub matter: matter::Text,
    /// The question.
    pub levels: levels::Text,
    /// Why.
    pub reasons: reasons::Text,
    /// In your words.
    pub comment: comment::Text,
    /// Who.
    pub contact: contact::Text,
    /// What is wrong.
    pub errors: errors::Text,
    /// The button.
    pub submit: submit::Text,
    /// After.
    pub outcome: outcome::Text,
    /// The switches.
    pub settings: settings::Text,
}

static ZH: Words = Words {
    matter: matter::ZH,
    levels: levels::ZH,
    reasons: reasons::ZH,
    comment: comment::ZH,
    contact: contact::ZH,
    errors: errors::ZH,
    submit: submit::ZH,
    outcome: outcome::ZH,
    settings: settings::ZH,
};

static EN: Words = Words {
    matter: matter::EN,
    levels: levels::EN,
    reasons: reasons::EN,
    comment: comment::EN,
    contact: contact::EN,
    errors: errors::EN,
    submit: submit::EN,
    outcome: outcome::EN,
    settings: settings::EN,
};

/// The words of a language.
#[must_use]
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

/// A text with `{}` replaced by a number.
#[must_use]
pub fn with_number(text: &str, number: usize) -> String {
    with(text, &number.to_string())
}

/// A text with this in the place of `{}`.
#[must_use]
pub fn with(text: &str, what: &str) -> String {
    let mut out = String::with_capacity(text.len() + what.len());
    for c in text.chars() {
        match c {
            '{' => out.push_str(what),
            '}' => {}
            c => out.push(c),
        }
    }
    out
}
