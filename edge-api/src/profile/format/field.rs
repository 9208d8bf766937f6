//! Fields of a record.

use serde::Deserialize;
use std::collections::BTreeMap;

use super::Target;

/// One field: what it is here, and how it is spelled there.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Field {
    /// What it is here. Two fields may say the same; then they must agree.
    pub to: Target,
    /// Its name there, as it is sent.
    pub name: String,
    /// Other spellings of the name that are met.
    #[serde(default)]
    pub also: Vec<String>,
    /// The code table. Where there is one, nothing else is taken.
    #[serde(default)]
    pub codes: Vec<Code>,
    /// For times: patterns of `yyyy MM dd HH mm ss SSS`; the first is sent. After it,
    /// `serial` reads the days since 1899-12-30 that office programs store.
    #[serde(default)]
    pub times: Vec<String>,
    /// For indicators: what stands between the codes; the first is sent. Without it they
    /// are a list.
    #[serde(default)]
    pub separators: Vec<String>,
    /// For indicators: the national wording of the catalogue in force, to the letter, stands
    /// for its code as well. Codes are sent.
    #[serde(default)]
    pub words: bool,
    /// Stands before the value there and not here: put before it when it is sent,
    /// taken off when it is read. A value without it is refused.
    #[serde(default)]
    pub prefix: Option<String>,
    /// Values that are known to be wrong and what they mean. Never sent.
    #[serde(default)]
    pub replace: BTreeMap<String, String>,
    /// For an area: 6, 9 or 12, the digits that are sent.
    #[serde(default)]
    pub digits: Option<usize>,
    /// Must be there, beyond what always must be.
    #[serde(default)]
    pub needed: bool,
    /// Is sent as a number where the syntax has such.
    #[serde(default)]
    pub number: bool,
}

/// One line of a code table.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Code {
    /// The code there. Of several with the same meaning the first is sent.
    pub code: String,
    /// What it means here; see the table of values in docs/profiles.md. Not given: the
    /// code tells nothing of this field.
    #[serde(default)]
    pub means: Option<String>,
    /// Other spellings that are met.
    #[serde(default)]
    pub also: Vec<String>,
    /// The code tells besides that the system made this evaluation by itself.
    #[serde(default)]
    pub default: bool,
}

/// A field of which only certain values can be taken.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Constant {
    /// Its name.
    pub name: String,
    /// What it may be; the first is sent.
    pub values: Vec<String>,
    /// Whether a record without it is refused.
    #[serde(default)]
    pub needed: bool,
}

/// Something that is taken to be so, and why.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Assumption {
    /// What it is here.
    pub to: Target,
    /// The value, as in a code table's `means`.
    pub value: String,
    /// Why that is right; for whoever reads the profile.
    pub because: String,
}
