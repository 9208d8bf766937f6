//! How long things last on a kiosk.

/// How long things last, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// Without a touch, until the citizen is asked whether they are still there.
    pub idle: u64,
    /// From that question until the sheet is cleared.
    pub asking: u64,
    /// How long the thanks stay.
    pub thanks: u64,
}

impl Default for Times {
    /// 60 s, 30 s, 20 s: nothing is shorter than the 20 s that WCAG 2.2.1 asks for.
    fn default() -> Self {
        Self {
            idle: 60_000,
            asking: 30_000,
            thanks: 20_000,
        }
    }
}

impl Times {
    /// The times for the attributes `idle` and `thanks`, in whole seconds. Idle is held
    /// to 10 s … 10 min and thanks to 20 s … 2 min; what is no number is the default.
    #[must_use]
    pub fn of(idle: Option<&str>, thanks: Option<&str>) -> Self {
        let times = Self::default();
        Self {
            idle: milliseconds(idle, 10, 600).unwrap_or(times.idle),
            thanks: milliseconds(thanks, 20, 120).unwrap_or(times.thanks),
            ..times
        }
    }
}

fn milliseconds(seconds: Option<&str>, least: u64, most: u64) -> Option<u64> {
    let seconds: u64 = seconds?.trim().parse().ok()?;
    Some(seconds.clamp(least, most) * 1000)
}

#[cfg(test)]
mod tests {
    use super::Times;

    #[test]
    fn attributes_are_held_within_what_a_citizen_can_live_with() {
        let standard = Times::default();
        for (idle, thanks, wanted) in [
            (None, None, (standard.idle, standard.thanks)),
            (Some("90"), Some(" 30 "), (90_000, 30_000)),
            (Some("0"), Some("0"), (10_000, 20_000)),
            (Some("99999999999"), Some("3600"), (600_000, 120_000)),
            (Some("1.5"), Some("soon"), (standard.idle, standard.thanks)),
        ] {
            let times = Times::of(idle, thanks);
            assert_eq!((times.idle, times.thanks), wanted, "{idle:?} {thanks:?}");
            assert_eq!(times.asking, standard.asking);
        }
    }
}
