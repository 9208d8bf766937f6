//! A token that a platform gives before it takes anything.

use serde::Deserialize;

use super::Charset;
use super::upstream::{Nested, Syntax};

/// How a token is asked for, by `GET`, and read from the answer. It is kept until it runs out,
/// or until a rule says that it does not count any more.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Token {
    /// Its path, at the machine that is reported to; the operator may set another address.
    pub path: String,
    /// What stands in the query, in this order.
    pub parameters: Vec<Parameter>,
    /// What the text of the answer is.
    pub syntax: Syntax,
    /// In which bytes, unless its content type says another.
    pub charset: Charset,
    /// Places whose text is itself JSON or XML, from outside in.
    #[serde(default)]
    pub nested: Vec<Nested>,
    /// Where the token stands, as a pointer.
    pub at: String,
    /// How long it counts.
    pub lifetime: Lifetime,
}

/// One parameter: its parts, one after the other, or their digest.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What it is made of.
    pub of: Vec<Part>,
    /// What is made of that, in hexadecimal; the parts themselves where there is none.
    #[serde(default)]
    pub digest: Option<Digest>,
    /// Whether the digits of a digest are capital letters.
    #[serde(default)]
    pub capitals: bool,
}

/// A part of a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum Part {
    /// This text.
    Value(String),
    /// The value with this name in the operator's secrets.
    Named(String),
    /// The present time, the same in every part: `seconds` or `milliseconds` since 1970, or a
    /// pattern in the profile's zone.
    Time(String),
}

/// A digest of parts in UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Digest {
    /// MD5 (RFC 1321), which platforms still ask for.
    Md5,
    /// SHA-256.
    Sha256,
}

/// How long a token counts.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Lifetime {
    /// Where the seconds stand in the answer, as a pointer.
    #[serde(default)]
    pub at: Option<String>,
    /// Seconds where the answer does not tell, 10 to 604800.
    pub seconds: u32,
}
