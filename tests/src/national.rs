//! What a hall's own system sends by the profile of the national interface form.

use serde_json::{Value, json};
use time::{OffsetDateTime, UtcOffset};

/// The profile's name.
pub const PROFILE: &str = "national-form";

/// The least record, rated at these Unix seconds.
///
/// # Panics
/// A time after the year 9999.
#[must_use]
pub fn record(case: &str, level: u8, at: i64) -> Value {
    json!({
        "projectNo": case, "serviceNumber": 1, "assessNumber": 1, "satisfaction": level, "pf": 3,
        "assessTime": beijing(at),
    })
}

/// Unix seconds as the profile writes times.
///
/// # Panics
/// A time after the year 9999.
#[must_use]
pub fn beijing(at: i64) -> String {
    let offset = UtcOffset::from_hms(8, 0, 0).expect("an offset");
    let at = OffsetDateTime::from_unix_timestamp(at)
        .expect("a time")
        .to_offset(offset);
    let (hour, minute, second) = at.to_hms();
    format!("{} {hour:02}:{minute:02}:{second:02}", at.date())
}
