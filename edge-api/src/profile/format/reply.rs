//! What an outside system expects back.

use serde::Deserialize;

/// The answer to a body, in place of ours. In every text of it `{accepted}` and `{refused}` stand for the
/// numbers of records, `{code}` and `{detail}` for the first refusal.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reply {
    /// Content type of the answer. `application/json` and `text/xml` (or
    /// `application/xml`) decide how it is written; anything else is text.
    pub content_type: String,
    /// In which bytes.
    pub charset: super::Charset,
    /// When every record was taken.
    pub taken: serde_json::Value,
    /// When some record, or the whole body, was not.
    pub refused: serde_json::Value,
    /// Members whose value is sent as a text that is itself JSON.
    #[serde(default)]
    pub nested: Vec<String>,
}
