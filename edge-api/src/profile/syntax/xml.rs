//! XML without document types: elements become groups, lists and texts.

use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::profile::format::{Charset, Namespace};
use crate::profile::node::{Budget, Node};
use crate::profile::refusal::{BodyCode, BodyRefusal, NotCarried};

/// An element that has begun.
#[derive(Default)]
struct Open {
    name: String,
    text: String,
    members: Vec<(String, Node)>,
}

/// Reads one document into a group with its outermost element. Attributes are
/// namespaces and types of others' tools, and are not read.
pub fn read(text: &str, budget: &mut Budget) -> Result<Node, BodyRefusal> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = true;
    let mut open: Vec<Open> = vec![Open::default()];
    loop {
        let at = reader.buffer_position();
        let wrong = |code, detail| BodyRefusal::new(code, format!("byte {at}"), detail);
        let syntax = || wrong(BodyCode::Syntax, "this is not XML");
        match reader.read_event().map_err(|_| syntax())? {
            Event::Start(start) => {
                budget.value()?;
                Budget::depth(open.len())?;
                open.push(Open {
                    name: local_name(&start),
                    ..Open::default()
                });
            }
            Event::End(_) => {
                let element = open.pop().ok_or_else(syntax)?;
                let parent = open.last_mut().ok_or_else(syntax)?;
                let (name, node) = closed(element)
                    .ok_or_else(|| wrong(BodyCode::Syntax, "text stands between elements"))?;
                add(&mut parent.members, name, node)?;
            }
            Event::Text(text) => push(&mut open, &text.xml10_content()).ok_or_else(syntax)?,
            Event::CData(text) => push(&mut open, &text.xml10_content()).ok_or_else(syntax)?,
            Event::GeneralRef(reference) => {
                let known = resolved(&reference).ok_or_else(|| match reference.is_char_ref() {
                    true => syntax(),
                    false => wrong(BodyCode::Doctype, "this entity is not known"),
                })?;
                push(&mut open, known.encode_utf8(&mut [0; 4])).ok_or_else(syntax)?;
            }
            Event::DocType(_) => {
                return Err(wrong(BodyCode::Doctype, "send XML without a document type"));
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Empty(_) => {}
            Event::Eof => {
                let rest = open
                    .pop()
                    .filter(|root| open.is_empty() && !root.members.is_empty());
                let root = rest.ok_or_else(syntax)?;
                if !root.text.trim().is_empty() {
                    return Err(syntax());
                }
                return Ok(Node::Group(root.members));
            }
        }
    }
}

/// The character that a reference stands for: by number, or one of the five that XML
/// itself names.
pub fn resolved(reference: &BytesRef<'_>) -> Option<char> {
    match reference.as_ref() {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    }
}

fn local_name(start: &BytesStart<'_>) -> String {
    start.local_name().as_ref().to_owned()
}

fn push(open: &mut [Open], text: &str) -> Option<()> {
    open.last_mut()?.text.push_str(text);
    Some(())
}

fn closed(element: Open) -> Option<(String, Node)> {
    let Open {
        name,
        text,
        members,
    } = element;
    let node = match (members.is_empty(), text.trim().is_empty()) {
        (true, true) => Node::Empty,
        (true, false) => Node::Text(text),
        (false, true) => Node::Group(members),
        (false, false) => return None,
    };
    Some((name, node))
}

/// Adds an element to its parent; the second of a name makes a list of both.
fn add(members: &mut Vec<(String, Node)>, name: String, node: Node) -> Result<(), BodyRefusal> {
    match members.iter_mut().find(|(known, _)| *known == name) {
        None => {
            members.push((name, node));
            Budget::members(members.len())?;
        }
        Some((_, Node::List(values))) => values.push(node),
        Some((_, first)) => {
            let before = std::mem::replace(first, Node::Empty);
            *first = Node::List(vec![before, node]);
        }
    }
    Ok(())
}

/// Writes a group with one member as a document.
pub fn write(
    node: &Node,
    charset: Charset,
    namespace: Option<&Namespace>,
) -> Result<String, NotCarried> {
    let mut out = String::from(match charset {
        Charset::Utf8 => r#"<?xml version="1.0" encoding="UTF-8"?>"#,
        Charset::Gb18030 => r#"<?xml version="1.0" encoding="GB18030"?>"#,
    });
    let declared = namespace.map(|it| format!(" xmlns:{}=\"{}\"", it.prefix, it.uri));
    match node {
        Node::Group(members) if members.len() == 1 => {
            inner(&mut out, node, namespace, declared.as_deref())?;
        }
        _ => {
            return Err(NotCarried::new(
                "xml",
                "a document has one outermost element",
            ));
        }
    }
    Ok(out)
}

fn inner(
    out: &mut String,
    node: &Node,
    namespace: Option<&Namespace>,
    declared: Option<&str>,
) -> Result<(), NotCarried> {
    match node {
        Node::Empty => {}
        Node::Text(text) | Node::Number(text) => {
            if text.contains(is_forbidden) {
                return Err(NotCarried::new("xml", "a character has no place in XML"));
            }
            out.push_str(&escape(text.as_str()));
        }
        Node::List(_) => {
            return Err(NotCarried::new(
                "xml",
                "a list needs the name of an element",
            ));
        }
        Node::Group(members) => {
            for (name, value) in members {
                let each = match value {
                    Node::List(values) => values.as_slice(),
                    one => std::slice::from_ref(one),
                };
                let prefix = namespace
                    .filter(|it| it.elements.contains(name))
                    .map_or_else(String::new, |it| format!("{}:", it.prefix));
                for one in each {
                    out.push_str(&format!("<{prefix}{name}{}>", declared.unwrap_or_default()));
                    inner(out, one, namespace, None)?;
                    out.push_str(&format!("</{prefix}{name}>"));
                }
            }
        }
    }
    Ok(())
}

/// What XML 1.0 cannot hold, not even as a reference.
const fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\x08' | '\x0b'..='\x1f' | '\u{fffe}' | '\u{ffff}')
}
