//! Service items, agencies and the cases that the hall opens with.

use contract::case::{AgencyCode, ApplicantKind, AreaCode, ItemCode, ItemKind, StepKind, StepNo};
use contract::lang::Lang;
use jiff::civil::Date;
use serde::Deserialize;

use super::case::{Case, Step, case_number, moment};

/// A name in both languages.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Words {
    /// The name in `lang`.
    pub fn of(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

/// The hall itself.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HallName {
    /// What citizens call it.
    pub name: Words,
    /// Administrative area, 12 digits.
    pub area_code: AreaCode,
}

/// An agency that handles cases.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    slug: String,
    /// Unified social credit code.
    pub code: AgencyCode,
    /// Its name.
    pub name: Words,
}

/// A service item that can be applied for.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Item {
    /// Its place in the hall's addresses.
    pub slug: String,
    /// 31 or 33 characters.
    pub code: ItemCode,
    /// Kind of service item.
    pub kind: ItemKind,
    agency: String,
    /// Its name.
    pub name: Words,
    /// One sentence on whom it is for.
    pub summary: Words,
    /// Promised working days.
    pub promise_working_days: u8,
    /// Who applies for it as a rule.
    pub applicant: ApplicantKind,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StepEntry {
    no: StepNo,
    step: StepKind,
    status: u8,
    days_before: i32,
    time: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseEntry {
    item: String,
    serial: String,
    steps: Vec<StepEntry>,
}

/// Everything in `data/hall.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Book {
    /// The hall.
    pub hall: HallName,
    agencies: Vec<Agency>,
    /// All service items.
    pub items: Vec<Item>,
    cases: Vec<CaseEntry>,
}

impl Book {
    /// Reads the file that is built into the program.
    ///
    /// # Errors
    /// What is wrong in the file, with line and column or the name that is unknown.
    pub fn open() -> Result<Self, String> {
        let book: Self = serde_json::from_str(include_str!("../../data/hall.json"))
            .map_err(|error| format!("data/hall.json: {error}"))?;
        for item in &book.items {
            if book.agency(item).is_none() {
                return Err(format!(
                    "data/hall.json: {}: no agency {:?}",
                    item.slug, item.agency
                ));
            }
        }
        for case in &book.cases {
            if book.item(&case.item).is_none() {
                return Err(format!("data/hall.json: no item {:?}", case.item));
            }
        }
        Ok(book)
    }

    /// The item of that slug.
    pub fn item(&self, slug: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.slug == slug)
    }

    /// The agency that handles an item.
    pub fn agency(&self, item: &Item) -> Option<&Agency> {
        self.agencies
            .iter()
            .find(|agency| agency.slug == item.agency)
    }

    /// The cases as they stand in the week that begins on `monday`. Their numbers
    /// hold that week's dates, so a new week brings cases that nobody has rated and
    /// a restart within the week brings the same ones.
    ///
    /// # Errors
    /// The case whose time cannot be read.
    pub fn cases(&self, monday: Date) -> Result<Vec<Case>, String> {
        self.cases
            .iter()
            .map(|entry| self.case(entry, monday))
            .collect()
    }

    fn case(&self, entry: &CaseEntry, monday: Date) -> Result<Case, String> {
        let steps: Vec<Step> = entry
            .steps
            .iter()
            .map(|step| {
                let at = moment(monday, step.days_before, &step.time)
                    .map_err(|error| format!("data/hall.json: case {}: {error}", entry.serial))?;
                Ok(Step {
                    no: step.no,
                    kind: step.step,
                    status: step.status,
                    at,
                })
            })
            .collect::<Result<_, String>>()?;
        let first = steps
            .first()
            .ok_or_else(|| format!("data/hall.json: case {}: no step", entry.serial))?;
        Ok(Case {
            no: case_number(&self.hall.area_code, first.at, &entry.serial),
            item: entry.item.clone(),
            steps,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Book;
    use contract::case::CaseNo;
    use jiff::civil::date;
    use std::collections::HashSet;

    #[test]
    fn every_code_is_in_order_and_belongs_to_its_agency() {
        let book = Book::open().unwrap();
        assert!(book.items.len() >= 10);
        for item in &book.items {
            assert!(
                item.code.warnings().is_empty(),
                "{}: {:?}",
                item.slug,
                item.code.warnings()
            );
            assert_eq!(
                item.code.agency(),
                book.agency(item).unwrap().code.as_str(),
                "{}",
                item.slug
            );
            assert!([31, 33].contains(&item.code.as_str().len()));
        }
    }

    #[test]
    fn cases_are_the_same_all_week_and_new_in_the_next() {
        let book = Book::open().unwrap();
        let week = |d| {
            book.cases(d)
                .unwrap()
                .into_iter()
                .map(|c| c.no)
                .collect::<HashSet<_>>()
        };
        let (one, same, next) = (
            week(date(2026, 11, 16)),
            week(date(2026, 11, 16)),
            week(date(2026, 11, 23)),
        );
        assert_eq!(one, same);
        assert_eq!(one.len(), 10);
        assert!(one.is_disjoint(&next));
        for no in one {
            assert!(CaseNo::parse(&no).is_ok());
        }
    }

    #[test]
    fn steps_follow_one_another() {
        for case in Book::open().unwrap().cases(date(2026, 11, 16)).unwrap() {
            assert!(
                case.steps
                    .windows(2)
                    .all(|w| w[0].at < w[1].at && w[0].no.value() < w[1].no.value())
            );
        }
    }
}
