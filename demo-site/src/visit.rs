//! How one visitor wants to see the hall: language and elder mode, both kept in the
//! address so that every link, also one on paper, carries them.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{FromRequestParts, OriginalUri, Query};
use axum::http::request::Parts;
use contract::lang::Lang;

use crate::app::App;
use crate::texts::{Texts, texts};

/// One visit to one page.
pub struct Visit {
    /// Language of the page.
    pub lang: Lang,
    /// Large text and targets.
    pub elder: bool,
    /// The words of that language.
    pub t: &'static Texts,
    /// Name of the hall in that language.
    pub hall: String,
    path: String,
    rest: Vec<(String, String)>,
}

impl FromRequestParts<Arc<App>> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        let path = parts
            .extensions
            .get::<OriginalUri>()
            .map_or_else(|| parts.uri.path().to_owned(), |uri| uri.path().to_owned());
        let query = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri)
            .map(|Query(pairs)| pairs)
            .unwrap_or_default();
        Ok(Self::new(app, path, query))
    }
}

impl Visit {
    fn new(app: &App, path: String, query: Vec<(String, String)>) -> Self {
        let value = |name: &str| {
            query
                .iter()
                .find(|(n, _)| n == name)
                .map(|(_, v)| v.as_str())
        };
        let lang = value("lang").and_then(Lang::from_tag).unwrap_or_default();
        let elder = value("elder") == Some("1");
        let hall = app.book.hall.name.of(lang).to_owned();
        let rest = query
            .into_iter()
            .filter(|(name, _)| name != "lang" && name != "elder")
            .collect();
        Self {
            lang,
            elder,
            t: texts(lang),
            hall,
            path,
            rest,
        }
    }

    /// A value of the page's own query, like `q` or `step`.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.rest
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
            .filter(|v| !v.is_empty())
    }

    /// The places of the main navigation.
    pub fn places(&self) -> [(&'static str, &'static str); 4] {
        [
            ("/", self.t.home),
            ("/cases", self.t.my_cases),
            ("/central", self.t.central),
            ("/developers", self.t.developers),
        ]
    }

    /// Whether this page is that place.
    pub fn at(&self, path: &str) -> bool {
        self.path == path
    }

    /// Whether this page needs the whole width of the screen, as dense tables do.
    pub fn wide(&self) -> bool {
        self.at("/central")
    }

    /// Language and elder mode as they stand in the address; the default is not said.
    pub fn kept(&self) -> Vec<(&'static str, &'static str)> {
        kept(self.lang, self.elder)
    }

    /// A link within the hall that keeps language and elder mode.
    pub fn link(&self, path: &str) -> String {
        address(path, "", &self.kept())
    }

    /// The same with a query of its own, already encoded.
    pub fn link_with(&self, path: &str, query: &str) -> String {
        address(path, query, &self.kept())
    }

    /// This page in the other language.
    pub fn switch_lang(&self) -> String {
        let other = match self.lang {
            Lang::Zh => Lang::En,
            Lang::En => Lang::Zh,
        };
        self.same_page(&kept(other, self.elder))
    }

    /// This page in the other mode.
    pub fn switch_elder(&self) -> String {
        self.same_page(&kept(self.lang, !self.elder))
    }

    fn same_page(&self, kept: &[(&'static str, &'static str)]) -> String {
        address(&self.path, &encode(&self.rest), kept)
    }
}

fn kept(lang: Lang, elder: bool) -> Vec<(&'static str, &'static str)> {
    let mut kept = Vec::new();
    if lang == Lang::En {
        kept.push(("lang", "en"));
    }
    if elder {
        kept.push(("elder", "1"));
    }
    kept
}

fn address(path: &str, query: &str, kept: &[(&str, &str)]) -> String {
    let kept = encode(kept);
    let query = [query, kept.as_str()]
        .into_iter()
        .filter(|q| !q.is_empty())
        .collect::<Vec<_>>()
        .join("&");
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    }
}

/// Name and value pairs as a query string.
pub fn encode<N: AsRef<str>, V: AsRef<str>>(pairs: &[(N, V)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

#[cfg(test)]
mod tests {
    use super::{address, encode, kept};
    use contract::lang::Lang;

    #[test]
    fn addresses_say_only_what_differs_from_the_default() {
        assert_eq!(address("/cases", "", &kept(Lang::Zh, false)), "/cases");
        assert_eq!(
            address("/cases", "step=2", &kept(Lang::En, true)),
            "/cases?step=2&lang=en&elder=1"
        );
    }

    #[test]
    fn values_are_encoded() {
        assert_eq!(
            encode(&[("q", "a&b=\"食品\"")]),
            "q=a%26b%3D%22%E9%A3%9F%E5%93%81%22"
        );
    }
}
