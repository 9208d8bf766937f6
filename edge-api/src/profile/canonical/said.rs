//! Single values of a record, checked by the vocabulary.

use std::str::FromStr;

use contract::case::{AreaCode, CaseNo, ItemCode, Malformed, StepKind};
use contract::evaluation::normalize;
use contract::limits::NAME_CHARS;

use crate::profile::Surroundings;
use crate::profile::format::Target;
use crate::profile::limits::SKEW_MS;
use crate::profile::record::Said;
use crate::profile::refusal::{RecordCode, RecordRefusal};

/// 2000-01-01 in China: nothing older was ever rated online.
const EARLIEST_MS: i64 = 946_656_000_000;

impl Said<'_> {
    /// The text of a field.
    pub fn text(&self, target: Target) -> Option<&str> {
        self.slots.get(&target).map(String::as_str)
    }

    /// The text of a field that must be there.
    pub fn needed(&self, target: Target) -> Result<&str, RecordRefusal> {
        self.text(target).ok_or_else(|| {
            self.refuse(
                target,
                RecordCode::FieldMissing,
                "this must be there; nothing is assumed in its place",
            )
        })
    }

    /// Whether a field says yes.
    pub fn yes(&self, target: Target, otherwise: bool) -> bool {
        self.text(target).map_or(otherwise, |text| text == "true")
    }

    /// A code of the vocabulary.
    pub fn code<T: FromStr<Err = Malformed>>(
        &self,
        target: Target,
        text: &str,
    ) -> Result<T, RecordRefusal> {
        let code = if target == Target::AreaCode {
            RecordCode::AreaImpossible
        } else {
            RecordCode::Malformed
        };
        T::from_str(text).map_err(|Malformed(detail)| self.refuse(target, code, detail))
    }

    /// A code of the vocabulary, where there is one.
    pub fn optional<T: FromStr<Err = Malformed>>(
        &self,
        target: Target,
    ) -> Result<Option<T>, RecordRefusal> {
        self.text(target)
            .map(|text| self.code(target, text))
            .transpose()
    }

    /// The number of a case.
    pub fn case_no(&self) -> Result<CaseNo, RecordRefusal> {
        let number: CaseNo = self.code(Target::CaseNo, self.needed(Target::CaseNo)?)?;
        if number.is_collected() {
            return Err(self.refuse(
                Target::CaseNo,
                RecordCode::Malformed,
                "this stands for a collected opinion and is no number of a case",
            ));
        }
        Ok(number)
    }

    /// A number of the vocabulary.
    pub fn number<T: TryFrom<u8>>(&self, target: Target, text: &str) -> Result<T, RecordRefusal> {
        text.parse::<u8>()
            .ok()
            .and_then(|number| T::try_from(number).ok())
            .ok_or_else(|| {
                self.refuse(
                    target,
                    RecordCode::Malformed,
                    "this number is not one of the vocabulary",
                )
            })
    }

    /// A moment that can have been.
    pub fn moment(&self, target: Target, now: i64) -> Result<Option<i64>, RecordRefusal> {
        let Some(ms) = self.text(target).and_then(|text| text.parse::<i64>().ok()) else {
            return Ok(None);
        };
        if ms > now.saturating_add(SKEW_MS) {
            return Err(self.refuse(
                target,
                RecordCode::TimeInFuture,
                "lies more than two minutes ahead of the edge's clock",
            ));
        }
        if ms < EARLIEST_MS {
            return Err(self.refuse(
                target,
                RecordCode::TimeImpossible,
                "lies before the year 2000",
            ));
        }
        Ok(Some(ms))
    }

    /// A step by its code.
    pub fn step(&self) -> Result<Option<StepKind>, RecordRefusal> {
        self.text(Target::Step)
            .map(|text| {
                StepKind::ALL
                    .into_iter()
                    .find(|kind| kind.code() == text)
                    .ok_or_else(|| {
                        self.refuse(Target::Step, RecordCode::CodeUnknown, "no such step")
                    })
            })
            .transpose()
    }

    /// The item: its 31 characters, or the 33 of its business item where both are told.
    pub fn item(&self) -> Result<Option<ItemCode>, RecordRefusal> {
        let item: Option<ItemCode> = self.optional(Target::ItemCode)?;
        let business: Option<ItemCode> = self.optional(Target::BusinessItemCode)?;
        match (item, business) {
            (Some(item), Some(business)) if !business.as_str().starts_with(item.as_str()) => {
                Err(self.refuse(
                    Target::BusinessItemCode,
                    RecordCode::Contradiction,
                    "must begin with the code of the service item",
                ))
            }
            (item, business) => Ok(business.or(item)),
        }
    }

    /// The area, within the hall's own.
    pub fn area(&self, surroundings: &Surroundings<'_>) -> Result<Option<AreaCode>, RecordRefusal> {
        let area: Option<AreaCode> = self.optional(Target::AreaCode)?;
        let outside = area
            .as_ref()
            .zip(surroundings.area)
            .is_some_and(|(area, hall)| !hall.covers(area));
        if outside {
            return Err(self.refuse(
                Target::AreaCode,
                RecordCode::AreaOutside,
                "lies outside the hall's own area",
            ));
        }
        Ok(area)
    }

    /// A line of text of at most 200 characters.
    pub fn line(&self, target: Target) -> Result<Option<String>, RecordRefusal> {
        self.bounded(target, NAME_CHARS)
    }

    /// A line of text of at most `most` characters.
    pub fn bounded(&self, target: Target, most: usize) -> Result<Option<String>, RecordRefusal> {
        let Some(text) = self.text(target) else {
            return Ok(None);
        };
        let text = normalize(text).replace('\n', " ");
        if text.chars().count() > most {
            return Err(self.refuse(target, RecordCode::TooLong, "this is too long"));
        }
        Ok(Some(text).filter(|text| !text.is_empty()))
    }
}
