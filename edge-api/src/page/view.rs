//! How a page is shown: language and size, from the address and the browser.

use contract::lang::Lang;

use crate::http::Request;
use crate::normalize::lang_code;

/// Language and size of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// Language: `?lang=`, else `Accept-Language`.
    pub lang: Lang,
    /// Large text and targets (适老化): `?elder=1`.
    pub elder: bool,
}

impl View {
    /// What a request asks for.
    #[must_use]
    pub fn of(request: &Request) -> Self {
        let elder = request.parameter("elder");
        Self {
            lang: request.lang(),
            elder: elder.is_some_and(|value| value != "0"),
        }
    }

    /// The query string that keeps this view, with its `?`.
    #[must_use]
    pub fn query(self) -> String {
        let elder = if self.elder { "&elder=1" } else { "" };
        format!("?lang={}{elder}", lang_code(self.lang))
    }

    /// The same in the other language.
    #[must_use]
    pub const fn other_lang(self) -> Self {
        Self {
            lang: if matches!(self.lang, Lang::Zh) {
                Lang::En
            } else {
                Lang::Zh
            },
            ..self
        }
    }

    /// The same in the other size.
    #[must_use]
    pub const fn other_size(self) -> Self {
        Self {
            elder: !self.elder,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Lang, View};
    use crate::http::Method;
    use crate::http::request::tests::request;

    #[test]
    fn the_address_keeps_the_view() {
        let view = View::of(&request(Method::Get, "/r/t?lang=en&elder=1"));
        assert_eq!(
            view,
            View {
                lang: Lang::En,
                elder: true
            }
        );
        assert_eq!(view.query(), "?lang=en&elder=1");
        assert_eq!(view.other_lang().query(), "?lang=zh&elder=1");
        assert_eq!(view.other_size().query(), "?lang=en");
    }
}
