//! What every syntax is read into: text, lists and groups, in the order of the body.

use super::limits::{DEPTH, MEMBERS, VALUES};
use super::refusal::{BodyCode, BodyRefusal};

/// A value of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// Nothing: `null`, an empty element.
    Empty,
    /// Text, and whatever else has no parts: a number or truth value by its text.
    Text(String),
    /// Outward only: a number or truth value, written without quotation marks in JSON.
    Number(String),
    /// Values in their order.
    List(Vec<Node>),
    /// Named values in their order.
    Group(Vec<(String, Node)>),
}

impl Node {
    /// The text; `None` for lists and groups, and for what is empty.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Number(text) => Some(text),
            _ => None,
        }
    }

    /// The value at a pointer such as `/params/evaluate/0`.
    pub fn at(&self, path: &str) -> Option<&Self> {
        segments(path).try_fold(self, |node, segment| match node {
            Self::Group(members) => members
                .iter()
                .find(|(name, _)| *name == segment)
                .map(|(_, value)| value),
            Self::List(values) => segment.parse().ok().and_then(|i: usize| values.get(i)),
            _ => None,
        })
    }

    /// Puts `value` at a pointer, making the groups and lists on the way.
    /// `None` when something else stands in the way.
    pub fn put(&mut self, path: &str, value: Self) -> Option<()> {
        let mut node = self;
        for segment in segments(path) {
            let index = segment.parse::<usize>().ok();
            if *node == Self::Empty {
                *node = if index.is_some() {
                    Self::List(Vec::new())
                } else {
                    Self::Group(Vec::new())
                };
            }
            node = match (node, index) {
                (Self::List(values), Some(i)) if i <= values.len() => {
                    if i == values.len() {
                        values.push(Self::Empty);
                    }
                    values.get_mut(i)?
                }
                (Self::Group(members), _) => {
                    let known = members.iter().position(|(name, _)| *name == segment);
                    let place = known.unwrap_or(members.len());
                    if known.is_none() {
                        members.push((segment, Self::Empty));
                    }
                    members.get_mut(place).map(|(_, value)| value)?
                }
                _ => return None,
            };
        }
        *node = value;
        Some(())
    }
}

/// The parts of a pointer (RFC 6901).
pub(super) fn segments(path: &str) -> impl Iterator<Item = String> {
    path.split('/')
        .skip(1)
        .map(|part| part.replace("~1", "/").replace("~0", "~"))
}

/// One part as it stands in a pointer.
pub(super) fn escaped(segment: &str) -> String {
    segment.replace('~', "~0").replace('/', "~1")
}

/// What is left of the bounds while a body is read.
#[derive(Debug)]
pub(super) struct Budget {
    values: usize,
}

impl Budget {
    pub fn new() -> Self {
        Self { values: VALUES }
    }

    /// Counts one value.
    pub fn value(&mut self) -> Result<(), BodyRefusal> {
        self.values = self.values.checked_sub(1).ok_or_else(|| {
            BodyRefusal::new(
                BodyCode::TooMany,
                "",
                "a body may have 200 000 values; send fewer records at once",
            )
        })?;
        Ok(())
    }

    /// Refuses a group with too many members.
    pub fn members(count: usize) -> Result<(), BodyRefusal> {
        if count > MEMBERS {
            return Err(BodyRefusal::new(
                BodyCode::TooMany,
                "",
                "a record may have 200 fields",
            ));
        }
        Ok(())
    }

    /// Refuses what lies too deep.
    pub fn depth(depth: usize) -> Result<(), BodyRefusal> {
        if depth > DEPTH {
            return Err(BodyRefusal::new(
                BodyCode::TooDeep,
                "",
                "a body may be nested 16 deep",
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Node;

    #[test]
    fn what_is_put_is_found() {
        let mut node = Node::Empty;
        node.put("/a/list/0", Node::Text("x".into())).unwrap();
        node.put("/a/b~1c", Node::Text("y".into())).unwrap();
        assert_eq!(node.at("/a/list/0").and_then(Node::text), Some("x"));
        assert_eq!(node.at("/a/b~1c").and_then(Node::text), Some("y"));
        assert_eq!(node.at("/a/list/1"), None);
        assert_eq!(node.at("/a/list/0/deeper"), None);
        assert!(node.put("/a/list/7", Node::Empty).is_none(), "no holes");
    }
}
