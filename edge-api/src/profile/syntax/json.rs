//! JSON.

use std::fmt;

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap as _, SerializeSeq as _, Serializer};

use crate::profile::node::{Budget, Node};
use crate::profile::refusal::{BodyCode, BodyRefusal, NotCarried};

/// Reads one document.
pub fn read(text: &str, budget: &mut Budget) -> Result<Node, BodyRefusal> {
    let mut json = serde_json::Deserializer::from_str(text);
    let mut over = None;
    let seed = Seed {
        budget,
        over: &mut over,
        depth: 0,
    };
    let read = seed
        .deserialize(&mut json)
        .and_then(|node| json.end().map(|()| node));
    read.map_err(|error| {
        over.unwrap_or_else(|| {
            BodyRefusal::new(
                BodyCode::Syntax,
                format!("line {} column {}", error.line(), error.column()),
                "this is not JSON",
            )
        })
    })
}

/// Writes a document.
pub fn write(node: &Node) -> Result<String, NotCarried> {
    serde_json::to_string(node)
        .map_err(|_| NotCarried::new("json", "the value cannot be written as JSON"))
}

struct Seed<'a> {
    budget: &'a mut Budget,
    over: &'a mut Option<BodyRefusal>,
    depth: usize,
}

impl Seed<'_> {
    /// Passes a bound on through the parser's own error.
    fn bound<E: Error>(&mut self, result: Result<(), BodyRefusal>) -> Result<(), E> {
        result.map_err(|refusal| {
            *self.over = Some(refusal);
            E::custom("")
        })
    }

    fn deeper(&mut self) -> Seed<'_> {
        Seed {
            budget: self.budget,
            over: self.over,
            depth: self.depth + 1,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Node;

    fn deserialize<D: serde::Deserializer<'de>>(mut self, json: D) -> Result<Node, D::Error> {
        let counted = self.budget.value();
        self.bound(counted)?;
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Empty)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Node, E> {
        Ok(Node::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut json: A) -> Result<Node, A::Error> {
        self.bound(Budget::depth(self.depth + 1))?;
        let mut values = Vec::new();
        while let Some(value) = json.next_element_seed(self.deeper())? {
            values.push(value);
        }
        Ok(Node::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut json: A) -> Result<Node, A::Error> {
        self.bound(Budget::depth(self.depth + 1))?;
        let mut members = Vec::new();
        while let Some(name) = json.next_key::<String>()? {
            self.bound(Budget::members(members.len() + 1))?;
            members.push((name, json.next_value_seed(self.deeper())?));
        }
        Ok(Node::Group(members))
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, json: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => json.serialize_unit(),
            Self::Text(text) => json.serialize_str(text),
            Self::Number(text) => match (text.as_str(), text.parse::<i64>()) {
                ("true", _) => json.serialize_bool(true),
                ("false", _) => json.serialize_bool(false),
                (_, Ok(number)) if number.to_string() == *text => json.serialize_i64(number),
                _ => json.serialize_str(text),
            },
            Self::List(values) => {
                let mut list = json.serialize_seq(Some(values.len()))?;
                for value in values {
                    list.serialize_element(value)?;
                }
                list.end()
            }
            Self::Group(members) => {
                let mut group = json.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    group.serialize_entry(name, value)?;
                }
                group.end()
            }
        }
    }
}
