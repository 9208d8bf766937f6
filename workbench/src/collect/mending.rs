//! The rows of a table that have to be put right, as a table of the same columns that can be
//! sent again: two more columns at its end say what is wrong, and are left out when it is read.

/// The two columns; the profile of tables ignores them.
pub const NOTES: [&str; 2] = ["列", "说明"];

/// A row to put right.
pub struct Faulty {
    /// Its values with their names, as they were sent; names are empty where the row had more or
    /// fewer values than there were names. None where they are not kept.
    pub cells: Vec<(String, String)>,
    /// In which column; empty for the row as a whole.
    pub field: String,
    /// Where in the file that was sent, and what to do.
    pub why: String,
}

/// The table in lines; under `usual` names where no row kept its own.
#[must_use]
pub fn lines(usual: &[&str], rows: &[Faulty]) -> Vec<String> {
    let sent = rows.iter().map(|row| names(&row.cells));
    let head = sent
        .max_by_key(Vec::len)
        .filter(|names| !names.is_empty())
        .unwrap_or_else(|| usual.to_vec());
    let is_note = |name: &&str| NOTES.contains(name);
    let own = head.iter().copied().filter(|name| !is_note(name));
    let mut lines = vec![line(own.chain(NOTES))];
    for row in rows {
        let (values, beyond) = under(head.len(), &row.cells);
        let values = values.into_iter().chain(std::iter::repeat(""));
        let own = head
            .iter()
            .zip(values)
            .filter(|(name, _)| !is_note(name))
            .map(|(_, value)| value);
        let notes = [row.field.as_str(), row.why.as_str()];
        lines.push(line(own.chain(notes).chain(beyond)));
    }
    lines
}

fn names(cells: &[(String, String)]) -> Vec<&str> {
    let names = cells.iter().map(|(name, _)| name.as_str());
    names.filter(|name| !name.is_empty()).collect()
}

/// The values that stand under a head of `width`, and those that no name stands above: they come
/// last, so that nothing of what was sent is lost.
fn under(width: usize, cells: &[(String, String)]) -> (Vec<&str>, Vec<&str>) {
    if names(cells).is_empty() {
        let texts: Vec<&str> = cells.iter().map(|(_, text)| text.as_str()).collect();
        let (values, beyond) = texts.split_at(width.min(texts.len()));
        return (values.to_vec(), beyond.to_vec());
    }
    let text = |(_, text): &&(String, String)| !text.is_empty();
    let (named, unnamed): (Vec<_>, Vec<_>) = cells.iter().partition(|(name, _)| !name.is_empty());
    (
        named.into_iter().map(|(_, text)| text.as_str()).collect(),
        unnamed
            .into_iter()
            .filter(text)
            .map(|(_, text)| text.as_str())
            .collect(),
    )
}

/// One line of a table. A cell that an office program would take for a formula is text.
fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let quoted = |cell: &str| {
        let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let guard = if formula { "'" } else { "" };
        format!("\"{guard}{}\"", cell.replace('"', "\"\""))
    };
    let cells: Vec<String> = cells.map(quoted).collect();
    cells.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faulty(cells: &[(&str, &str)]) -> Faulty {
        let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        Faulty {
            cells: cells.iter().map(owned).collect(),
            field: "满意度".into(),
            why: "第2行：请填写".into(),
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(
            line(["=1+1", "a\"b", "-2", "满意"].into_iter()),
            r#""'=1+1","a""b","'-2","满意""#
        );
    }

    #[test]
    fn every_value_stands_under_its_name_and_notes_come_last() {
        let rows = [
            faulty(&[
                ("满意度", ""),
                ("列", "满意度"),
                ("说明", "旧"),
                ("意见", "慢"),
            ]),
            faulty(&[
                ("", "满意"),
                ("", "x"),
                ("", "旧"),
                ("", "快"),
                ("", "多出"),
            ]),
            faulty(&[("", "满意")]),
            faulty(&[]),
        ];
        assert_eq!(
            lines(&[], &rows),
            [
                r#""满意度","意见","列","说明""#,
                r#""","慢","满意度","第2行：请填写""#,
                r#""满意","快","满意度","第2行：请填写","多出""#,
                r#""满意","","满意度","第2行：请填写""#,
                r#""","","满意度","第2行：请填写""#,
            ]
        );
        assert_eq!(lines(&["意见"], &rows[3..])[0], r#""意见","列","说明""#);
    }
}
