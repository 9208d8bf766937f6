//! Times on the wire: milliseconds since 1970 inside, RFC 3339 outside, in
//! Chongqing's time (UTC+8 without a change since 1991).

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

/// China Standard Time before UTC, in hours.
const CHINA_HOURS: i8 = 8;
/// The first and the last moment that have a year of four digits in Chongqing.
const FIRST: i64 = -62_167_248_000_000;
const LAST: i64 = 253_402_271_999_999;

fn moment(ms: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000)
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// `2026-08-01T10:03:04.005+08:00`: Chongqing's clock, so that a reader who
/// overlooks the offset still reads the right hour.
#[must_use]
pub fn rfc3339(ms: i64) -> String {
    let offset = UtcOffset::from_hms(CHINA_HOURS, 0, 0).unwrap_or(UtcOffset::UTC);
    moment(ms)
        .checked_to_offset(offset)
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
        .format(&Rfc3339)
        .unwrap_or_default()
}

/// Reads RFC 3339 with any offset; `None` when it is not that. A time without an
/// offset is not one: nobody could say which moment it means. Nor is one that
/// [`rfc3339`] could not write: before 1 January 0000 or after 9999 in Chongqing.
#[must_use]
pub fn parse(text: &str) -> Option<i64> {
    let moment = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    let ms = i64::try_from(moment.unix_timestamp_nanos().div_euclid(1_000_000)).ok()?;
    (FIRST..=LAST).contains(&ms).then_some(ms)
}

#[cfg(test)]
mod tests {
    use super::{parse, rfc3339};

    #[test]
    fn known_moments() {
        assert_eq!(rfc3339(0), "1970-01-01T08:00:00+08:00");
        assert_eq!(rfc3339(1_709_164_800_005), "2024-02-29T08:00:00.005+08:00");
    }

    #[test]
    fn offsets_are_read_and_needed() {
        assert_eq!(parse("2024-02-29T08:00:00+08:00"), Some(1_709_164_800_000));
        assert_eq!(parse("2024-02-29T00:00:00.5Z"), Some(1_709_164_800_500));
        assert_eq!(parse("2024-02-29T00:00:00"), None);
        assert_eq!(parse("2024-02-30T00:00:00Z"), None);
    }

    #[test]
    fn what_cannot_be_written_is_not_read_and_nothing_panics() {
        for (text, moment) in [
            ("0000-01-01T00:00:00+08:00", super::FIRST),
            ("9999-12-31T23:59:59.999+08:00", super::LAST),
        ] {
            assert_eq!(
                (parse(text), rfc3339(moment).as_str()),
                (Some(moment), text)
            );
        }
        for text in [
            "0000-01-01T00:00:00+08:01",
            "9999-12-31T16:00:00Z",
            "9999-12-31T23:59:59-23:59",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        for moment in [super::LAST + 1, 253_402_300_799_000, i64::MAX, i64::MIN] {
            let _ = rfc3339(moment);
        }
    }
}
