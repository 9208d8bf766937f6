//! How the sheet is shown.

use crate::parts::settings;
use contract::lang::Lang;

/// Which colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the reader's system says.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// The theme of an attribute's value; anything unknown is [`Theme::Auto`].
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }
}

/// How the sheet is shown. The element's attributes set it, and so do the switches on
/// the sheet; what was set last holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Language of every word.
    pub lang: Lang,
    /// Elder mode: larger text and targets, more contrast.
    pub elder: bool,
    /// Colours.
    pub theme: Theme,
    /// Steps of text size above the mode's own: 0 to [`Settings::LARGEST`].
    pub larger: u8,
    /// Whether many people use the device: the browser is not to remember what is typed.
    pub shared: bool,
}

impl Settings {
    /// The last step of text size: 30 px at the usual 16 px.
    pub const LARGEST: u8 = 3;

    /// The step of text size that is shown: elder mode starts at the second.
    #[must_use]
    pub const fn step(self) -> u8 {
        let least = if self.elder { 1 } else { 0 };
        if self.larger < least {
            least
        } else if self.larger > Self::LARGEST {
            Self::LARGEST
        } else {
            self.larger
        }
    }

    /// The step of text size for a `text-scale` attribute: a factor (`1.5`) or a
    /// percentage (`150%`), taken to the nearest step that is not smaller.
    #[must_use]
    pub fn step_for(scale: &str) -> u8 {
        let hundredths = match scale.trim().strip_suffix('%') {
            Some(percent) => percent.trim().parse().unwrap_or(100),
            None => hundredths(scale.trim()),
        };
        match hundredths {
            0..=100 => 0,
            101..=125 => 1,
            126..=150 => 2,
            _ => 3,
        }
    }

    /// Does what one of the switches on the sheet says; see [`crate::parts::settings`].
    pub fn switch(&mut self, act: &str) {
        match act {
            settings::ELDER => {
                self.elder = !self.elder;
                self.larger = 0;
            }
            settings::LARGER => self.larger = self.step().saturating_add(1).min(Self::LARGEST),
            settings::SMALLER => self.larger = self.step().saturating_sub(1),
            _ => {}
        }
    }

    /// The class names of the root element.
    #[must_use]
    pub fn classes(self) -> String {
        let mut classes = String::from("hcp");
        classes.push_str(match self.theme {
            Theme::Auto => " hcp-auto",
            Theme::Light => "",
            Theme::Dark => " hcp-dark",
        });
        if self.elder {
            classes.push_str(" hcp-elder");
        }
        classes.push_str(match self.step() {
            0 => "",
            1 => " hcp-t1",
            2 => " hcp-t2",
            _ => " hcp-t3",
        });
        classes
    }
}

/// `1.5` as 150, without the weight of floating point parsing. Malformed is 100.
fn hundredths(factor: &str) -> u32 {
    let (whole, part) = factor.split_once('.').unwrap_or((factor, ""));
    let Ok(whole) = whole.parse::<u32>() else {
        return 100;
    };
    let digit = |at| {
        part.as_bytes()
            .get(at)
            .copied()
            .unwrap_or(b'0')
            .wrapping_sub(b'0')
    };
    let (tenths, rest) = (digit(0), digit(1));
    if tenths > 9 || rest > 9 {
        return 100;
    }
    whole.saturating_mul(100) + u32::from(tenths) * 10 + u32::from(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elder_mode_is_never_smaller_than_its_own_size() {
        let elder = Settings {
            elder: true,
            ..Settings::default()
        };
        assert_eq!(elder.step(), 1);
        assert_eq!(Settings { larger: 3, ..elder }.step(), 3);
        assert_eq!(Settings::default().step(), 0);
    }

    #[test]
    fn text_scales() {
        for (scale, step) in [
            ("1", 0),
            ("1.25", 1),
            ("1.2", 1),
            ("1.5", 2),
            ("150%", 2),
            ("2", 3),
            ("300%", 3),
            ("", 0),
            ("x", 0),
            ("1.x", 0),
        ] {
            assert_eq!(Settings::step_for(scale), step, "{scale}");
        }
    }

    #[test]
    fn the_root_names_its_mode() {
        let settings = Settings {
            elder: true,
            theme: Theme::Dark,
            larger: 2,
            ..Settings::default()
        };
        assert_eq!(settings.classes(), "hcp hcp-dark hcp-elder hcp-t2");
        assert_eq!(Settings::default().classes(), "hcp hcp-auto");
    }
}
