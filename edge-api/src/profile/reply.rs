//! The answer that an outside system expects.

use super::charset;
use super::check::Profile;
use super::format::Reply;
use super::node::Node;
use super::refusal::NotCarried;
use super::syntax::{json, xml};

/// What became of a body, as far as its sender is told in its own form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome<'a> {
    /// Records that were taken, or were there before.
    pub accepted: usize,
    /// Records that were not.
    pub refused: usize,
    /// Code of the first refusal.
    pub code: &'a str,
    /// What to do about it.
    pub detail: &'a str,
}

/// Writes the answer of a profile that has one: its content type and bytes.
///
/// # Errors
/// When the profile's template cannot be written in its syntax, which golden files show.
pub fn reply(
    profile: &Profile,
    outcome: &Outcome<'_>,
) -> Result<Option<(String, Vec<u8>)>, NotCarried> {
    let Some(reply) = &profile.document().reply else {
        return Ok(None);
    };
    let template = if outcome.refused == 0 && outcome.code.is_empty() {
        &reply.taken
    } else {
        &reply.refused
    };
    let node = filled(reply, template, outcome)?;
    let text = match reply.content_type.as_str() {
        "application/json" => json::write(&node)?,
        "text/xml" | "application/xml" => xml::write(&node, reply.charset, None)?,
        _ => node.text().unwrap_or_default().to_owned(),
    };
    let content_type = format!("{}; charset={}", reply.content_type, reply.charset.name());
    let bytes = charset::encode(reply.charset, &text)?;
    Ok(Some((content_type, bytes)))
}

fn filled(
    reply: &Reply,
    template: &serde_json::Value,
    outcome: &Outcome<'_>,
) -> Result<Node, NotCarried> {
    use serde_json::Value;
    Ok(match template {
        Value::Null => Node::Empty,
        Value::Bool(_) | Value::Number(_) => Node::Number(template.to_string()),
        Value::String(text) => Node::Text(
            text.replace("{accepted}", &outcome.accepted.to_string())
                .replace("{refused}", &outcome.refused.to_string())
                .replace("{code}", outcome.code)
                .replace("{detail}", outcome.detail),
        ),
        Value::Array(values) => Node::List(
            values
                .iter()
                .map(|value| filled(reply, value, outcome))
                .collect::<Result<_, _>>()?,
        ),
        Value::Object(members) => {
            let mut group = Vec::new();
            for (name, value) in members {
                let mut value = filled(reply, value, outcome)?;
                if reply.nested.iter().any(|nested| nested == name) {
                    value = Node::Text(json::write(&value)?);
                }
                group.push((name.clone(), value));
            }
            Node::Group(group)
        }
    })
}
