//! Taking numbers of persons out of free text.
//!
//! The same code runs while a citizen types, so that they see what will be hidden,
//! and again at the edge before anything is stored. It finds resident identity
//! numbers (with check digit and date of birth), mobile and landline numbers, bank
//! cards (Luhn) and e-mail addresses, also when they are grouped with blanks or
//! hyphens or typed in full width, and puts the kind in their place. Numbers that
//! are none of these (case numbers, dates, amounts) stay.
//!
//! The result never has more characters than the input, and redacting it again
//! changes nothing.

mod email;
mod kinds;
mod numbers;

pub(crate) use kinds::{is_identity_number, is_landline, is_mobile};

use crate::lang::Lang;

/// What kind of number was hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Resident identity number (GB 11643), eighteen places.
    IdentityNumber,
    /// Mobile number of the mainland.
    Mobile,
    /// Landline number with its area code.
    Landline,
    /// Bank card number, 16 to 19 digits.
    BankCard,
    /// E-mail address.
    Email,
}

impl Kind {
    /// All kinds.
    const ALL: [Self; 5] = [
        Self::IdentityNumber,
        Self::Mobile,
        Self::Landline,
        Self::BankCard,
        Self::Email,
    ];

    /// What stands in the place of the number, in the text as stored.
    #[must_use]
    pub const fn mark(self) -> &'static str {
        match self {
            Self::IdentityNumber => "【证件号】",
            Self::Mobile => "【手机号】",
            Self::Landline => "【电话】",
            Self::BankCard => "【银行卡】",
            Self::Email => "【邮箱】",
        }
    }

    /// What the kind is called on the page.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::IdentityNumber => lang.pick("身份证号", "identity number"),
            Self::Mobile => lang.pick("手机号", "mobile number"),
            Self::Landline => lang.pick("电话号码", "telephone number"),
            Self::BankCard => lang.pick("银行卡号", "bank card number"),
            Self::Email => lang.pick("邮箱", "e-mail address"),
        }
    }
}

/// A text without numbers of persons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redacted {
    /// The text with marks in the place of what was hidden.
    pub text: String,
    /// What was hidden, in the order of the text.
    pub found: Vec<Kind>,
}

impl Redacted {
    /// Whether a number is hidden in the text: here, or where it was written, since forms hide
    /// what is typed before they send it.
    #[must_use]
    pub fn hides(&self) -> bool {
        Kind::ALL.iter().any(|kind| self.text.contains(kind.mark()))
    }
}

/// A stretch of the text, in characters, that is a number of a person.
struct Span {
    start: usize,
    end: usize,
    kind: Kind,
}

/// Hides every number of a person in `text`.
///
/// ```
/// use haochaping_contract::redaction::{redact, Kind};
/// let r = redact("请回电 138-0013-8000，谢谢");
/// assert_eq!(r.text, "请回电 【手机号】，谢谢");
/// assert_eq!(r.found, [Kind::Mobile]);
/// ```
#[must_use]
pub fn redact(text: &str) -> Redacted {
    let chars: Vec<char> = text.chars().collect();
    let mut spans = email::find(&chars);
    numbers::find(&chars, &mut spans);
    let mut out = Redacted {
        text: String::with_capacity(text.len()),
        found: Vec::new(),
    };
    let mut next = 0;
    // The first span that begins at or after `next`: sorting them would cost the widget
    // 4 KB of code for the one or two that a comment has.
    while let Some(span) = spans
        .iter()
        .filter(|s| s.start >= next)
        .min_by_key(|s| s.start)
    {
        out.text
            .extend(chars.get(next..span.start).unwrap_or_default());
        out.text.push_str(span.kind.mark());
        out.found.push(span.kind);
        next = span.end;
    }
    out.text.extend(chars.get(next..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests;
