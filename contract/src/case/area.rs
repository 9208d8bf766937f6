//! Codes of administrative areas (行政区划).

use super::{Malformed, checked_string};
use serde::{Deserialize, Serialize};

/// An area, held as twelve digits: province 2, city 2, county 2, town 3, village 3.
///
/// Systems send six (GB/T 2260), nine or twelve digits; shorter forms are filled up
/// with zeros, which means “the whole of it”.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "openapi", schemars(extend("format" = "area-code", "pattern" = "^(1[1-9]|[2-7][0-9]|8[0-2])([0-9]{4}|[0-9]{7}|[0-9]{10})$")))]
#[serde(try_from = "String", into = "String")]
pub struct AreaCode(String);

checked_string!(AreaCode);

impl AreaCode {
    /// Reads six, nine or twelve digits.
    ///
    /// # Errors
    /// When it has another length, another character, or a province that cannot be
    /// (GB/T 2260 provinces begin at 11 and end at 82).
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let digits = text.trim();
        if !matches!(digits.len(), 6 | 9 | 12) || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Malformed("must be an area code of 6, 9 or 12 digits"));
        }
        if !digits
            .get(..2)
            .is_some_and(|province| ("11"..="82").contains(&province))
        {
            return Err(Malformed(
                "must begin with the two digits of a province, 11 to 82",
            ));
        }
        Ok(Self(format!("{digits:0<12}")))
    }

    /// Whether `other` is this area or lies in it: the zeros at the end of a code, by
    /// whole levels, mean “all of it”.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        let own = [9, 6, 4, 2]
            .into_iter()
            .map_while(|level| self.0.split_at_checked(level))
            .take_while(|(_, rest)| rest.bytes().all(|digit| digit == b'0'))
            .last()
            .map_or(self.0.as_str(), |(own, _)| own);
        other.0.starts_with(own)
    }
}
