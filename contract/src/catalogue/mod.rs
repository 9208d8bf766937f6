//! Which reasons (指标, `evalDetail`) may be given for which level.
//!
//! The catalogue is versioned data: its wording is fixed nationally and changes
//! only with a new version. A step is rated against one version, and the row keeps
//! that version, so old codes stay readable for ever.

use crate::lang::Lang;
use crate::level::Level;
use serde::{Deserialize, Serialize};

#[cfg(feature = "catalogue")]
mod full;
#[cfg(feature = "catalogue")]
pub use full::{Catalogue, CatalogueError, Indicator, Known};

/// Anything that knows which indicators may be chosen for a level: the catalogue at
/// the edge, its [`View`] in the page.
pub trait Offers {
    /// Whether `code` may be chosen now for `level`.
    fn offers(&self, level: Level, code: &str) -> bool;
}

/// The catalogue as one page needs it: active indicators in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct View {
    /// The version that an evaluation made with this view must name.
    pub version: String,
    /// The five levels, 5 first.
    pub levels: Vec<LevelView>,
}

/// One level with its reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct LevelView {
    /// The level.
    pub level: Level,
    /// Its words in the asked language.
    pub label: String,
    /// Its active indicators in the order in which they are shown.
    pub indicators: Vec<IndicatorView>,
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct IndicatorView {
    /// The three digits of its code; the first is the level.
    pub code: String,
    /// Its words in the asked language.
    pub text: String,
    /// Whether it is shown at once; the others stand behind “more”.
    pub first: bool,
}

impl Offers for View {
    fn offers(&self, level: Level, code: &str) -> bool {
        self.levels
            .iter()
            .any(|l| l.level == level && l.indicators.iter().any(|i| i.code == code))
    }
}

impl View {
    /// The reasons of `level`; none when the view lacks it.
    #[must_use]
    pub fn indicators(&self, level: Level) -> &[IndicatorView] {
        self.levels
            .iter()
            .find(|l| l.level == level)
            .map_or(&[], |l| &l.indicators)
    }

    /// A view with the words of the levels and no reasons: what can be shown before
    /// the edge has answered.
    #[must_use]
    pub fn bare(lang: Lang) -> Self {
        let levels = Level::ALL
            .into_iter()
            .map(|level| LevelView {
                level,
                label: level.label(lang).to_owned(),
                indicators: Vec::new(),
            })
            .collect();
        Self {
            version: String::new(),
            levels,
        }
    }
}
