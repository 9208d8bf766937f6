//! What was sent, as we spell it.

use contract::catalogue::Catalogue;

use super::{Said, Slots, reasons, refuse, refuse_sent};
use crate::normalize::member_name;
use crate::profile::check::Profile;
use crate::profile::format::{Field, Kind, OtherFields, Target};
use crate::profile::limits::VALUE_BYTES;
use crate::profile::moment;
use crate::profile::node::Node;
use crate::profile::place::Place;
use crate::profile::refusal::{RecordCode, RecordRefusal};

/// Reads the fields of a record.
pub fn read<'a>(
    profile: &'a Profile,
    catalogue: &Catalogue,
    place: &'a Place,
    record: &Node,
) -> Result<Said<'a>, RecordRefusal> {
    let Node::Group(members) = record else {
        return Err(RecordRefusal {
            code: RecordCode::NotARecord,
            field: String::new(),
            place: place.whole(),
            detail: "a record has the profile's fields, no more and no fewer columns than names",
        });
    };
    known(profile, place, members)?;
    let mut slots = Slots::new();
    for field in &profile.document().fields {
        let Some((name, raw)) = sent(place, members, field)? else {
            continue;
        };
        for (target, text) in spelled(profile, catalogue, place, field, name, &raw)? {
            if let Some(before) = slots.get(&target)
                && *before != text
            {
                return Err(refuse_sent(
                    place,
                    field,
                    name,
                    RecordCode::Contradiction,
                    "another field says something else",
                ));
            }
            slots.insert(target, text);
        }
    }
    for assumption in &profile.document().assume {
        // A code that says the system rated by itself has no channel, not the usual one.
        let by_itself = slots.get(&Target::Default).is_some_and(|it| it == "true");
        let silent = assumption.to == Target::Channel && by_itself;
        if !silent {
            slots
                .entry(assumption.to)
                .or_insert_with(|| assumption.value.clone());
        }
    }
    Ok(Said {
        profile,
        place,
        slots,
    })
}

/// Refuses fields that nobody knows, and constants that are others.
fn known(
    profile: &Profile,
    place: &Place,
    members: &[(String, Node)],
) -> Result<(), RecordRefusal> {
    let document = profile.document();
    for (name, value) in members {
        if let Some(constant) = document.constants.iter().find(|it| it.name == *name) {
            let text = value.text().map(str::trim).unwrap_or_default();
            if (constant.needed || !text.is_empty()) && !constant.values.iter().any(|it| it == text)
            {
                return Err(refuse(
                    place,
                    name,
                    RecordCode::CodeUnknown,
                    "the profile takes only records with its own value here",
                ));
            }
        } else if document.other_fields == OtherFields::Refuse
            && !document.ignore.iter().any(|it| it == name)
            && !document.fields.iter().any(|field| is_spelling(field, name))
        {
            return Err(refuse(
                place,
                &member_name(name),
                RecordCode::FieldUnknown,
                "the profile has no such field",
            ));
        }
    }
    let missing = document
        .constants
        .iter()
        .find(|it| it.needed && !members.iter().any(|(name, _)| *name == it.name));
    missing.map_or(Ok(()), |constant| {
        Err(refuse(
            place,
            &constant.name,
            RecordCode::FieldMissing,
            "this must be there",
        ))
    })
}

fn is_spelling(field: &Field, name: &str) -> bool {
    field.name == name || field.also.iter().any(|also| also == name)
}

/// What was sent for a field: the spelling of its name, and its text without outer
/// blanks. An empty one is not there.
fn sent<'a>(
    place: &Place,
    members: &'a [(String, Node)],
    field: &Field,
) -> Result<Option<(&'a str, String)>, RecordRefusal> {
    let mut found: Option<(&str, String)> = None;
    for (name, value) in members.iter().filter(|(name, _)| is_spelling(field, name)) {
        let text = match value {
            Node::Empty => String::new(),
            Node::Text(text) | Node::Number(text) => text.trim().to_owned(),
            Node::List(values) if field.to == Target::Indicators => {
                listed(values).ok_or_else(|| {
                    refuse_sent(place, field, name, RecordCode::Malformed, "a list of codes")
                })?
            }
            Node::List(_) | Node::Group(_) => {
                return Err(refuse_sent(
                    place,
                    field,
                    name,
                    RecordCode::Malformed,
                    "a text or number is expected",
                ));
            }
        };
        if text.len() > VALUE_BYTES {
            return Err(refuse_sent(
                place,
                field,
                name,
                RecordCode::TooLong,
                "a value may have 8192 bytes",
            ));
        }
        match &found {
            _ if text.is_empty() => {}
            None => found = Some((name, text)),
            Some((_, before)) if *before == text => {}
            Some(_) => {
                return Err(refuse_sent(
                    place,
                    field,
                    name,
                    RecordCode::FieldRepeated,
                    "this field is there twice, with different values",
                ));
            }
        }
    }
    if found.is_none() && field.needed {
        return Err(refuse(
            place,
            &field.name,
            RecordCode::FieldMissing,
            "this must be there",
        ));
    }
    Ok(found)
}

fn listed(values: &[Node]) -> Option<String> {
    let texts: Vec<&str> = values.iter().map(Node::text).collect::<Option<_>>()?;
    Some(texts.join(","))
}

/// A value as we spell it.
fn spelled(
    profile: &Profile,
    catalogue: &Catalogue,
    place: &Place,
    field: &Field,
    name: &str,
    raw: &str,
) -> Result<Vec<(Target, String)>, RecordRefusal> {
    let wrong = |code, detail| Err(refuse_sent(place, field, name, code, detail));
    let raw = field.replace.get(raw).map_or(raw, String::as_str);
    if !field.codes.is_empty() {
        let code = field
            .codes
            .iter()
            .find(|code| code.code == raw || code.also.iter().any(|also| also == raw));
        let Some(code) = code else {
            return wrong(
                RecordCode::CodeUnknown,
                "this is not in the profile's code table",
            );
        };
        let mut told = Vec::new();
        told.extend(code.means.clone().map(|means| (field.to, means)));
        if code.default {
            told.push((Target::Default, "true".to_owned()));
        }
        return Ok(told);
    }
    let text = if field.to.is_time() {
        let moment = field
            .times
            .iter()
            .find_map(|pattern| moment::read(raw, pattern, profile.zone()));
        match moment {
            // An opinion that was collected is of a day; an office program may add an hour.
            Some(ms) if profile.document().records == Kind::Collected => {
                moment::midnight(ms, profile.zone()).to_string()
            }
            Some(ms) => ms.to_string(),
            None => {
                return wrong(
                    RecordCode::Malformed,
                    "this is not a time in a pattern of the profile",
                );
            }
        }
    } else if let Some(prefix) = &field.prefix {
        match raw.strip_prefix(prefix.as_str()) {
            Some(rest) => rest.to_owned(),
            None => return wrong(RecordCode::Malformed, "the profile's prefix is missing"),
        }
    } else if field.to == Target::Indicators {
        reasons::codes(field, catalogue, raw)
    } else {
        raw.to_owned()
    };
    Ok(vec![(field.to, text)])
}
