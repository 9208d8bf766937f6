//! Samples as they come in, round by round, and the tables they become.

use std::collections::BTreeMap;

use super::contender::Contender;
use crate::report::Table;

/// What a table shows.
#[derive(Debug, Clone)]
pub struct Heading {
    /// Lower case with hyphens.
    pub id: String,
    /// In words.
    pub title: String,
    /// Unit of the samples.
    pub unit: &'static str,
    /// Whether less is better.
    pub less: bool,
}

/// All samples of a run.
#[derive(Debug, Default)]
pub struct Sheet {
    headings: Vec<Heading>,
    samples: BTreeMap<(String, Contender), Vec<f64>>,
}

impl Sheet {
    /// Adds one sample; the first of a table fixes its place among the tables.
    pub fn add(&mut self, heading: Heading, contender: Contender, sample: f64) {
        let id = heading.id.clone();
        if self.headings.iter().all(|known| known.id != id) {
            self.headings.push(heading);
        }
        self.samples
            .entry((id, contender))
            .or_default()
            .push(sample);
    }

    /// The tables, ours first, ratios against the TypeScript peer where it took part.
    #[must_use]
    pub fn tables(&self) -> Vec<Table> {
        self.headings
            .iter()
            .map(|heading| self.table(heading))
            .collect()
    }

    fn table(&self, heading: &Heading) -> Table {
        let Heading {
            id,
            title,
            unit,
            less,
        } = heading;
        let mut table = Table::new(id, title, unit, *less);
        for contender in Contender::ALL {
            if let Some(samples) = self.samples.get(&(id.clone(), contender)) {
                table = table.row(contender.name(), contender.leaves_out(), samples.clone());
                if contender == Contender::Typescript {
                    table = table.against(contender.name());
                }
            }
        }
        table
    }
}
