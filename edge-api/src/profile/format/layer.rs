//! Layers of an envelope, from outside in.

use serde::Deserialize;

/// One layer around the records. When a body is read they are taken off from the first
/// to the last; when one is written they are put on from the last to the first.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Layer {
    /// Text is JSON.
    Json(Nothing),
    /// Text is `application/x-www-form-urlencoded`, percent-encoded in the charset.
    Form(Nothing),
    /// Text is XML, without document type and entities of its own. Names lose their
    /// prefix; an element met more than once becomes a list.
    Xml(Xml),
    /// Text is a table with a line of names above it. In the place of text, the first
    /// sheet of an XLSX file is read the same way; what is sent is text.
    Csv(Csv),
    /// The rest lies at this place.
    At(Pointer),
    /// What lies here is SM2 ciphertext in hexadecimal; below it is text.
    Sm2(Sm2),
    /// The envelope carries a signature at this place.
    Signed(Signed),
}

/// A layer that has nothing to set: `{}`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// A document of elements. Attributes are not read.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Xml {
    /// The namespace of some elements, for what is sent.
    #[serde(default)]
    pub namespace: Option<Namespace>,
}

/// Elements that are sent with a prefix; any prefix is read.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Namespace {
    /// The prefix, such as `soapenv`.
    pub prefix: String,
    /// The address that it stands for.
    pub uri: String,
    /// Local names of the elements that have it.
    pub elements: Vec<String>,
}

/// A table.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Csv {
    /// One ASCII character between the columns.
    pub separator: String,
}

/// A place in what has been read so far.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Pointer {
    /// JSON pointer (RFC 6901); in XML the names of the elements, the outermost too.
    pub path: String,
    /// What else is sent around it.
    #[serde(default)]
    pub with: Vec<Set>,
}

/// Something that is sent as it is.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Set {
    /// Where it stands.
    pub path: String,
    /// The text; nothing makes an empty group.
    #[serde(default)]
    pub value: Option<String>,
    /// Or the value with this name in the operator's secrets.
    #[serde(default)]
    pub named: Option<String>,
}

/// SM2 public-key encryption (GM/T 0003.4) as it is met: hexadecimal, in either
/// arrangement, with or without the leading `04`.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Sm2 {
    /// How the parts of the ciphertext are arranged.
    pub arrangement: Arrangement,
    /// Whether what is sent begins with `04`. Read is either.
    pub leading04: bool,
    /// Whether what is sent has capital letters. Read is either.
    #[serde(default)]
    pub capitals: bool,
    /// Name of our private key in the operator's secrets: 64 hexadecimal digits.
    pub opens: String,
    /// Name of the other side's public key in the operator's secrets: 128 hexadecimal
    /// digits, or 130 with `04`.
    pub seals: String,
}

/// Arrangement of an SM2 ciphertext: C1 the point, C2 the text, C3 the digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Arrangement {
    /// Of the standard in force.
    C1c3c2,
    /// Of the first edition, still met.
    C1c2c3,
}

/// A “signature” as this field uses it: a text encrypted to the receiver, who compares
/// it with the text that it should be. It does not cover the records.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Signed {
    /// Where it stands.
    pub path: String,
    /// How it is encrypted.
    pub sm2: Sm2,
    /// What it is made over, one after the other.
    pub over: Vec<Covered>,
    /// The time in it, which bounds how long it can be used again.
    pub time: SignedTime,
}

/// A part of what is signed.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum Covered {
    /// What stands at this place.
    Path(String),
    /// The value with this name in the operator's secrets.
    Named(String),
}

/// The time of a signature.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignedTime {
    /// Where it stands.
    pub path: String,
    /// Its pattern, in the profile's zone.
    pub pattern: String,
    /// How many seconds it may be off, 1 to 3600.
    pub seconds: u32,
}
