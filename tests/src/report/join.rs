//! A report that takes in some tables of a later run, each of which then says when and how it
//! was measured: the figures beside it are of another day.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Machine, Report};

/// The run a table is of, where it is not the report's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Day of the run, `YYYY-MM-DD`, UTC.
    pub date: String,
    /// How it was run.
    pub parameters: Vec<(String, String)>,
}

impl Report {
    /// The report of that name that was written into `folder`, to take in tables of this machine.
    ///
    /// # Errors
    /// There is none, or it is of another machine, whose figures say nothing beside these.
    pub fn earlier(name: &str, folder: &Path) -> io::Result<Self> {
        let text = fs::read_to_string(folder.join(format!("{name}.json")))?;
        let earlier: Self = serde_json::from_str(&text)?;
        if earlier.machine == Machine::this() {
            return Ok(earlier);
        }
        let other = "it was measured on another machine";
        Err(io::Error::new(io::ErrorKind::InvalidData, other))
    }

    /// This report with the later one's tables in place of its own of the same id, and others
    /// behind them. The targets are left out: they have to be added anew.
    #[must_use]
    pub fn with(mut self, later: Self) -> Self {
        let run = Run {
            date: later.date,
            parameters: later.parameters,
        };
        for mut table in later.tables {
            table.run = Some(run.clone());
            match self.tables.iter_mut().find(|own| own.id == table.id) {
                Some(own) => *own = table,
                None => self.tables.push(table),
            }
        }
        self.targets.clear();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Bound, Table};
    use super::*;

    fn report(date: &str, tables: &[(&str, f64)]) -> Report {
        let mut report = Report::new("r");
        report.date = date.to_owned();
        report.parameter("rounds", date.len());
        for (id, sample) in tables {
            let table = Table::new(id, id, "1/s", false).row("ours", "", vec![*sample]);
            report.tables.push(table);
        }
        report
    }

    #[test]
    fn other_tables_stay_and_a_later_one_says_of_when_it_is() {
        let mut earlier = report("2026-11-22", &[("a", 1.0), ("b", 2.0)]);
        earlier.target("of then", Bound::AtLeast, 1.0, "×", 1.0);
        let later = report("2026-11-23", &[("b", 3.0), ("c", 4.0)]);
        let joined = earlier.with(later);
        let medians: Vec<f64> = joined.tables.iter().map(|it| it.median("ours")).collect();
        assert_eq!(medians, [1.0, 3.0, 4.0]);
        let of = |table: &Table| table.run.as_ref().map(|run| run.date.clone());
        let runs: Vec<Option<String>> = joined.tables.iter().map(of).collect();
        let then = Some("2026-11-23".to_owned());
        assert_eq!(runs, [None, then.clone(), then]);
        assert!(joined.targets.is_empty() && joined.date == "2026-11-22");
        let page = joined.markdown("figures");
        assert_eq!(page.matches("Measured on 2026-11-23").count(), 2, "{page}");
        assert_eq!(page.matches("Measured on 2026-11-22").count(), 1, "{page}");
    }

    #[test]
    fn another_machine_or_no_report_is_refused() {
        let folder = xtask::project::root().join("target/tmp/report-join");
        let _ = fs::remove_dir_all(&folder);
        assert!(Report::earlier("r", &folder).is_err(), "there is none");
        let mut report = report("2026-11-22", &[("a", 1.0)]);
        report.target(
            "of a table that is not there",
            Bound::AtMost,
            1.0,
            "×",
            f64::NAN,
        );
        report.write(&folder).expect("a report");
        let read = Report::earlier("r", &folder).expect("a report");
        assert_eq!(read.tables[0].median("ours"), 1.0);
        report.machine.cores += 1;
        report.write(&folder).expect("a report");
        assert!(Report::earlier("r", &folder).is_err(), "another machine's");
    }
}
