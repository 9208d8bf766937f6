//! What an evaluation must satisfy, told the same way in the page and at the edge.

mod comment;
mod violation;

#[cfg(feature = "nfc")]
pub use comment::normalize;
pub use comment::{chars, clean};
pub use violation::{Field, Rule, Violation};

use crate::catalogue::Offers;
use crate::identity::{Consent, Identity};
use crate::level::Level;
use crate::limits::{COMMENT_CHARS, INDICATORS};

/// What a citizen has filled in so far. The comment must be [`clean`]ed.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    /// The level; `None` until one is chosen, for no level is ever assumed.
    pub level: Option<Level>,
    /// Codes of the reasons.
    pub indicators: &'a [String],
    /// Free text; empty when there is none.
    pub comment: &'a str,
    /// Name and contact; `None` for an anonymous evaluation.
    pub identity: Option<&'a Identity>,
    /// What the citizen agreed to.
    pub consent: Consent,
}

/// Every rule that `draft` breaks, in the order of the form; empty when it may be
/// submitted.
///
/// - a level is required;
/// - reasons are active ones of the chosen level, at most [`INDICATORS`], none twice;
///   what follows the last allowed one is not looked at;
/// - levels 1 and 2 need a reason or a comment, so that it can be put right;
/// - a comment has at most [`COMMENT_CHARS`] characters;
/// - name and contact are complete, well formed, and given with consent to contact.
#[must_use]
pub fn check(draft: &Draft<'_>, catalogue: &dyn Offers) -> Vec<Violation> {
    let mut broken = Vec::new();
    let mut breaks = |field, rule| broken.push(Violation { field, rule });
    match draft.level {
        None => breaks(Field::Level, Rule::LevelRequired),
        Some(level) => {
            for (i, code) in draft.indicators.iter().take(INDICATORS).enumerate() {
                if !catalogue.offers(level, code) {
                    breaks(Field::Indicator(i), Rule::IndicatorNotOffered);
                } else if draft
                    .indicators
                    .iter()
                    .take(i)
                    .any(|earlier| earlier == code)
                {
                    breaks(Field::Indicator(i), Rule::IndicatorRepeated);
                }
            }
            if level.is_negative() && draft.indicators.is_empty() && draft.comment.is_empty() {
                breaks(Field::Indicators, Rule::ReasonRequired);
            }
        }
    }
    if draft.indicators.len() > INDICATORS {
        breaks(Field::Indicators, Rule::TooManyIndicators);
    }
    if chars(draft.comment) > COMMENT_CHARS {
        breaks(Field::Comment, Rule::CommentTooLong);
    }
    if let Some(identity) = draft.identity {
        for (field, rule) in identity.broken_rules() {
            breaks(field, rule);
        }
        if !draft.consent.contact {
            breaks(Field::ConsentContact, Rule::ConsentRequired);
        }
    }
    broken
}

#[cfg(test)]
mod tests;
