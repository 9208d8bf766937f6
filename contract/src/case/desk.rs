//! Windows and terminals.

use super::{Malformed, checked_string};
use serde::{Deserialize, Serialize};

/// Characters at most.
const CHARS: usize = 32;

/// The window or terminal of a hall at which the citizen is invited, as the hall
/// calls it: 1 to 32 letters, digits and `-_.`. It names a place, never who works there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "openapi", schemars(extend("pattern" = "^[0-9A-Za-z_.-]{1,32}$")))]
#[serde(try_from = "String", into = "String")]
pub struct Desk(String);

checked_string!(Desk);

impl Desk {
    /// Reads a window's or terminal's name; blanks around it are dropped.
    ///
    /// # Errors
    /// When it is empty, too long, or has any other character.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let name = text.trim();
        let fits = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
        if name.is_empty() || name.len() > CHARS || !name.bytes().all(fits) {
            return Err(Malformed("must have 1 to 32 letters, digits or -_."));
        }
        Ok(Self(name.to_owned()))
    }
}
