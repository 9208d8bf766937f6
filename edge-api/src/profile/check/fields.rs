//! Fields, code tables, constants and assumptions of a profile.

use contract::case::{AgencyCode, AreaCode, ItemCode};

use super::{PATTERN, refuse};
use crate::config::Refused;
use crate::profile::format::{Document, Field, Kind, Layer, OtherFields, Target};
use crate::profile::moment;

pub(super) fn check(document: &Document) -> Result<(), Refused> {
    let mut names: Vec<&str> = Vec::new();
    let constants = document.constants.iter().map(|it| it.name.as_str());
    names.extend(constants);
    names.extend(document.ignore.iter().map(String::as_str));
    for (i, field) in document.fields.iter().enumerate() {
        names.push(&field.name);
        names.extend(field.also.iter().map(String::as_str));
        one(document, field, &format!("fields[{i}]"))?;
    }
    let xml = matches!(last_syntax(document), Some(Layer::Xml(_)));
    for (i, name) in names.iter().enumerate() {
        if xml && !is_element(name) {
            return refuse("fields", &format!("the name {name} is none of an element"));
        }
        if name.trim().is_empty() || name.trim() != *name {
            return refuse("fields", "a name is empty or has blanks around it");
        }
        if names.iter().take(i).any(|earlier| earlier == name) {
            return refuse("fields", &format!("the name {name} stands in it twice"));
        }
    }
    for (i, constant) in document.constants.iter().enumerate() {
        if constant.values.is_empty() {
            return refuse(&format!("constants[{i}].values"), "needs at least one");
        }
    }
    for (i, assumption) in document.assume.iter().enumerate() {
        let place = |rest: &str| format!("assume[{i}].{rest}");
        if Target::NEVER_ASSUMED.contains(&assumption.to) {
            return refuse(&place("to"), "is never assumed: it has to be told");
        }
        says(document, assumption.to, &place("to"))?;
        means(assumption.to, &assumption.value, &place("value"))?;
        if assumption.because.trim().is_empty() {
            return refuse(&place("because"), "must say why");
        }
    }
    let told = |target: &Target| {
        document.fields.iter().any(|field| field.to == *target)
            || document.assume.iter().any(|it| it.to == *target)
    };
    match document.records.needs().iter().find(|target| !told(target)) {
        None => Ok(()),
        Some(target) => refuse(
            "fields",
            &format!("none says {}, and it is not assumed", target.name()),
        ),
    }
}

fn last_syntax(document: &Document) -> Option<&Layer> {
    document
        .envelope
        .iter()
        .rfind(|layer| !matches!(layer, Layer::At(_) | Layer::Sm2(_) | Layer::Signed(_)))
}

/// Names of elements that need no thought: letters, digits, `_-.`, no digit first.
fn is_element(name: &str) -> bool {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    name.starts_with(|c: char| c.is_alphabetic() || c == '_') && name.chars().all(inner)
}

/// Records of this kind have such a field.
fn says(document: &Document, target: Target, place: &str) -> Result<(), Refused> {
    if document.records.says().contains(&target) {
        return Ok(());
    }
    refuse(place, "records of this kind do not say this")
}

/// The value is one that a field of ours can have.
fn means(target: Target, value: &str, place: &str) -> Result<(), Refused> {
    let fits = match target {
        Target::StepNo => value.parse().is_ok_and(|n: u8| (1..=99).contains(&n)),
        Target::AreaCode => AreaCode::parse(value).is_ok_and(|code| code.as_str() == value),
        Target::AgencyCode => AgencyCode::parse(value).is_ok_and(|code| code.as_str() == value),
        Target::ItemCode => ItemCode::parse(value).is_ok_and(|code| code.as_str() == value),
        Target::CertificateKind => value.len() == 3 && value.bytes().all(|b| b.is_ascii_digit()),
        _ => target.values().is_none_or(|values| values.contains(&value)),
    };
    if fits {
        return Ok(());
    }
    refuse(place, "is not a value that this field has here")
}

fn one(document: &Document, field: &Field, at: &str) -> Result<(), Refused> {
    let place = |rest: &str| format!("{at}.{rest}");
    says(document, field.to, &place("to"))?;
    if field.to.is_time() == field.times.is_empty() {
        return refuse(&place("times"), "are there for times, and only for times");
    }
    for (k, pattern) in field.times.iter().enumerate() {
        if !moment::is_pattern(pattern) && (k == 0 || pattern != moment::SERIAL) {
            return refuse(&place(&format!("times[{k}]")), PATTERN);
        }
    }
    if !field.separators.is_empty() && field.to != Target::Indicators {
        return refuse(&place("separators"), "are there for indicators only");
    }
    if field.digits.is_some()
        && (field.to != Target::AreaCode || !matches!(field.digits, Some(6 | 9 | 12)))
    {
        return refuse(&place("digits"), "must be 6, 9 or 12, for an area");
    }
    let coded = !field.codes.is_empty();
    if field.words && (coded || field.to != Target::Indicators) {
        return refuse(
            &place("words"),
            "are there for indicators without a code table",
        );
    }
    if field.to.values().is_some() && !coded {
        return refuse(
            &place("codes"),
            "this field needs a code table: its values are never guessed",
        );
    }
    if coded && (field.prefix.is_some() || field.digits.is_some() || field.to.is_time()) {
        return refuse(&place("codes"), "a coded field has no other spelling");
    }
    if document.other_fields == OtherFields::Refuse && document.ignore.contains(&field.name) {
        return refuse(&place("name"), "is ignored below");
    }
    let mut spellings: Vec<&str> = Vec::new();
    for (k, code) in field.codes.iter().enumerate() {
        let place = |rest: &str| place(&format!("codes[{k}]{rest}"));
        match &code.means {
            Some(value) => means(field.to, value, &place(".means"))?,
            None if !code.default => {
                return refuse(&place(""), "must mean something, or a default evaluation");
            }
            None if field.to != Target::Channel => {
                return refuse(&place(""), "only a channel may be left untold");
            }
            None => {}
        }
        if code.default && document.records != Kind::Evaluations {
            return refuse(&place(".default"), "only evaluations can be a default");
        }
        spellings.push(&code.code);
        spellings.extend(code.also.iter().map(String::as_str));
    }
    for (k, spelling) in spellings.iter().enumerate() {
        if spelling.trim() != *spelling || spelling.is_empty() {
            return refuse(&place("codes"), "a code is empty or has blanks around it");
        }
        if spellings.iter().take(k).any(|earlier| earlier == spelling) {
            return refuse(&place("codes"), "a code stands in it twice");
        }
    }
    Ok(())
}
