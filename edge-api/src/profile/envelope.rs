//! Taking the layers off a body, and putting them on.

use super::charset;
use super::check::Profile;
use super::format::{Layer, Set};
use super::node::{Budget, Node};
use super::place::Place;
use super::refusal::{BodyCode, BodyRefusal, NotCarried};
use super::sm2::{self, Named};
use super::syntax::{csv, form, json, xlsx, xml};

/// Opens a body and finds its records.
pub(super) fn open(
    profile: &Profile,
    named: &Named,
    content_type: &str,
    body: &[u8],
    now: i64,
) -> Result<Vec<(Place, Node)>, BodyRefusal> {
    let document = profile.document();
    let charset = charset::of(document.charset, content_type, body);
    let mut budget = Budget::new();
    let mut lines = None;
    let mut path = String::new();
    // The outermost text is decoded when a layer asks for it: a form is percent-encoded
    // bytes until it has been taken apart.
    let mut outermost = Some(body);
    let mut node = Node::Empty;
    let text = |node: &Node, path: &str, outermost: &mut Option<&[u8]>| match outermost.take() {
        Some(body) => charset::decode(charset, body, 0),
        None => node
            .text()
            .map(str::to_owned)
            .ok_or_else(|| nothing_at(path)),
    };
    for layer in &document.envelope {
        match layer {
            Layer::Json(_) => {
                let text = text(&node, &path, &mut outermost)?;
                node = json::read(&text, &mut budget).map_err(|refusal| inside(&path, refusal))?;
            }
            Layer::Xml(_) => {
                let text = text(&node, &path, &mut outermost)?;
                node = xml::read(&text, &mut budget).map_err(|refusal| inside(&path, refusal))?;
            }
            Layer::Form(_) => match outermost.take() {
                Some(body) => node = form::read(body, charset, &mut budget)?,
                None => {
                    let text = node.text().ok_or_else(|| nothing_at(&path))?;
                    node = form::read(text.as_bytes(), charset, &mut budget)?;
                }
            },
            Layer::Csv(_) if outermost.is_some_and(xlsx::is) => {
                let body = outermost.take().unwrap_or_default();
                let (records, begin) = xlsx::read(body, document.most, &mut budget)?;
                node = records;
                lines = Some(begin);
            }
            Layer::Csv(table) => {
                let text = text(&node, &path, &mut outermost)?;
                let separator = table.separator.bytes().next().unwrap_or(b',');
                let read = csv::read(&text, separator, document.most, &mut budget);
                let (records, begin) = read.map_err(|refusal| inside(&path, refusal))?;
                node = records;
                lines = Some(begin);
            }
            Layer::At(pointer) => {
                path.push_str(&pointer.path);
                node = take(node, &pointer.path).ok_or_else(|| nothing_at(&path))?;
            }
            Layer::Sm2(sm2) => {
                let sealed = node.text().ok_or_else(|| nothing_at(&path))?;
                let opened =
                    sm2::open(sm2, named, sealed).map_err(|refusal| match refusal.code {
                        BodyCode::Decryption => BodyRefusal {
                            place: path.clone(),
                            ..refusal
                        },
                        _ => refusal,
                    })?;
                let opened = charset::decode(document.charset, &opened, 0)
                    .map_err(|refusal| inside(&path, refusal))?;
                node = Node::Text(opened);
            }
            Layer::Signed(signed) => sm2::verify(signed, profile.zone(), named, &node, now)?,
        }
    }
    records(profile, node, &path, lines)
}

/// What was read, as records with their places.
fn records(
    profile: &Profile,
    node: Node,
    path: &str,
    lines: Option<Vec<u64>>,
) -> Result<Vec<(Place, Node)>, BodyRefusal> {
    let document = profile.document();
    let found = match node {
        Node::List(records) => records,
        Node::Group(_) => vec![node],
        Node::Empty | Node::Text(_) | Node::Number(_) => return Err(nothing_at(path)),
    };
    if found.is_empty() {
        return Err(nothing_at(path));
    }
    if found.len() > document.most {
        return Err(BodyRefusal::new(
            BodyCode::TooManyRecords,
            path,
            "send fewer records at once",
        ));
    }
    Ok(found
        .into_iter()
        .enumerate()
        .map(|(i, record)| {
            let place = match &lines {
                Some(lines) => Place::Line(lines.get(i).copied().unwrap_or_default()),
                None if document.most == 1 => Place::Path(path.to_owned()),
                None => Place::Path(format!("{path}/{i}{}", document.record_at)),
            };
            let inner = take(record, &document.record_at).unwrap_or(Node::Empty);
            (place, inner)
        })
        .collect())
}

/// The value at a pointer, without a copy where there is nothing to walk.
fn take(node: Node, path: &str) -> Option<Node> {
    if path.is_empty() {
        return Some(node);
    }
    node.at(path).cloned()
}

fn nothing_at(path: &str) -> BodyRefusal {
    BodyRefusal::new(
        BodyCode::NoRecords,
        path,
        "the profile expects the records here",
    )
}

/// The same refusal, told from outside a text within a text.
fn inside(path: &str, refusal: BodyRefusal) -> BodyRefusal {
    if path.is_empty() {
        return refusal;
    }
    BodyRefusal {
        place: format!("{path}, {} of its text", refusal.place),
        ..refusal
    }
}

/// Wraps records into a body.
pub(super) fn close(
    profile: &Profile,
    named: &Named,
    records: Vec<Node>,
    now: i64,
) -> Result<Vec<u8>, NotCarried> {
    let document = profile.document();
    if records.is_empty() || records.len() > document.most {
        return Err(NotCarried::new(
            "records",
            "there are none, or more than the profile takes at once",
        ));
    }
    let wrapped: Vec<Node> = records
        .into_iter()
        .map(|record| wrap(&document.record_at, &[], named, record))
        .collect::<Result<_, _>>()?;
    let mut node = Node::List(wrapped);
    let table = matches!(document.envelope.last(), Some(Layer::Csv(_)));
    if document.most == 1 && !table {
        node = take(node, "/0").unwrap_or(Node::Empty);
    }
    for layer in document.envelope.iter().rev() {
        node = match layer {
            Layer::Json(_) => Node::Text(json::write(&node)?),
            Layer::Xml(xml) => {
                let namespace = xml.namespace.as_ref();
                Node::Text(xml::write(&node, document.charset, namespace)?)
            }
            Layer::Form(_) => Node::Text(form::write(&node, document.charset)?),
            Layer::Csv(table) => {
                let separator = table.separator.bytes().next().unwrap_or(b',');
                Node::Text(csv::write(&node, separator, &profile.columns())?)
            }
            Layer::At(pointer) => wrap(&pointer.path, &pointer.with, named, node)?,
            Layer::Sm2(sm2) => {
                let text = node.text().unwrap_or_default();
                Node::Text(sm2::seal(sm2, named, text)?)
            }
            Layer::Signed(signed) => {
                sm2::sign(signed, profile.zone(), named, &mut node, now)?;
                node
            }
        };
    }
    charset::encode(document.charset, node.text().unwrap_or_default())
}

fn wrap(path: &str, with: &[Set], named: &Named, inner: Node) -> Result<Node, NotCarried> {
    if path.is_empty() {
        return Ok(inner);
    }
    let broken = |path: &str| NotCarried::new(path, "the envelope has no place for this");
    let mut outer = Node::Empty;
    for set in with {
        let value = match (&set.value, &set.named) {
            (Some(text), _) => Node::Text(text.clone()),
            (None, Some(name)) => named
                .get(name)
                .map(|text| Node::Text(text.clone()))
                .ok_or_else(|| NotCarried::new(name, "the operator has to set this up"))?,
            (None, None) => Node::Group(Vec::new()),
        };
        outer
            .put(&set.path, value)
            .ok_or_else(|| broken(&set.path))?;
    }
    outer.put(path, inner).ok_or_else(|| broken(path))?;
    Ok(outer)
}
