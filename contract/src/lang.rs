//! The languages that a citizen can be spoken to in.

use serde::{Deserialize, Serialize};

/// A language of the page: `"zh"` or `"en"` on the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Simplified Chinese, the language of every national page.
    #[default]
    Zh,
    /// Plain English.
    En,
}

impl Lang {
    /// The language that a BCP 47 tag asks for: `en` and its regions are English,
    /// `zh` and its regions and scripts are Chinese, anything else is `None`.
    ///
    /// ```
    /// use haochaping_contract::lang::Lang;
    /// assert_eq!(Lang::from_tag("en-GB"), Some(Lang::En));
    /// assert_eq!(Lang::from_tag("zh-Hans-CN"), Some(Lang::Zh));
    /// assert_eq!(Lang::from_tag("fr"), None);
    /// ```
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().trim();
        if primary.eq_ignore_ascii_case("en") {
            Some(Self::En)
        } else if primary.eq_ignore_ascii_case("zh") {
            Some(Self::Zh)
        } else {
            None
        }
    }

    /// The first language of an `Accept-Language` header that is spoken here,
    /// by the order of the header (weights are sent in falling order by every
    /// browser); Chinese when none is.
    #[must_use]
    pub fn from_accept(header: &str) -> Self {
        header
            .split(',')
            .find_map(|part| Self::from_tag(part.split(';').next().unwrap_or_default()))
            .unwrap_or_default()
    }

    /// The tag for `lang` attributes and `Content-Language`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The Chinese or the English one of two texts.
    #[must_use]
    pub const fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn accept_language_takes_the_first_that_is_spoken() {
        assert_eq!(Lang::from_accept("fr-CH, en;q=0.9, zh;q=0.8"), Lang::En);
        assert_eq!(Lang::from_accept("de"), Lang::Zh);
        assert_eq!(Lang::from_accept(""), Lang::Zh);
    }

    #[test]
    fn wire_form() {
        assert_eq!(serde_json::to_string(&Lang::En).unwrap(), "\"en\"");
    }
}
