//! Moments of RFC 3339 in the words of a language, in the time of the hall.

use contract::lang::Lang;

/// Seconds that China Standard Time is ahead of UTC.
const CHINA: i64 = 8 * 3600;
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The day: `2026年11月20日` or `20 November 2026`. What is not RFC 3339 is shown as
/// it came.
#[must_use]
pub fn day(moment: &str, lang: Lang) -> String {
    civil(moment).map_or_else(|| moment.to_owned(), |at| at.day(lang))
}

/// Day and time: `2026年11月20日 09:05` or `20 November 2026, 09:05`.
#[must_use]
pub fn minute(moment: &str, lang: Lang) -> String {
    civil(moment).map_or_else(
        || moment.to_owned(),
        |at| {
            let mut words = at.day(lang);
            words.push_str(lang.pick(" ", ", "));
            push_two(&mut words, at.minutes / 60);
            words.push(':');
            push_two(&mut words, at.minutes % 60);
            words
        },
    )
}

struct Civil {
    year: i64,
    month: usize,
    day: i64,
    minutes: i64,
}

impl Civil {
    fn day(&self, lang: Lang) -> String {
        let mut words = String::new();
        match lang {
            Lang::Zh => {
                words.push_str(&self.year.to_string());
                words.push('年');
                words.push_str(&self.month.to_string());
                words.push('月');
                words.push_str(&self.day.to_string());
                words.push('日');
            }
            Lang::En => {
                words.push_str(&self.day.to_string());
                words.push(' ');
                words.push_str(
                    MONTHS
                        .get(self.month.wrapping_sub(1))
                        .copied()
                        .unwrap_or_default(),
                );
                words.push(' ');
                words.push_str(&self.year.to_string());
            }
        }
        words
    }
}

fn push_two(words: &mut String, number: i64) {
    if number < 10 {
        words.push('0');
    }
    words.push_str(&number.to_string());
}

/// The moment in China Standard Time.
fn civil(moment: &str) -> Option<Civil> {
    let number = |from: usize, to: usize| moment.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let zone = moment
        .get(19..)?
        .trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    let ahead = match zone {
        "Z" | "z" => 0,
        _ => {
            let hours = zone.get(1..3)?.parse::<i64>().ok()?;
            let minutes = zone.get(4..6)?.parse::<i64>().ok()?;
            let ahead = hours * 3600 + minutes * 60;
            if zone.starts_with('-') { -ahead } else { ahead }
        }
    };
    let seconds =
        days_before(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - ahead + CHINA;
    let (year, month, day) = date_of(seconds.div_euclid(86_400));
    Some(Civil {
        year,
        month: usize::try_from(month).ok()?,
        day,
        minutes: seconds.rem_euclid(86_400) / 60,
    })
}

/// Days from 1970-01-01 to a date of the Gregorian calendar (Hinnant, "chrono-compatible
/// low-level date algorithms", `days_from_civil`).
fn days_before(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The other way round (`civil_from_days`).
fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, month, of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn moments_are_told_in_the_time_of_the_hall() {
        assert_eq!(
            minute("2026-11-20T01:05:09Z", Lang::Zh),
            "2026年11月20日 09:05"
        );
        assert_eq!(
            minute("2026-11-20T09:05:09+08:00", Lang::En),
            "20 November 2026, 09:05"
        );
        assert_eq!(day("2026-12-31T16:00:00.250Z", Lang::Zh), "2027年1月1日");
        assert_eq!(
            day("2028-02-28T20:00:00-04:00", Lang::En),
            "29 February 2028"
        );
    }

    #[test]
    fn what_is_no_moment_is_shown_as_it_came() {
        for odd in ["", "gestern", "2026-13-01T00:00:00Z", "2026-11-20"] {
            assert_eq!(day(odd, Lang::Zh), odd);
        }
    }

    proptest! {
        #[test]
        fn a_day_and_its_number_are_the_same(days in -100_000i64..200_000) {
            let (year, month, day) = date_of(days);
            prop_assert_eq!(days_before(year, month, day), days);
        }

        #[test]
        fn no_text_stops_it(text in "\\PC{0,40}") {
            let _ = (day(&text, Lang::Zh), minute(&text, Lang::En));
        }
    }
}
