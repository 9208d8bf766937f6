//! What is said, as the profile spells it.

use super::Slots;
use crate::profile::check::Profile;
use crate::profile::format::{Field, Target};
use crate::profile::moment;
use crate::profile::node::Node;
use crate::profile::refusal::NotCarried;

/// Writes what is said as the profile spells it, in the order of its fields.
pub fn write(profile: &Profile, slots: &Slots) -> Result<Node, NotCarried> {
    let document = profile.document();
    let is_default = slots.get(&Target::Default).is_some_and(|it| it == "true");
    let by_field = profile.fields_of(Target::Default).next().is_some();
    for (target, value) in slots {
        let carried = profile.fields_of(*target).next().is_some();
        let assumed = document.assume.iter().find(|it| it.to == *target);
        let lost = match assumed {
            Some(assumption) => !carried && assumption.value != *value,
            None => !carried && profile.must_carry(*target, value),
        };
        if lost {
            return Err(NotCarried::new(
                target.name(),
                "the profile cannot say this, and leaving it out would say something else",
            ));
        }
    }
    let mut members = Vec::new();
    let mut said_default = by_field || !is_default;
    for field in &document.fields {
        let value = slots.get(&field.to);
        let default = is_default && !by_field;
        if field.codes.is_empty() {
            if let Some(value) = value {
                members.push((field.name.clone(), plain(profile, field, value)?));
            }
            continue;
        }
        let table_says_default = field.codes.iter().any(|code| code.default);
        let code = field.codes.iter().find(|code| {
            code.means.as_ref() == value && code.default == (default && table_says_default)
        });
        match (code, value) {
            (Some(code), _) => {
                said_default |= code.default;
                members.push((field.name.clone(), leaf(field, code.code.clone())));
            }
            (None, None) => {}
            (None, Some(_)) => {
                return Err(NotCarried::new(
                    field.to.name(),
                    "the profile's code table has no code for this",
                ));
            }
        }
    }
    if !said_default {
        return Err(NotCarried::new(
            Target::Default.name(),
            "the profile cannot tell that the system made this evaluation by itself",
        ));
    }
    for constant in &document.constants {
        let first = constant.values.first().cloned().unwrap_or_default();
        members.push((constant.name.clone(), Node::Text(first)));
    }
    Ok(Node::Group(members))
}

/// A value without code table as the profile spells it.
fn plain(profile: &Profile, field: &Field, value: &str) -> Result<Node, NotCarried> {
    let cannot = |detail| NotCarried::new(field.to.name(), detail);
    if field.to.is_time() {
        let text = value.parse().ok().and_then(|ms| {
            let pattern = field.times.first()?;
            moment::write(ms, pattern, profile.zone())
        });
        let text =
            text.ok_or_else(|| cannot("the profile's pattern would lose part of the time"))?;
        return Ok(leaf(field, text));
    }
    if field.to == Target::Indicators {
        return Ok(match field.separators.first() {
            Some(separator) => Node::Text(value.replace(',', separator)),
            None => Node::List(
                value
                    .split(',')
                    .map(|it| Node::Text(it.to_owned()))
                    .collect(),
            ),
        });
    }
    if let Some(digits) = field.digits {
        let (code, rest) = value.split_at_checked(digits).unwrap_or((value, ""));
        if !rest.bytes().all(|digit| digit == b'0') {
            return Err(cannot("the profile's area codes are too short for this"));
        }
        return Ok(leaf(field, code.to_owned()));
    }
    if field.replace.contains_key(value) {
        return Err(cannot("the profile reads this value as another"));
    }
    let prefix = field.prefix.as_deref().unwrap_or_default();
    Ok(leaf(field, format!("{prefix}{value}")))
}

fn leaf(field: &Field, text: String) -> Node {
    if field.number {
        Node::Number(text)
    } else {
        Node::Text(text)
    }
}
