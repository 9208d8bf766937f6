//! The whole catalogue with its retired codes, as the edge holds it.

use super::{IndicatorView, LevelView, Offers, View};
use crate::lang::Lang;
use crate::level::Level;
use serde::Deserialize;

/// A version of the national catalogue of indicators.
///
/// Read from JSON: `{"version", "levels": [{"level", "indicators": [{"code", "zh",
/// "en", "first"?}]}], "retired": ["501", …]}`. Retired codes may not be chosen any
/// more but are recognised in what old systems send.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    version: String,
    levels: Vec<LevelEntry>,
    #[serde(default)]
    retired: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LevelEntry {
    level: Level,
    indicators: Vec<Indicator>,
}

/// One reason in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Three digits, the first is the level.
    pub code: String,
    /// The national wording.
    pub zh: String,
    /// Plain English.
    pub en: String,
    /// Whether it is among those shown at once.
    #[serde(default)]
    pub first: bool,
}

/// What the catalogue knows of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// May be chosen.
    Active,
    /// Was in an earlier version; readable, not choosable.
    Retired,
    /// Never heard of.
    Unknown,
}

/// Why a catalogue cannot be used.
#[derive(Debug)]
pub struct CatalogueError(String);

impl core::fmt::Display for CatalogueError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "catalogue of indicators: {}", self.0)
    }
}

impl core::error::Error for CatalogueError {}

fn refuse<T>(why: impl Into<String>) -> Result<T, CatalogueError> {
    Err(CatalogueError(why.into()))
}

impl Catalogue {
    /// The national catalogue in force, version 2 with its forty codes.
    ///
    /// # Errors
    /// None for the data that ships with this crate; a test reads it.
    pub fn national() -> Result<Self, CatalogueError> {
        Self::from_json(include_str!("v2.json"))
    }

    /// Reads and checks a catalogue.
    ///
    /// # Errors
    /// When it is not the documented JSON, lacks a level, repeats a level, a code or a
    /// wording, or has a code whose first digit is not its level.
    pub fn from_json(json: &str) -> Result<Self, CatalogueError> {
        let catalogue: Self =
            serde_json::from_str(json).map_err(|e| CatalogueError(e.to_string()))?;
        if catalogue.version.is_empty() || catalogue.version.len() > 16 {
            return refuse("version must have 1 to 16 characters");
        }
        for level in Level::ALL {
            if catalogue.levels.iter().filter(|l| l.level == level).count() != 1 {
                return refuse(format!(
                    "level {} must stand in it exactly once",
                    level.value()
                ));
            }
        }
        let (mut seen, mut worded): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        for entry in &catalogue.levels {
            for indicator in &entry.indicators {
                let code = indicator.code.as_str();
                if !is_code_of(entry.level, code) {
                    return refuse(format!(
                        "code {code} must be three digits and start with its level {}",
                        entry.level.value()
                    ));
                }
                if seen.contains(&code) {
                    return refuse(format!("code {code} stands in it twice"));
                }
                seen.push(code);
                let words = indicator.zh.as_str();
                if worded.contains(&words) {
                    return refuse(format!("the wording of {code} stands in it twice"));
                }
                worded.push(words);
            }
        }
        if let Some(code) = catalogue
            .retired
            .iter()
            .find(|c| seen.contains(&c.as_str()))
        {
            return refuse(format!("code {code} is both active and retired"));
        }
        Ok(catalogue)
    }

    /// The version that rows rated against it carry.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What is known of `code`.
    #[must_use]
    pub fn knows(&self, code: &str) -> Known {
        if self.indicator(code).is_some() {
            Known::Active
        } else if self.retired.iter().any(|c| c == code) {
            Known::Retired
        } else {
            Known::Unknown
        }
    }

    /// The active indicator with this code.
    #[must_use]
    pub fn indicator(&self, code: &str) -> Option<&Indicator> {
        self.levels
            .iter()
            .flat_map(|l| &l.indicators)
            .find(|i| i.code == code)
    }

    /// The active indicator with exactly this national wording: that of retired ones is not
    /// known, and none is guessed.
    #[must_use]
    pub fn worded(&self, words: &str) -> Option<&Indicator> {
        self.levels
            .iter()
            .flat_map(|l| &l.indicators)
            .find(|i| i.zh == words)
    }

    /// The catalogue as a page in `lang` needs it.
    #[must_use]
    pub fn view(&self, lang: Lang) -> View {
        let levels = Level::ALL
            .into_iter()
            .map(|level| LevelView {
                level,
                label: level.label(lang).to_owned(),
                indicators: self
                    .levels
                    .iter()
                    .filter(|entry| entry.level == level)
                    .flat_map(|entry| &entry.indicators)
                    .map(|i| IndicatorView {
                        code: i.code.clone(),
                        text: lang.pick(&i.zh, &i.en).to_owned(),
                        first: i.first,
                    })
                    .collect(),
            })
            .collect();
        View {
            version: self.version.clone(),
            levels,
        }
    }
}

impl Offers for Catalogue {
    fn offers(&self, level: Level, code: &str) -> bool {
        self.levels
            .iter()
            .any(|l| l.level == level && l.indicators.iter().any(|i| i.code == code))
    }
}

fn is_code_of(level: Level, code: &str) -> bool {
    code.len() == 3
        && code.bytes().all(|b| b.is_ascii_digit())
        && code.bytes().next() == Some(b'0' + level.value())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_national_catalogue_has_forty_codes_three_first_per_level() {
        let catalogue = Catalogue::national().unwrap();
        assert_eq!(catalogue.version(), "2");
        for lang in [Lang::Zh, Lang::En] {
            let view = catalogue.view(lang);
            assert_eq!(
                view.levels
                    .iter()
                    .map(|l| l.indicators.len())
                    .sum::<usize>(),
                40
            );
            for level in &view.levels {
                assert_eq!(level.indicators.iter().filter(|i| i.first).count(), 3);
                assert!(level.indicators.iter().take(3).all(|i| i.first));
                assert!(level.indicators.iter().all(|i| !i.text.is_empty()));
            }
        }
    }

    #[test]
    fn codes_belong_to_their_level_and_retired_ones_are_not_offered() {
        let catalogue = Catalogue::national().unwrap();
        assert!(catalogue.offers(Level::VerySatisfied, "510"));
        assert!(!catalogue.offers(Level::Satisfied, "510"));
        assert!(!catalogue.offers(Level::VerySatisfied, "501"));
        assert_eq!(catalogue.knows("501"), Known::Retired);
        assert_eq!(catalogue.knows("403"), Known::Unknown);
    }

    #[test]
    fn a_reason_is_known_by_its_wording_to_the_letter() {
        let catalogue = Catalogue::national().unwrap();
        let code = |words: &str| catalogue.worded(words).map(|it| it.code.as_str());
        assert_eq!(code("窗口人员业务不熟练"), Some("213"));
        for other in ["窗口人员业务不熟", "业务不熟练", "213", "其他", ""] {
            assert_eq!(code(other), None, "{other}");
        }
    }

    #[test]
    fn broken_catalogues_are_refused_by_name() {
        let good = include_str!("v2.json");
        for (from, to, says) in [
            ("\"510\"", "\"410\"", "code 410 must be three digits"),
            ("\"511\"", "\"510\"", "code 510 stands in it twice"),
            (
                "服务态度一般",
                "服务热情效率高",
                "the wording of 314 stands in it twice",
            ),
            ("\"level\": 5", "\"level\": 4", "level 5 must stand"),
            ("\"501\"", "\"510\"", "both active and retired"),
            ("\"version\": \"2\"", "\"version\": \"\"", "version"),
            ("\"retired\"", "\"retierd\"", "unknown field"),
        ] {
            let error = Catalogue::from_json(&good.replacen(from, to, 1)).unwrap_err();
            assert!(error.to_string().contains(says), "{from} → {to}: {error}");
        }
    }
}
