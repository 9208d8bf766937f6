//! A profile file, as it is written. `profile.schema.json` is made from these types.

mod field;
mod layer;
mod reply;
mod target;
mod token;
mod upstream;

use serde::Deserialize;

pub use field::{Assumption, Constant, Field};
pub use layer::{Arrangement, Covered, Layer, Namespace, Set, Signed, Sm2};
pub use reply::Reply;
pub use target::Target;
pub use token::{Digest, Parameter, Part, Token};
pub use upstream::{Answer, Each, Meaning, Nested, Rule, Syntax, Test, Upstream};

/// How one outside system spells evaluations, service events or collected opinions.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Document {
    /// Where editors find the schema: `../profile.schema.json`.
    #[serde(default, rename = "$schema")]
    _schema: Option<String>,
    /// Version of this file format: 1.
    pub format: u8,
    /// Name of the profile and of its folder: small letters, digits and hyphens.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// Where its layout is known from, and what of it is uncertain.
    pub basis: String,
    /// What its records are.
    pub records: Kind,
    /// Most records of one body, 1 to 2000. With 1 the body holds the record itself,
    /// with more a list of them.
    pub most: usize,
    /// Content types that are taken, without parameters; the first is sent.
    pub content_types: Vec<String>,
    /// In which bytes the text is. A byte order mark of UTF-8 and a `charset` of the
    /// content type come before it.
    pub charset: Charset,
    /// What is wrapped around the records, from outside in.
    pub envelope: Vec<Layer>,
    /// Where the fields of a record are within it, as a pointer; none when it has no
    /// wrapping of its own.
    #[serde(default)]
    pub record_at: String,
    /// Zone of all times, `+08:00`.
    pub zone: String,
    /// The fields, in the order in which they are sent.
    pub fields: Vec<Field>,
    /// Fields that mean nothing here but must have one of these values where they
    /// stand. They are sent with the first.
    #[serde(default)]
    pub constants: Vec<Constant>,
    /// What is taken to be so because the system never says it, with the reason. A
    /// level is never assumed.
    #[serde(default)]
    pub assume: Vec<Assumption>,
    /// Fields that are known and left out.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// What becomes of a record with a field that is named nowhere above.
    pub other_fields: OtherFields,
    /// What the system expects back; none for one that can read our own answer.
    #[serde(default)]
    pub reply: Option<Reply>,
    /// How evaluations are reported by it to an upper platform; none where nobody has
    /// told how that answers.
    #[serde(default)]
    pub upstream: Option<Upstream>,
}

/// What the records of a profile are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// Evaluations.
    Evaluations,
    /// Steps of cases that can be rated.
    ServiceEvents,
    /// Opinions that were collected (paper box, forum, open day) and are of no case.
    Collected,
}

impl Kind {
    /// Everything that such a record can say.
    #[must_use]
    pub const fn says(self) -> &'static [Target] {
        match self {
            Self::Evaluations => Target::EVALUATION,
            Self::ServiceEvents => Target::SERVICE_EVENT,
            Self::Collected => Target::COLLECTED,
        }
    }

    /// What it must say, or its profile assume.
    #[must_use]
    pub const fn needs(self) -> &'static [Target] {
        match self {
            Self::Evaluations => Target::EVALUATION_NEEDS,
            Self::ServiceEvents => Target::SERVICE_EVENT_NEEDS,
            Self::Collected => Target::COLLECTED_NEEDS,
        }
    }
}

/// In which bytes text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Charset {
    /// UTF-8.
    #[serde(rename = "utf-8")]
    Utf8,
    /// GB 18030; GBK and GB 2312 are parts of it.
    #[serde(rename = "gb18030")]
    Gb18030,
}

impl Charset {
    /// As content types spell it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Gb18030 => "gb18030",
        }
    }
}

/// What becomes of a field that no profile knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum OtherFields {
    /// Its record is refused.
    Refuse,
    /// It is left out.
    Ignore,
}
