//! Tables: a line of names, then one record a line.

use crate::profile::node::{Budget, Node};
use crate::profile::refusal::{BodyCode, BodyRefusal, NotCarried};

/// Reads a table into a list of groups, and the lines on which they begin. A line with
/// another number of columns than the first is kept without names, so that only its own
/// record is refused; one without any value is none.
pub fn read(
    text: &str,
    separator: u8,
    most: usize,
    budget: &mut Budget,
) -> Result<(Node, Vec<u64>), BodyRefusal> {
    // An entry of the parser costs as much as a line has columns, so columns are
    // counted before anything is split.
    let first = text.lines().next().unwrap_or_default();
    Budget::members(first.bytes().filter(|byte| *byte == separator).count() + 1)?;
    let mut table = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .from_reader(text.as_bytes());
    let names: Vec<String> = table
        .headers()
        .map_err(|error| refused(&error))?
        .iter()
        .map(|name| name.trim().to_owned())
        .collect();
    let mut records = Vec::new();
    let mut lines = Vec::new();
    let mut row = csv::StringRecord::new();
    let mut begin = Begin::new(text);
    while table
        .read_record(&mut row)
        .map_err(|error| refused(&error))?
    {
        // What an office program leaves of a row that was emptied.
        if row.iter().all(|text| text.trim().is_empty()) {
            continue;
        }
        let line = begin.of(&row);
        if records.len() >= most {
            return Err(BodyRefusal::new(
                BodyCode::TooManyRecords,
                format!("line {line}"),
                "send fewer records at once",
            ));
        }
        lines.push(line);
        Budget::members(row.len())?;
        for _ in 0..=row.len() {
            budget.value()?;
        }
        let texts = row.iter().map(|text| Node::Text(text.to_owned()));
        records.push(if row.len() == names.len() {
            Node::Group(names.iter().cloned().zip(texts).collect())
        } else {
            Node::List(texts.collect())
        });
    }
    Ok((Node::List(records), lines))
}

/// The line on which a record begins, as an editor counts it. The parser's own count stands
/// before the `\n` of a `\r\n` and before blank lines, so it is one or more behind.
struct Begin<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl<'a> Begin<'a> {
    const fn new(text: &'a str) -> Self {
        Self {
            text: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    /// Of the record that was read last; records come in their order.
    fn of(&mut self, record: &csv::StringRecord) -> u64 {
        let told = record.position().map_or(0, csv::Position::byte);
        let told = usize::try_from(told).unwrap_or(usize::MAX);
        while let Some(byte) = self.text.get(self.at) {
            if self.at >= told && !matches!(byte, b'\r' | b'\n') {
                break;
            }
            self.line += u64::from(*byte == b'\n');
            self.at += 1;
        }
        self.line
    }
}

fn refused(error: &csv::Error) -> BodyRefusal {
    let place = error
        .position()
        .map_or_else(String::new, |at| format!("line {}", at.line()));
    BodyRefusal::new(BodyCode::Syntax, place, "this is not a table")
}

/// Writes groups with the same names as a table.
pub fn write(node: &Node, separator: u8, names: &[&str]) -> Result<String, NotCarried> {
    let broken = || NotCarried::new("csv", "a table has records with texts only");
    let Node::List(records) = node else {
        return Err(broken());
    };
    let mut table = csv::WriterBuilder::new()
        .delimiter(separator)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    table.write_record(names).map_err(|_| broken())?;
    for record in records {
        let Node::Group(members) = record else {
            return Err(broken());
        };
        let row = names.iter().map(|name| {
            members
                .iter()
                .find(|(known, _)| known == name)
                .and_then(|(_, value)| value.text())
                .unwrap_or_default()
        });
        table.write_record(row).map_err(|_| broken())?;
    }
    let bytes = table.into_inner().map_err(|_| broken())?;
    String::from_utf8(bytes).map_err(|_| broken())
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::profile::node::Budget;

    #[test]
    fn rows_without_a_value_are_left_out() {
        let text = "a,b\n,\n1,2\n ,,,\n\"\",\n3,\n";
        let (_, lines) = read(text, b',', 2, &mut Budget::new()).unwrap();
        assert_eq!(lines, [3, 6]);
    }

    #[test]
    fn lines_are_those_of_an_editor() {
        for end in ["\n", "\r\n"] {
            let text = ["a,b", "1,2", "", "3,4", "\"5", "5\",6", "7,8", ""].join(end);
            let (_, lines) = read(&text, b',', 10, &mut Budget::new()).unwrap();
            assert_eq!(lines, [2, 4, 5, 7], "{end:?}");
        }
    }
}
