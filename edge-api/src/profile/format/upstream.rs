//! What an upper platform is sent besides the body, and how its answer is read.

use serde::Deserialize;

use super::{Charset, Token};

/// Reporting by this profile: evaluations are written as they are read, POSTed to the
/// address that the operator sets, and the answer is understood by these rules.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Upstream {
    /// Where the answers are known from, and what of them is uncertain.
    pub basis: String,
    /// The token that it wants to be asked for first; none where it wants none.
    #[serde(default)]
    pub token: Option<Token>,
    /// Headers beside the content type.
    #[serde(default)]
    pub headers: Vec<Header>,
    /// How the answer is read.
    pub answer: Answer,
}

/// A header of the request.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its value; before a `named` one, what stands there, such as `Bearer `.
    #[serde(default)]
    pub value: String,
    /// The value with this name in the operator's secrets, after `value`.
    #[serde(default)]
    pub named: Option<String>,
    /// Whether the token comes after `value`.
    #[serde(default)]
    pub token: bool,
}

/// How an answer is read. The first rule that fits decides. An answer that none fits, or
/// that cannot be read, is no success: the records are sent again.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Answer {
    /// What its text is.
    pub syntax: Syntax,
    /// In which bytes, unless its content type says another.
    pub charset: Charset,
    /// Places whose text is itself JSON or XML, from outside in.
    #[serde(default)]
    pub nested: Vec<Nested>,
    /// Where a code of the platform stands, as a pointer.
    #[serde(default)]
    pub code: Option<String>,
    /// What it means.
    pub rules: Vec<Rule>,
    /// Where it tells of each record by itself.
    #[serde(default)]
    pub each: Option<Each>,
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Syntax {
    /// JSON.
    Json,
    /// XML.
    Xml,
    /// Nothing but text.
    Text,
}

/// A text within an answer that is read further.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Nested {
    /// Where it stands, as a pointer.
    pub at: String,
    /// What it is.
    pub syntax: Syntax,
}

/// One rule: when it fits, and what the answer then means.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Rule {
    /// HTTP statuses for which it is; 200 when none is given.
    #[serde(default)]
    pub status: Vec<u16>,
    /// What must be so, all of it.
    #[serde(default)]
    pub when: Vec<Test>,
    /// What it means.
    pub means: Meaning,
    /// A code of ours for it, in place of the platform's.
    #[serde(default)]
    pub code: Option<String>,
}

/// Something that is looked for in an answer. With neither `is` nor `contains` it must be
/// there and not be empty.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Test {
    /// Where, as a pointer; without it in every text of the answer.
    #[serde(default)]
    pub at: Option<String>,
    /// The text is one of these.
    #[serde(default)]
    pub is: Vec<String>,
    /// The text contains one of these.
    #[serde(default)]
    pub contains: Vec<String>,
}

/// What an answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Meaning {
    /// The platform has taken every record.
    Taken,
    /// It had it before, which is as good.
    Duplicate,
    /// It will never take it as it is.
    Refused,
    /// It may take it later.
    Retry,
    /// The token counts no more: with a new one it may take it.
    TokenRefused,
    /// It tells of each record: see `each`.
    Each,
}

/// Answers record by record.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Each {
    /// Where their list is, as a pointer.
    pub at: String,
    /// Where in each stands the record's place in the body, from 0; without it they are
    /// in the order of the body, and as many.
    #[serde(default)]
    pub index: Option<String>,
    /// Where in each a code of the platform stands.
    #[serde(default)]
    pub code: Option<String>,
    /// What each means; a status plays no part.
    pub rules: Vec<Rule>,
}
