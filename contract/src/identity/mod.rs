//! Who rated, when they chose to say so.
//!
//! An identity is data of a person: it exists in clear only between the citizen's
//! screen and the edge's memory. [`seal`] closes it before it is stored; only the
//! holder of the city's private key can open it.

#[cfg(feature = "seal")]
pub mod seal;

use crate::evaluation::{Field, Rule};
use crate::limits::{CERTIFICATE_CHARS, PERSON_NAME_CHARS};
use crate::redaction::{is_identity_number, is_landline, is_mobile};
use serde::{Deserialize, Serialize};

/// What a citizen agreed to, each for itself. Nothing is agreed to by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Consent {
    /// Name and contact may be used to verify and to call back, for nothing else.
    pub contact: bool,
    /// The evaluation may be published without anything that names the citizen.
    pub publish: bool,
}

/// Name and contact of a citizen, as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Identity {
    /// 1 to 50 characters.
    pub name: String,
    /// A mobile number of 11 digits, or a landline number with its area code;
    /// blanks and hyphens are allowed.
    pub phone: String,
    /// Three digits by GA/T 2000.156, `111` for a resident identity card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate_kind: Option<String>,
    /// The certificate's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate_no: Option<String>,
}

/// Says that there is an identity, never whose.
impl core::fmt::Debug for Identity {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Identity(…)")
    }
}

impl Identity {
    /// The rules that it breaks, with the field.
    pub(crate) fn broken_rules(&self) -> Vec<(Field, Rule)> {
        let mut broken = Vec::new();
        let name = self.name.trim();
        if name.is_empty() {
            broken.push((Field::Name, Rule::NameRequired));
        } else if name.chars().count() > PERSON_NAME_CHARS || name.chars().any(char::is_control) {
            broken.push((Field::Name, Rule::NameMalformed));
        }
        if !is_phone(&self.phone) {
            broken.push((Field::Phone, Rule::PhoneMalformed));
        }
        match (
            self.certificate_kind.as_deref(),
            self.certificate_no.as_deref(),
        ) {
            (None, None) => {}
            (None, Some(_)) => {
                broken.push((Field::CertificateKind, Rule::CertificateKindMalformed))
            }
            (Some(kind), number) => {
                if kind.len() != 3 || !kind.bytes().all(|b| b.is_ascii_digit()) {
                    broken.push((Field::CertificateKind, Rule::CertificateKindMalformed));
                }
                if !number.is_some_and(|n| is_certificate_number(kind, n)) {
                    broken.push((Field::CertificateNo, Rule::CertificateNoMalformed));
                }
            }
        }
        broken
    }
}

fn is_certificate_number(kind: &str, number: &str) -> bool {
    let number = number.trim().to_ascii_uppercase();
    if kind == "111" {
        return is_identity_number(number.as_bytes());
    }
    !number.is_empty()
        && number.len() <= CERTIFICATE_CHARS
        && number
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-()/".contains(&b))
}

/// A number as it is dialled: a keyboard for Chinese may write digits in full width.
#[must_use]
pub fn narrow(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{3000}' => ' ',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            other => other,
        })
        .collect()
}

/// Whether `text` is a telephone number of the mainland, mobile or landline with its area
/// code; blanks, hyphens and `+86` may stand in it.
#[must_use]
pub fn is_phone(text: &str) -> bool {
    let text = narrow(text);
    let text = text.trim();
    let digits: Vec<u8> = text
        .strip_prefix("+86")
        .unwrap_or(text)
        .bytes()
        .filter(|b| !matches!(b, b' ' | b'-'))
        .collect();
    digits.iter().all(u8::is_ascii_digit)
        && (is_mobile(&digits) || is_landline(&digits, &[digits.len()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(phone: &str) -> Identity {
        Identity {
            name: "李雷".into(),
            phone: phone.into(),
            ..Identity::default()
        }
    }

    #[test]
    fn phones() {
        for good in [
            "13800138000",
            "138 0013 8000",
            "+86 138-0013-8000",
            "１３８００１３８０００",
            "＋８６　１３８－００１３－８０００",
            "023-63151234",
            "08558223344",
        ] {
            assert!(identity(good).broken_rules().is_empty(), "{good}");
        }
        for bad in [
            "",
            "12800138000",
            "1380013800",
            "63151234",
            "phone",
            "1380013800x",
        ] {
            assert_eq!(
                identity(bad).broken_rules(),
                [(Field::Phone, Rule::PhoneMalformed)],
                "{bad}"
            );
        }
    }

    #[test]
    fn certificates() {
        let with = |kind: Option<&str>, number: Option<&str>| Identity {
            certificate_kind: kind.map(Into::into),
            certificate_no: number.map(Into::into),
            ..identity("13800138000")
        };
        assert!(
            with(Some("414"), Some("E12345678"))
                .broken_rules()
                .is_empty()
        );
        assert_eq!(
            with(Some("111"), Some("990101196002291230"))
                .broken_rules()
                .len(),
            1
        );
        assert_eq!(with(None, Some("E1")).broken_rules().len(), 1);
        assert_eq!(with(Some("passport"), None).broken_rules().len(), 2);
    }

    #[test]
    fn debug_names_nobody() {
        assert_eq!(format!("{:?}", identity("13800138000")), "Identity(…)");
    }
}
