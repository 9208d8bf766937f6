//! What a citizen said after a scan: which item was handled and, where the point asks
//! for one, a number of the case or of the queue.

use contract::api::points::{AskedNumber, Point, PointItem};
use contract::case::CaseNo;
use contract::redaction::redact;
use widget::page::Fault;

use crate::normalize::Malformed;

/// The form as it was filled in, to be shown again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filled {
    /// Code of the chosen item.
    pub item: Option<String>,
    /// The number, as typed.
    pub number: String,
}

/// What was said, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The item.
    pub item: PointItem,
    /// The number, and of what it is.
    pub number: Option<(AskedNumber, CaseNo)>,
}

/// Reads the form.
///
/// # Errors
/// [`Malformed`] for what the page cannot have sent.
pub fn fields(body: &[u8]) -> Result<Filled, Malformed> {
    let refuse = |message: &str| Malformed {
        pointer: String::new(),
        message: message.to_owned(),
    };
    let (mut item, mut number) = (None, None);
    for (name, value) in form_urlencoded::parse(body) {
        if value.contains('\u{fffd}') {
            return Err(refuse("the text is not UTF-8"));
        }
        let field = match name.as_ref() {
            "item" => &mut item,
            "number" => &mut number,
            _ => return Err(refuse("there is no such field")),
        };
        if field.replace(value.into_owned()).is_some() {
            return Err(refuse("a field is given twice"));
        }
    }
    Ok(Filled {
        item,
        number: number.unwrap_or_default(),
    })
}

/// Holds it against what the point offers.
///
/// # Errors
/// Everything that is wrong, in the order of the page.
pub fn check(point: &Point, filled: &Filled) -> Result<Said, Vec<Fault>> {
    let chosen = filled.item.as_deref();
    let item = point
        .items
        .iter()
        .find(|offered| Some(offered.code.as_str()) == chosen);
    let number = match point.asks {
        Some(asked) => number(&filled.number).map(|number| number.map(|number| (asked, number))),
        None => Ok(None),
    };
    match (item, number) {
        (Some(item), Ok(number)) => Ok(Said {
            item: item.clone(),
            number,
        }),
        (item, number) => {
            let missing = item.is_none().then_some(Fault::Item);
            Err(missing.into_iter().chain(number.err()).collect())
        }
    }
}

/// The number of the case or queue; none when nothing was typed. It will stand in an
/// address, so one that looks like a person's is not taken.
fn number(typed: &str) -> Result<Option<CaseNo>, Fault> {
    let plain = contract::evaluation::normalize(typed);
    let plain: String = plain.chars().map(narrow).collect();
    if plain.is_empty() {
        return Ok(None);
    }
    if !redact(&plain).found.is_empty() {
        return Err(Fault::PersonalNumber);
    }
    CaseNo::parse(&plain).map(Some).map_err(|_| Fault::Number)
}

/// Letters and digits as a Chinese keyboard may give them, in full width, in the usual one.
fn narrow(character: char) -> char {
    const WIDE: std::ops::RangeInclusive<char> = '！'..='～';
    let narrow = u32::from(character).checked_sub(0xfee0);
    narrow
        .filter(|_| WIDE.contains(&character))
        .and_then(char::from_u32)
        .unwrap_or(character)
}

#[cfg(test)]
#[path = "scan_tests.rs"]
mod tests;
