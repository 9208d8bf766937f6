//! Unified social credit codes (统一社会信用代码) of agencies.

use super::{Malformed, checked_string};
use serde::{Deserialize, Serialize};

/// The 31 characters of GB 32100-2015, in the order of their values; I, O, S, V and
/// Z are left out.
const CHARACTERS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// The code of an agency: 18 characters of which the last checks the others
/// (GB 32100-2015).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "openapi", schemars(extend("format" = "agency-code", "pattern" = "^[0-9A-HJ-NPQRTUWXY]{18}$")))]
#[serde(try_from = "String", into = "String")]
pub struct AgencyCode(String);

checked_string!(AgencyCode);

impl AgencyCode {
    /// Reads a code; small letters are taken as capitals.
    ///
    /// # Errors
    /// When it has another length, a character that is not used, or a wrong check
    /// character.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let code = text.trim().to_ascii_uppercase();
        match check_character(&code) {
            None => Err(Malformed(
                "must be a unified social credit code: 18 digits and capital letters without I, O, S, V, Z",
            )),
            Some(check) if code.as_bytes().last() == Some(&check) => Ok(Self(code)),
            Some(_) => Err(Malformed(
                "has a wrong check character (the last of the 18)",
            )),
        }
    }
}

/// The check character that the first 17 of 18 characters ask for; `None` when the
/// text has another length or a character that is not used.
pub(super) fn check_character(code: &str) -> Option<u8> {
    if code.len() != 18 {
        return None;
    }
    let mut sum = 0;
    let mut weight = 1;
    for (i, c) in code.bytes().enumerate() {
        let value = CHARACTERS.iter().position(|known| *known == c)?;
        if i < 17 {
            sum = (sum + value * weight) % 31;
            weight = weight * 3 % 31;
        }
    }
    CHARACTERS.get((31 - sum) % 31).copied()
}
