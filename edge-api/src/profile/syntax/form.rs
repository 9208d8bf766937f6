//! `application/x-www-form-urlencoded`, percent-encoded in any charset.

use std::borrow::Cow;

use crate::profile::charset;
use crate::profile::format::Charset;
use crate::profile::node::{Budget, Node};
use crate::profile::refusal::{BodyCode, BodyRefusal, NotCarried};

/// Reads a form into a group of texts.
pub fn read(body: &[u8], charset: Charset, budget: &mut Budget) -> Result<Node, BodyRefusal> {
    let mut members = Vec::new();
    let mut offset = 0;
    for pair in body.split(|byte| *byte == b'&') {
        if !pair.is_empty() {
            budget.value()?;
            Budget::members(members.len() + 1)?;
            let middle = pair.iter().position(|byte| *byte == b'=');
            let (name, value) = match middle.and_then(|at| pair.split_at_checked(at)) {
                Some((name, value)) => (name, value.get(1..).unwrap_or_default()),
                None => (pair, &[][..]),
            };
            let name_text = part(name, charset, offset)?;
            let value_text = part(value, charset, offset + name.len() + 1)?;
            members.push((name_text, Node::Text(value_text)));
        }
        offset += pair.len() + 1;
    }
    Ok(Node::Group(members))
}

/// One name or value. A broken byte is placed where its part begins: percent signs
/// make the bytes inside three times as long.
fn part(bytes: &[u8], charset: Charset, offset: usize) -> Result<String, BodyRefusal> {
    let spaced: Vec<u8> = bytes
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    let decoded: Cow<'_, [u8]> = percent_encoding::percent_decode(&spaced).into();
    charset::decode(charset, &decoded, 0).map_err(|refusal| {
        BodyRefusal::new(
            BodyCode::Charset,
            format!("byte {offset}, {} of the value", refusal.place),
            refusal.detail,
        )
    })
}

/// Writes a group of texts.
pub fn write(node: &Node, charset: Charset) -> Result<String, NotCarried> {
    const SHAPE: NotCarried = NotCarried {
        what: String::new(),
        detail: "a form has names with texts only",
    };
    let Node::Group(members) = node else {
        return Err(SHAPE);
    };
    let mut out = String::new();
    for (name, value) in members {
        let text = match value {
            Node::Empty => "",
            Node::Text(text) | Node::Number(text) => text,
            _ => return Err(SHAPE),
        };
        if !out.is_empty() {
            out.push('&');
        }
        out.extend(form_urlencoded::byte_serialize(&charset::encode(
            charset, name,
        )?));
        out.push('=');
        out.extend(form_urlencoded::byte_serialize(&charset::encode(
            charset, text,
        )?));
    }
    Ok(out)
}
