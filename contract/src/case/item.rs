//! Codes of service items (实施编码, 业务办理项编码).

use super::{Malformed, agency::check_character, checked_string};
use serde::{Deserialize, Serialize};

/// The code of a service item: 31 characters, or 33 when a business item of it is
/// meant.
///
/// Eighteen characters are the agency's unified social credit code, one the level of
/// government (1 to 7), twelve the basic code, two the business item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "openapi", schemars(extend("format" = "item-code", "pattern" = "^[0-9A-HJ-NPQRTUWXY]{18}[1-7][0-9]{12}([0-9]{2})?$")))]
#[serde(try_from = "String", into = "String")]
pub struct ItemCode(String);

checked_string!(ItemCode);

/// What is unusual about an item code without making it unusable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ItemWarning {
    /// The agency part has a wrong check character.
    AgencyCheckCharacter,
    /// A locally built item (basic code with `00000000`): it is not known upstream.
    LocallyBuilt,
    /// The fourth and fifth places of the basic code name no kind that is rated.
    KindNotRated,
}

impl ItemCode {
    /// Reads a code; small letters are taken as capitals.
    ///
    /// # Errors
    /// When length or characters do not fit. What is merely unusual is told by
    /// [`Self::warnings`]: a citizen's right to rate does not hang on it.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let code = text.trim().to_ascii_uppercase();
        if !matches!(code.len(), 31 | 33) {
            return Err(Malformed(
                "must have 31 characters, or 33 with a business item",
            ));
        }
        let (agency, rest) = code.split_at_checked(18).unwrap_or_default();
        if check_character(agency).is_none() {
            return Err(Malformed(
                "must begin with the agency's unified social credit code: 18 digits and capital letters without I, O, S, V, Z",
            ));
        }
        let level = rest.bytes().next().unwrap_or_default();
        if !(b'1'..=b'7').contains(&level) || !rest.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Malformed(
                "must have, after the agency's 18 characters, a level of government from 1 to 7 and then digits only",
            ));
        }
        Ok(Self(code))
    }

    /// The agency's eighteen characters.
    #[must_use]
    pub fn agency(&self) -> &str {
        self.0.get(..18).unwrap_or_default()
    }

    /// What is unusual about the code.
    #[must_use]
    pub fn warnings(&self) -> Vec<ItemWarning> {
        let mut warnings = Vec::new();
        if check_character(self.agency()) != self.agency().bytes().last() {
            warnings.push(ItemWarning::AgencyCheckCharacter);
        }
        if self
            .0
            .get(19..)
            .is_some_and(|basic| basic.contains("00000000"))
        {
            warnings.push(ItemWarning::LocallyBuilt);
        }
        let kind = self.0.get(21..23).unwrap_or_default();
        if super::ItemKind::from_code(kind).is_none() {
            warnings.push(ItemWarning::KindNotRated);
        }
        warnings
    }
}
