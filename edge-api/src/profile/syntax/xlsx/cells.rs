//! Cells of a sheet.

use quick_xml::events::Event;

use super::{attribute, broken, next, reader};
use crate::profile::limits::{BYTES, MEMBERS, VALUES};
use crate::profile::node::{Budget, Node};
use crate::profile::refusal::{BodyCode, BodyRefusal};

/// Significant digits that office programs keep of a number.
const DIGITS: usize = 15;

/// Shared texts by number. Phonetic hints beside them are left out.
pub fn strings(text: &str) -> Result<Vec<String>, BodyRefusal> {
    let mut reader = reader(text);
    let mut strings: Vec<String> = Vec::new();
    let (mut inside, mut hint) = (false, false);
    loop {
        match next(&mut reader)? {
            Event::Start(start) => match start.local_name().as_ref() {
                "si" if strings.len() >= VALUES => return Err(too_many()),
                "si" => strings.push(String::new()),
                "t" => inside = true,
                "rPh" => hint = true,
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "t" => inside = false,
                "rPh" => hint = false,
                _ => {}
            },
            Event::Eof => return Ok(strings),
            event if inside && !hint => {
                if let Some(last) = strings.last_mut() {
                    push(last, &event)?;
                }
            }
            _ => {}
        }
    }
}

/// What a cell holds while it is read.
#[derive(Default)]
struct Cell {
    column: usize,
    kind: String,
    text: String,
}

/// The rows below the first, which has the names.
pub fn table(
    sheet: &str,
    strings: &[String],
    most: usize,
    budget: &mut Budget,
) -> Result<(Node, Vec<u64>), BodyRefusal> {
    let mut reader = reader(sheet);
    let mut names: Option<Vec<String>> = None;
    let (mut records, mut lines) = (Vec::new(), Vec::new());
    let (mut row, mut line) = (Vec::new(), 0_u64);
    let mut cell = Cell::default();
    let mut inside = false;
    // A short file may name a long shared text in every cell.
    let mut bytes = 4 * BYTES;
    loop {
        match next(&mut reader)? {
            Event::Start(start) => match start.local_name().as_ref() {
                "row" => {
                    row = Vec::new();
                    let told = attribute(&start, "r")?.and_then(|text| text.parse().ok());
                    line = told.unwrap_or(line + 1);
                }
                "c" => {
                    budget.value()?;
                    let column = match attribute(&start, "r")? {
                        Some(place) => column(&place).ok_or_else(broken)?,
                        None => row.len(),
                    };
                    Budget::members(column + 1)?;
                    cell = Cell {
                        column,
                        kind: attribute(&start, "t")?.unwrap_or_default(),
                        text: String::new(),
                    };
                }
                "v" | "t" => inside = true,
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "v" | "t" => inside = false,
                "c" => {
                    if row.len() <= cell.column {
                        row.resize(cell.column + 1, Node::Empty);
                    }
                    let node = value(&cell, strings);
                    let length = node.text().map_or(0, str::len);
                    bytes = bytes.checked_sub(length).ok_or_else(too_many)?;
                    if let Some(place) = row.get_mut(cell.column) {
                        *place = node;
                    }
                }
                "row" if row.iter().all(|node| *node == Node::Empty) => {}
                "row" => match &names {
                    None => names = Some(titles(&row)),
                    Some(names) => {
                        if records.len() >= most {
                            return Err(BodyRefusal::new(
                                BodyCode::TooManyRecords,
                                format!("line {line}"),
                                "send fewer records at once",
                            ));
                        }
                        lines.push(line);
                        records.push(record(names, std::mem::take(&mut row)));
                    }
                },
                _ => {}
            },
            Event::Eof => return Ok((Node::List(records), lines)),
            event if inside => push(&mut cell.text, &event)?,
            _ => {}
        }
    }
}

fn too_many() -> BodyRefusal {
    BodyRefusal::new(BodyCode::TooMany, "", "send fewer records at once")
}

fn titles(row: &[Node]) -> Vec<String> {
    let title = |node: &Node| node.text().unwrap_or_default().trim().to_owned();
    row.iter().map(title).collect()
}

/// A row under its names. Cells beyond the last name make it no record; those that are
/// missing at the end are empty.
fn record(names: &[String], row: Vec<Node>) -> Node {
    if row
        .iter()
        .skip(names.len())
        .any(|node| *node != Node::Empty)
    {
        return Node::List(row);
    }
    let filled = row.into_iter().chain(std::iter::repeat(Node::Empty));
    Node::Group(
        names
            .iter()
            .cloned()
            .zip(filled)
            .filter(|(name, value)| !name.is_empty() || *value != Node::Empty)
            .collect(),
    )
}

/// What a cell says; an empty list stands for what cannot be taken for a value.
fn value(cell: &Cell, strings: &[String]) -> Node {
    let not_a_value = || Node::List(Vec::new());
    match cell.kind.as_str() {
        "s" => match cell.text.parse().ok().and_then(|i: usize| strings.get(i)) {
            Some(text) if text.is_empty() => Node::Empty,
            Some(text) => Node::Text(text.clone()),
            None => not_a_value(),
        },
        "e" => not_a_value(),
        _ if cell.text.is_empty() => Node::Empty,
        "str" | "inlineStr" | "b" | "d" => Node::Text(cell.text.clone()),
        _ => {
            let whole = cell.text.split(['.', 'E', 'e']).next().unwrap_or_default();
            let rounded = cell.text.contains(['E', 'e']) || whole.len() > DIGITS;
            if rounded {
                not_a_value()
            } else {
                Node::Text(cell.text.clone())
            }
        }
    }
}

/// `AB12` is column 27.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_uppercase);
    let mut number = 0_usize;
    for letter in letters.take(4) {
        number = number * 26 + usize::from(letter - b'A') + 1;
    }
    number.checked_sub(1).map(|column| column.min(MEMBERS))
}

fn push(text: &mut String, event: &Event<'_>) -> Result<(), BodyRefusal> {
    match event {
        Event::Text(part) => text.push_str(&part.xml10_content()),
        Event::CData(part) => text.push_str(&part.xml10_content()),
        Event::GeneralRef(reference) => match crate::profile::syntax::xml::resolved(reference) {
            Some(character) => text.push(character),
            None => return Err(broken()),
        },
        _ => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_the_program_rounded_are_no_values() {
        let said = |text: &str| {
            let cell = Cell {
                text: text.to_owned(),
                ..Cell::default()
            };
            value(&cell, &[])
        };
        for exact in ["7", "123456789012345", "45981.378472222219"] {
            assert_eq!(said(exact), Node::Text(exact.to_owned()));
        }
        for rounded in ["5001032026110900000", "5.00103202611090E18", "5e18"] {
            assert_eq!(said(rounded), Node::List(Vec::new()), "{rounded}");
        }
    }

    #[test]
    fn columns_by_their_letters() {
        for (place, number) in [("A1", 0), ("Z9", 25), ("AA1", 26), ("AB12", 27)] {
            assert_eq!(column(place), Some(number), "{place}");
        }
        assert_eq!(column("XFD1"), Some(MEMBERS));
        assert_eq!(column("12"), None);
    }
}
