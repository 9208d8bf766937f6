//! A case and the steps of it that have taken place.

use contract::case::{AreaCode, StepKind, StepNo};
use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan, Zoned};

/// One step that took place and can be rated.
#[derive(Clone)]
pub struct Step {
    /// Its number in the case.
    pub no: StepNo,
    /// What was done.
    pub kind: StepKind,
    /// State of the case after it: 1 pending, 2 accepted, 3 concluded.
    pub status: u8,
    /// When.
    pub at: Timestamp,
}

/// One application for a service item.
#[derive(Clone)]
pub struct Case {
    /// Case number: area, day and serial.
    pub no: String,
    /// Slug of the service item.
    pub item: String,
    /// What has taken place, oldest first; never empty.
    pub steps: Vec<Step>,
}

impl Case {
    /// A case that begins now, with the application as its only step.
    ///
    /// # Errors
    /// Never in practice: the step number 1 is always a step number.
    pub fn begun(
        area: &AreaCode,
        item: &str,
        now: Timestamp,
    ) -> Result<Self, contract::case::Malformed> {
        let serial = beijing(now).strftime("%H%M%S%3f").to_string();
        // Whole seconds: what is reported and what is signed must be the same moment.
        let at = Timestamp::from_second(now.as_second()).unwrap_or(now);
        let step = Step {
            no: StepNo::try_from(1)?,
            kind: StepKind::Apply,
            status: 2,
            at,
        };
        Ok(Self {
            no: case_number(area, now, &serial),
            item: item.to_owned(),
            steps: vec![step],
        })
    }

    /// The step with that number.
    pub fn step(&self, no: u8) -> Option<&Step> {
        self.steps.iter().find(|step| step.no.value() == no)
    }
}

/// A moment on the clocks of the hall, UTC+8 all year.
pub fn beijing(at: Timestamp) -> Zoned {
    at.to_zoned(TimeZone::fixed(Offset::constant(8)))
}

/// The Monday of the hall's current week.
pub fn this_monday(now: Timestamp) -> Date {
    let today = beijing(now).date();
    today.saturating_sub(i64::from(today.weekday().to_monday_zero_offset()).days())
}

/// `time` (`HH:MM`) on the day that lies `days` before `monday`.
pub(super) fn moment(monday: Date, days: i32, time: &str) -> Result<Timestamp, jiff::Error> {
    let time: Time = time.parse()?;
    let at = monday
        .checked_sub(i64::from(days).days())?
        .to_datetime(time);
    Ok(at
        .to_zoned(TimeZone::fixed(Offset::constant(8)))?
        .timestamp())
}

/// Six digits of area, eight of the day, then the serial.
pub(super) fn case_number(area: &AreaCode, day: Timestamp, serial: &str) -> String {
    let district: String = area.as_str().chars().take(6).collect();
    format!("{district}{}{serial}", beijing(day).strftime("%Y%m%d"))
}

#[cfg(test)]
mod tests {
    use super::{Case, beijing, moment, this_monday};
    use contract::case::AreaCode;
    use jiff::Timestamp;
    use jiff::civil::date;

    #[test]
    fn the_week_begins_on_monday_by_the_clocks_of_the_hall() {
        // Sunday 16:30 in UTC is Monday 00:30 in Chongqing.
        let late: Timestamp = "2026-11-22T16:30:00Z".parse().unwrap();
        assert_eq!(this_monday(late), date(2026, 11, 23));
        let sunday: Timestamp = "2026-11-22T12:00:00Z".parse().unwrap();
        assert_eq!(this_monday(sunday), date(2026, 11, 16));
    }

    #[test]
    fn a_new_case_is_numbered_by_area_day_and_time() {
        let now: Timestamp = "2026-11-22T05:06:07.089Z".parse().unwrap();
        let area = AreaCode::parse("500103000000").unwrap();
        let case = Case::begun(&area, "food-licence", now).unwrap();
        assert_eq!(case.no, "50010320261122130607089");
        assert_eq!(case.steps[0].at.as_second(), now.as_second());
    }

    #[test]
    fn times_are_local() {
        let at = moment(date(2026, 11, 16), 6, "10:14").unwrap();
        assert_eq!(at.to_string(), "2026-11-10T02:14:00Z");
        assert_eq!(
            beijing(at).strftime("%F %H:%M").to_string(),
            "2026-11-10 10:14"
        );
    }
}
