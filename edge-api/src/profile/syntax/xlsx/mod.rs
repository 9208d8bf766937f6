//! The first sheet of an XLSX file, as a table of texts.
//!
//! Texts come as they are, numbers as they are stored; formulas by their last result.
//! A number with more than 15 digits has been rounded by the office program (a case
//! number typed into a cell that is not text) and is refused in its place.

mod cells;
mod zip;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::profile::node::{Budget, Node};
use crate::profile::refusal::{BodyCode, BodyRefusal};
use zip::{Archive, broken};

/// Whether a body is an archive and not text.
pub fn is(body: &[u8]) -> bool {
    body.starts_with(b"PK\x03\x04")
}

/// Reads the first sheet into a list of groups, and the rows in which they stand.
pub fn read(
    body: &[u8],
    most: usize,
    budget: &mut Budget,
) -> Result<(Node, Vec<u64>), BodyRefusal> {
    let mut archive = Archive::open(body)?;
    let workbook = archive.file("xl/workbook.xml")?.ok_or_else(broken)?;
    let relations = archive
        .file("xl/_rels/workbook.xml.rels")?
        .ok_or_else(broken)?;
    let id = attribute_of_first(&workbook, "sheet", "id", None)?.ok_or_else(broken)?;
    let target =
        attribute_of_first(&relations, "Relationship", "Target", Some(&id))?.ok_or_else(broken)?;
    let path = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("xl/{target}"),
    };
    let strings = match archive.file("xl/sharedStrings.xml")? {
        Some(text) => cells::strings(&text)?,
        None => Vec::new(),
    };
    let sheet = archive.file(&path)?.ok_or_else(broken)?;
    cells::table(&sheet, &strings, most, budget)
}

/// The next event; document types are refused, as in all XML.
fn next<'a>(reader: &mut Reader<&'a [u8]>) -> Result<Event<'a>, BodyRefusal> {
    match reader.read_event().map_err(|_| broken())? {
        Event::DocType(_) => Err(BodyRefusal::new(
            BodyCode::Doctype,
            "",
            "send XML without a document type",
        )),
        event => Ok(event),
    }
}

fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    reader
}

/// An attribute by its local name.
fn attribute(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, BodyRefusal> {
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| broken())?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute
                .normalized_value(XmlVersion::default())
                .map_err(|_| broken())?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

/// An attribute of the first element with this name, and with this `Id` where one is
/// asked for.
fn attribute_of_first(
    text: &str,
    element: &str,
    name: &str,
    id: Option<&str>,
) -> Result<Option<String>, BodyRefusal> {
    let mut reader = reader(text);
    loop {
        match next(&mut reader)? {
            Event::Start(start) if start.local_name().as_ref() == element => {
                let right = match id {
                    Some(id) => attribute(&start, "Id")?.as_deref() == Some(id),
                    None => true,
                };
                if right {
                    return attribute(&start, name);
                }
            }
            Event::Eof => return Ok(None),
            _ => {}
        }
    }
}
