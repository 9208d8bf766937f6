//! Times on the wire: milliseconds since 1970 inside, RFC 3339 outside. Hours
//! and minutes for people are told in Chongqing's time, UTC+8 without a change
//! since 1991.

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

/// China Standard Time before UTC, in hours.
const CHINA_HOURS: i8 = 8;

fn moment(ms: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000)
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// `2026-08-01T02:03:04.005Z`
#[must_use]
pub fn rfc3339(ms: i64) -> String {
    moment(ms).format(&Rfc3339).unwrap_or_default()
}

/// Reads RFC 3339 with any offset; `None` when it is not that. A time without an
/// offset is not one: nobody could say which moment it means.
#[must_use]
pub fn parse(text: &str) -> Option<i64> {
    let moment = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    i64::try_from(moment.unix_timestamp_nanos() / 1_000_000).ok()
}

/// `2026-08-01 10:03` in Chongqing.
#[must_use]
pub fn local_minute(ms: i64) -> String {
    let offset = UtcOffset::from_hms(CHINA_HOURS, 0, 0).unwrap_or(UtcOffset::UTC);
    let local = moment(ms).to_offset(offset);
    format!(
        "{:04}-{:02}-{:02} {:02}:{:02}",
        local.year(),
        u8::from(local.month()),
        local.day(),
        local.hour(),
        local.minute()
    )
}

#[cfg(test)]
mod tests {
    use super::{local_minute, parse, rfc3339};

    #[test]
    fn known_moments() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
        assert_eq!(rfc3339(1_709_164_800_005), "2024-02-29T00:00:00.005Z");
        assert_eq!(local_minute(1_709_164_800_000), "2024-02-29 08:00");
    }

    #[test]
    fn offsets_are_read_and_needed() {
        assert_eq!(parse("2024-02-29T08:00:00+08:00"), Some(1_709_164_800_000));
        assert_eq!(parse("2024-02-29T00:00:00.5Z"), Some(1_709_164_800_500));
        assert_eq!(parse("2024-02-29T00:00:00"), None);
        assert_eq!(parse("2024-02-30T00:00:00Z"), None);
    }
}
