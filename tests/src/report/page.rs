//! A report as text: for the terminal and for a page of the documentation.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use super::{Bound, Report, Row, Table, Target};

/// Three significant digits, or the whole number if it is larger.
pub(super) fn number(value: f64) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let digits = match value.abs() {
        v if v >= 99.95 => 0,
        v if v >= 9.995 => 1,
        _ => 2,
    };
    let text = format!("{value:.digits$}");
    match text.split_once('.') {
        Some(_) => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        None => grouped(&text),
    }
}

// 12345 → 12 345, as ISO 80000 writes it.
fn grouped(digits: &str) -> String {
    let (sign, digits) = digits
        .strip_prefix('-')
        .map_or(("", digits), |digits| ("-", digits));
    if digits.len() < 5 {
        return format!("{sign}{digits}");
    }
    let first = digits.len() % 3;
    let mut text = digits[..first].to_owned();
    for start in (first..digits.len()).step_by(3) {
        if !text.is_empty() {
            text.push('\u{202f}');
        }
        text.push_str(&digits[start..start + 3]);
    }
    sign.to_owned() + &text
}

fn cells(row: &Row) -> [String; 5] {
    let summary = row.summary;
    [
        row.name.clone(),
        number(summary.median),
        number(summary.min),
        number(summary.max),
        number(summary.ratio),
    ]
}

fn heads(table: &Table) -> [String; 5] {
    let ratio = table
        .reference
        .as_ref()
        .map_or_else(|| "ratio".to_owned(), |to| format!("× {to}"));
    [
        table.unit.clone(),
        "median".into(),
        "min".into(),
        "max".into(),
        ratio,
    ]
}

fn verdict(target: &Target) -> String {
    let sign = match target.bound {
        Bound::AtMost => '≤',
        Bound::AtLeast => '≥',
    };
    format!(
        "{}: {} {} ({sign} {} {})",
        target.what,
        number(target.measured),
        target.unit,
        number(target.limit),
        target.unit
    )
}

/// For the terminal.
pub(super) fn text(report: &Report) -> String {
    let mut text = String::new();
    for table in &report.tables {
        let _ = writeln!(text, "\n{}", table.title);
        let lines: Vec<[String; 5]> = std::iter::once(heads(table))
            .chain(table.rows.iter().map(cells))
            .collect();
        let width = |column: usize| {
            let widths = lines.iter().map(|line| line[column].chars().count());
            widths.max().unwrap_or_default()
        };
        let widths: [usize; 5] = std::array::from_fn(width);
        for line in &lines {
            let _ = write!(text, "  {:<1$}", line[0], widths[0]);
            for column in 1..5 {
                let _ = write!(text, "  {:>1$}", line[column], widths[column]);
            }
            text.push('\n');
        }
    }
    if !report.targets.is_empty() {
        text.push('\n');
    }
    for target in &report.targets {
        let met = if target.is_met() { "met   " } else { "MISSED" };
        let _ = writeln!(text, "{met} {}", verdict(target));
    }
    text
}

/// How a run was made, as the sentence that follows its day.
fn how(parameters: &[(String, String)]) -> String {
    let named = parameters
        .iter()
        .map(|(name, value)| format!("{name} {value}"));
    match named.collect::<Vec<_>>().join("; ") {
        none if none.is_empty() => none,
        some => format!(" {some}."),
    }
}

/// For a page; `figures` is the folder of the figures as seen from it.
pub(super) fn markdown(report: &Report, figures: &str) -> String {
    let machine = &report.machine;
    let mut page = format!(
        "Measured on {}: {}, {} cores, {} MiB, Linux {}.",
        report.date, machine.processor, machine.cores, machine.memory_mib, machine.kernel
    );
    page.push_str(&how(&report.parameters));
    page.push('\n');
    if !report.targets.is_empty() {
        page.push_str("\n| target | |\n|---|---|\n");
    }
    for target in &report.targets {
        let met = if target.is_met() { "met" } else { "**missed**" };
        let _ = writeln!(page, "| {} | {met} |", verdict(target));
    }
    for table in &report.tables {
        let heads = heads(table);
        let _ = write!(
            page,
            "\n### {}\n\n![{}]({figures}/{})\n",
            table.title,
            table.title,
            report.figure(table)
        );
        if let Some(run) = &table.run {
            let how = how(&run.parameters);
            let _ = writeln!(
                page,
                "\nMeasured on {}, apart from the rest.{how}",
                run.date
            );
        }
        let heads = heads.join(" | ");
        let _ = write!(page, "\n| {heads} |\n|---|--:|--:|--:|--:|\n");
        for row in &table.rows {
            let _ = writeln!(page, "| {} |", cells(row).join(" | "));
        }
        let left_out: Vec<&Row> = table
            .rows
            .iter()
            .filter(|row| !row.leaves_out.is_empty())
            .collect();
        if !left_out.is_empty() {
            page.push('\n');
        }
        for row in left_out {
            let _ = writeln!(page, "- {} leaves out: {}.", row.name, row.leaves_out);
        }
    }
    page
}

/// Puts `markdown` between `<!-- report:NAME -->` and `<!-- /report -->` of the page.
///
/// # Errors
/// The page cannot be read or written, or has no such place.
pub fn embed(page: &Path, name: &str, markdown: &str) -> io::Result<()> {
    let text = fs::read_to_string(page)?;
    let placed = place(&text, name, markdown).ok_or_else(|| {
        let wanted = format!(
            "{}: no <!-- report:{name} --> … <!-- /report -->",
            page.display()
        );
        io::Error::new(io::ErrorKind::InvalidData, wanted)
    })?;
    fs::write(page, placed)
}

fn place(text: &str, name: &str, markdown: &str) -> Option<String> {
    let begin = format!("<!-- report:{name} -->");
    let (before, rest) = text.split_once(&begin)?;
    let (_, after) = rest.split_once("<!-- /report -->")?;
    let markdown = markdown.trim();
    Some(format!(
        "{before}{begin}\n\n{markdown}\n\n<!-- /report -->{after}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_three_digits() {
        let cases = [
            (0.126, "0.13"),
            (1.0, "1"),
            (12.34, "12.3"),
            (999.6, "1000"),
            (12_345.0, "12\u{202f}345"),
            (1_234_567.0, "1\u{202f}234\u{202f}567"),
            (-12_345.0, "-12\u{202f}345"),
            (f64::NAN, "–"),
        ];
        for (value, expected) in cases {
            assert_eq!(number(value), expected);
        }
    }

    #[test]
    fn a_report_replaces_only_its_own_place() {
        let page = "a <!-- report:x -->old<!-- /report --> b <!-- report:y -->kept<!-- /report -->";
        let placed = place(page, "x", "new\n").expect("a place");
        assert_eq!(
            placed,
            "a <!-- report:x -->\n\nnew\n\n<!-- /report --> b <!-- report:y -->kept<!-- /report -->"
        );
        assert_eq!(place(page, "z", "new"), None);
    }

    #[test]
    fn a_missed_target_says_so() {
        let mut report = Report::new("r");
        report.target("speed", Bound::AtLeast, 1.0, "×", 0.5);
        report.target("size", Bound::AtMost, 4.0, "KB", 3.5);
        assert!(!report.is_met());
        let page = markdown(&report, "figures");
        assert!(
            page.contains("| speed: 0.5 × (≥ 1 ×) | **missed** |"),
            "{page}"
        );
        assert!(page.contains("| size: 3.5 KB (≤ 4 KB) | met |"), "{page}");
    }
}
