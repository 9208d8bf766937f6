//! What came of the outboxes, for people.

use std::fmt::Write as _;

use contract::api::reconciliation::{Disagreement, Finding};

use super::outcome::Outcome;

const HEAD: [&str; 12] = [
    "edge",
    "outbox",
    "kept",
    "in centre",
    "missing",
    "filled",
    "contradicting",
    "unknown here",
    "waiting",
    "skipped",
    "set aside",
    "duplicates",
];

/// Stretches that are named one by one; beyond that the JSON has them.
const MOST: usize = 20;

/// A table of all outboxes, then what was found in each.
pub fn text(outcomes: &[Outcome]) -> String {
    let mut lines = vec![HEAD.map(str::to_owned).to_vec()];
    for outcome in outcomes {
        let counts = outcome.counts;
        let short: String = outcome.outbox.chars().take(8).collect();
        let mut line = vec![format!("{}/{}", outcome.edge, outcome.shard), short];
        line.extend(
            [
                counts.kept,
                counts.in_centre,
                counts.missing,
                counts.filled,
                counts.contradicting,
                counts.unknown_here,
                counts.waiting,
                outcome.skipped,
                counts.set_aside,
                counts.duplicates,
            ]
            .map(|count| count.to_string()),
        );
        lines.push(line);
    }
    let mut text = aligned(&lines);
    for outcome in outcomes {
        text.push_str(&details(outcome));
    }
    text
}

fn aligned(lines: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..HEAD.len()).map(width).collect();
    let mut text = String::new();
    for line in lines {
        let cells: Vec<String> = line
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(at, (cell, width))| match at {
                0 | 1 => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            })
            .collect();
        let _ = writeln!(text, "{}", cells.join("  ").trim_end());
    }
    text
}

fn details(outcome: &Outcome) -> String {
    let mut text = String::new();
    let name = format!("{}/{}", outcome.edge, outcome.shard);
    for (list, done) in [(&outcome.filled, true), (&outcome.findings, false)] {
        for finding in list.iter().take(MOST) {
            let _ = writeln!(text, "{name}: {}", sentence(finding, done));
        }
        if list.len() > MOST {
            let _ = writeln!(text, "{name}: and {} more, see --json", list.len() - MOST);
        }
    }
    for row in &outcome.set_aside {
        let again = if row.requeued { ", sent again" } else { "" };
        let _ = writeln!(
            text,
            "{name}: {} {} set aside since {}: {}{again}",
            row.kind, row.seq, row.since, row.cause
        );
    }
    for other in &outcome.others {
        let gaps = match other.gaps.as_str() {
            "" => "none of the numbers before is missing".to_owned(),
            gaps => format!("never arrived: {gaps}"),
        };
        let _ = writeln!(
            text,
            "{name}: outbox {} was not asked; {} rows arrived, the last, number {}, at {}; {gaps}",
            other.outbox, other.rows, other.last, other.last_stored_at
        );
    }
    text
}

fn sentence(finding: &Finding, done: bool) -> String {
    let Finding {
        what,
        first,
        last,
        rows,
    } = finding;
    let what = match what {
        Disagreement::Missing if done => "was missing in central storage, sent again",
        Disagreement::Missing => "missing in central storage",
        Disagreement::OtherContent => "central storage has other content under this key",
        Disagreement::RowGone => {
            "central storage has the key but not the evaluation: is a partition detached?"
        }
        Disagreement::OtherDigest => {
            "stored together with another digest than here: was the outbox set back to a copy?"
        }
        Disagreement::UnknownHere => {
            "in central storage but not here: was the outbox set back to a copy?"
        }
    };
    if first == last {
        return format!("{first}: {what}");
    }
    format!("{first} to {last} ({rows} rows): {what}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_as_a_table_and_sentences() {
        let mut outcome = Outcome::of("http://e");
        outcome.edge = "edge-1".to_owned();
        outcome.outbox = "0123456789abcdef".to_owned();
        outcome.counts.kept = 12;
        outcome.findings.push(Finding {
            what: Disagreement::Missing,
            first: 3,
            last: 5,
            rows: 3,
        });
        let text = text(&[outcome]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[0].split_whitespace().take(3).collect::<Vec<_>>(),
            ["edge", "outbox", "kept"]
        );
        assert!(lines[1].starts_with("edge-1/0  01234567    12"), "{text}");
        assert_eq!(
            lines[2],
            "edge-1/0: 3 to 5 (3 rows): missing in central storage"
        );
    }
}
