//! Numbers of cases (办件编号, `projectNo`).

use super::{Malformed, checked_string};
use crate::limits::CASE_NO_CHARS;
use crate::recorded::{Collection, OpinionNo};
use serde::{Deserialize, Serialize};

/// The number of a case: opaque, 1 to 50 letters, digits and `-_./#` (GB/T 39046-2020:
/// an..50). Provinces prefix and pad it each in their own way, so nothing is read
/// out of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "openapi", schemars(extend("pattern" = "^[0-9A-Za-z_./#-]{1,50}$")))]
#[serde(try_from = "String", into = "String")]
pub struct CaseNo(String);

checked_string!(CaseNo);

/// What stands before the number of an opinion that is of no case.
const COLLECTED: &str = "COLLECTED#";

impl CaseNo {
    /// Reads a case number; blanks around it are dropped.
    ///
    /// # Errors
    /// When it is empty, too long, or has any other character.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let number = text.trim();
        let fits = |b: u8| b.is_ascii_alphanumeric() || b"-_./#".contains(&b);
        if number.is_empty() || number.len() > CASE_NO_CHARS || !number.bytes().all(fits) {
            return Err(Malformed("must have 1 to 50 letters, digits or -_./#"));
        }
        Ok(Self(number.to_owned()))
    }

    /// What stands in the place of a case number where an opinion is of no case: where it
    /// was collected, on which day (`20261122`), which one of that day.
    ///
    /// # Errors
    /// When the day is none.
    pub fn collected(
        collection: Collection,
        day: &str,
        number: &OpinionNo,
    ) -> Result<Self, Malformed> {
        Self::parse(&format!("{COLLECTED}{}-{day}-{number}", collection.code()))
    }

    /// Whether it stands for an opinion of no case. No case may have such a number, or its
    /// rating and an opinion could take each other's place.
    #[must_use]
    pub fn is_collected(&self) -> bool {
        self.0.starts_with(COLLECTED)
    }
}
