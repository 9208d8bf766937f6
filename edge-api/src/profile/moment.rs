//! Times as outside systems write them: patterns of `yyyy MM dd HH mm ss SSS` and
//! literal characters, in the profile's zone. `M`, `d` and `H` alone have one digit or
//! two, as office programs write them.

use time::{Date, Month, OffsetDateTime, Time, UtcOffset};

/// In the place of a pattern: days since 1899-12-30 with their fraction, which is how
/// office programs store times (and have no day right before March 1900).
pub(super) const SERIAL: &str = "serial";

/// Parts of a pattern; the width is fixed unless it is one.
const PARTS: [(&str, usize); 10] = [
    ("yyyy", 0),
    ("SSS", 6),
    ("MM", 1),
    ("dd", 2),
    ("HH", 3),
    ("mm", 4),
    ("ss", 5),
    ("M", 1),
    ("d", 2),
    ("H", 3),
];

enum Piece {
    Part(usize, usize),
    Literal(char),
}

fn pieces(pattern: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        if let Some((text, part)) = PARTS.iter().find(|(text, _)| rest.starts_with(text)) {
            out.push(Piece::Part(*part, text.len()));
            rest = rest.get(text.len()..).unwrap_or_default();
        } else {
            out.push(Piece::Literal(c));
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    out
}

/// Whether a pattern has year, month and day, none of its parts twice, and no letter
/// that looks like a part and is none.
pub(super) fn is_pattern(pattern: &str) -> bool {
    let mut seen = [0_u8; 7];
    for piece in pieces(pattern) {
        match piece {
            Piece::Part(part, _) => {
                if let Some(count) = seen.get_mut(part) {
                    *count += 1;
                }
            }
            Piece::Literal(c) if c.is_ascii_alphanumeric() && c != 'T' => return false,
            Piece::Literal(_) => {}
        }
    }
    matches!(seen, [1, 1, 1, h, m, s, ms]
        if h <= 1 && m <= h && s <= m && ms <= s)
}

/// Reads `text` by `pattern`; milliseconds since 1970. `None` when it is not that, to
/// the character, or no such day or hour exists.
pub(super) fn read(text: &str, pattern: &str, zone: UtcOffset) -> Option<i64> {
    if pattern == SERIAL {
        return read_serial(text, zone);
    }
    let mut values = [0_u16; 7];
    let mut rest = text;
    for piece in pieces(pattern) {
        match piece {
            Piece::Part(part, width) => {
                let second = rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
                let width = if width == 1 && second { 2 } else { width };
                let (digits, after) = rest.split_at_checked(width)?;
                if !digits.bytes().all(|b| b.is_ascii_digit()) {
                    return None;
                }
                *values.get_mut(part)? = digits.parse().ok()?;
                rest = after;
            }
            Piece::Literal(c) => rest = rest.strip_prefix(c)?,
        }
    }
    if !rest.is_empty() {
        return None;
    }
    let [year, month, day, hour, minute, second, millisecond] = values;
    let small = |value: u16| u8::try_from(value).ok();
    let date = Date::from_calendar_date(
        i32::from(year),
        Month::try_from(small(month)?).ok()?,
        small(day)?,
    )
    .ok()?;
    let time =
        Time::from_hms_milli(small(hour)?, small(minute)?, small(second)?, millisecond).ok()?;
    let moment = date.with_time(time).assume_offset(zone);
    i64::try_from(moment.unix_timestamp_nanos() / 1_000_000).ok()
}

/// Days of the years 1900 to 9999, to the second.
fn read_serial(text: &str, zone: UtcOffset) -> Option<i64> {
    const DAYS_BEFORE_1970: i64 = 25_569;
    const DAY: i64 = 86_400;
    let digits = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let days = text
        .parse::<f64>()
        .ok()
        .filter(|days| digits && (61.0..2_958_466.0).contains(days))?;
    // In that range whole seconds are far below what a double holds exactly.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "the range is checked above"
    )]
    let seconds = (days * 86_400.0).round() as i64;
    let local = seconds - DAYS_BEFORE_1970 * DAY;
    Some((local - i64::from(zone.whole_seconds())) * 1_000)
}

/// Writes a moment by `pattern`; `None` when the pattern would lose part of it.
pub(super) fn write(ms: i64, pattern: &str, zone: UtcOffset) -> Option<String> {
    use std::fmt::Write as _;
    let moment = OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000)
        .ok()?
        .to_offset(zone);
    let values = [
        u16::try_from(moment.year()).ok()?,
        u16::from(u8::from(moment.month())),
        u16::from(moment.day()),
        u16::from(moment.hour()),
        u16::from(moment.minute()),
        u16::from(moment.second()),
        moment.millisecond(),
    ];
    let mut out = String::new();
    for piece in pieces(pattern) {
        match piece {
            Piece::Part(part, width) => write!(out, "{:0width$}", values.get(part)?).ok()?,
            Piece::Literal(c) => out.push(c),
        }
    }
    (read(&out, pattern, zone)? == ms).then_some(out)
}

/// The first moment of the day that a moment lies in.
pub(super) fn midnight(ms: i64, zone: UtcOffset) -> i64 {
    const DAY: i64 = 86_400_000;
    let ahead = i64::from(zone.whole_seconds()) * 1_000;
    (ms + ahead).div_euclid(DAY) * DAY - ahead
}

/// The day of a moment, `20261122`.
pub(super) fn day(ms: i64, zone: UtcOffset) -> Option<String> {
    let moment = OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000).ok()?;
    let date = moment.to_offset(zone).date();
    let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
    Some(format!("{year:04}{month:02}{day:02}"))
}

/// `+08:00` as an offset.
pub(super) fn zone(text: &str) -> Option<UtcOffset> {
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let two = |digits: &str| {
        (digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit()))
            .then(|| digits.parse::<i8>().ok())
            .flatten()
    };
    let (hours, minutes) = (two(hours)?, two(minutes)?);
    (hours <= 14 && minutes < 60)
        .then(|| UtcOffset::from_hms(sign * hours, sign * minutes, 0).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_of_the_field() {
        let china = zone("+08:00").unwrap();
        for (pattern, text) in [
            ("yyyy-MM-dd HH:mm:ss", "2024-02-29 08:00:00"),
            ("yyyyMMddTHHmmss", "20240229T080000"),
            ("yyyyMMddHHmmss", "20240229080000"),
            ("yyyy/MM/dd HH:mm", "2024/02/29 08:00"),
            ("yyyy/M/d H:mm", "2024/2/29 8:00"),
        ] {
            assert!(is_pattern(pattern), "{pattern}");
            assert_eq!(
                read(text, pattern, china),
                Some(1_709_164_800_000),
                "{text}"
            );
            assert_eq!(write(1_709_164_800_000, pattern, china).unwrap(), text);
        }
        assert_eq!(write(1_709_164_800_001, "yyyyMMddHHmmss", china), None);
        assert_eq!(
            read("1970-01-01", "yyyy-MM-dd", zone("+00:00").unwrap()),
            Some(0)
        );
    }

    #[test]
    fn days_as_office_programs_store_them() {
        let china = zone("+08:00").unwrap();
        // 2024-02-29 08:00 is day 45351 and a third.
        for text in ["45351.333333333336", "45351.3333333333", "45351.33333"] {
            assert_eq!(read(text, SERIAL, china), Some(1_709_164_800_000), "{text}");
        }
        for text in [
            "", "60", "-1", "1e5", "2958466", "NaN", "inf", "45351,3", " 45351",
        ] {
            assert_eq!(read(text, SERIAL, china), None, "{text}");
        }
        assert_eq!(write(1_709_164_800_000, SERIAL, china), None);
    }

    #[test]
    fn a_day_begins_at_its_own_midnight() {
        let china = zone("+08:00").unwrap();
        let midnight_of = |text| {
            let ms = read(text, "yyyy-MM-dd HH:mm", china).unwrap();
            write(midnight(ms, china), "yyyy-MM-dd HH:mm", china).unwrap()
        };
        for (text, begin) in [
            ("2026-11-03 00:00", "2026-11-03 00:00"),
            ("2026-11-03 07:59", "2026-11-03 00:00"),
            ("2026-11-03 23:59", "2026-11-03 00:00"),
            ("1969-12-31 15:00", "1969-12-31 00:00"),
        ] {
            assert_eq!(midnight_of(text), begin, "{text}");
        }
    }

    #[test]
    fn what_is_no_time() {
        let china = zone("+08:00").unwrap();
        for text in [
            "2023-02-29 08:00:00",
            "2024-02-29 24:00:00",
            "2024-2-29 08:00:00",
            "2024-02-29 08:00:00 ",
            "2024-02-29T08:00:00",
            "２０２４-02-29 08:00:00",
            "",
        ] {
            assert_eq!(read(text, "yyyy-MM-dd HH:mm:ss", china), None, "{text}");
        }
        for pattern in [
            "",
            "yyyy",
            "yyyy-MM-dd hh:mm",
            "yyyyMMdd mm",
            "yyyyMMddyyyy",
        ] {
            assert!(!is_pattern(pattern), "{pattern}");
        }
        for wrong in ["", "8", "+8:00", "+15:00", "+08:60", "+0８:00"] {
            assert!(zone(wrong).is_none(), "{wrong}");
        }
    }
}
