//! How somebody wants to see the page: the language, in the address or kept in a cookie.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use contract::lang::Lang;

use crate::app::App;
use crate::session::{Cookie, cookie_of};

/// One visit to one page.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Language of the page.
    pub lang: Lang,
    /// Whether the address itself said so.
    pub chosen: bool,
    /// Path of the page.
    pub path: String,
    query: Vec<(String, String)>,
}

impl Visit {
    /// Reads what a request says.
    #[must_use]
    pub fn of(parts: &Parts, app: &App) -> Self {
        let uri = parts
            .extensions
            .get::<OriginalUri>()
            .map_or(&parts.uri, |original| &original.0);
        let mut query: Vec<(String, String)> =
            form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes())
                .into_owned()
                .collect();
        let asked = query
            .iter()
            .find(|(name, _)| name == "lang")
            .and_then(|(_, value)| Lang::from_tag(value));
        query.retain(|(name, _)| name != "lang");
        let name = Cookie::Lang.name(app.config.is_secure());
        let kept = cookie_of(&parts.headers, name).and_then(Lang::from_tag);
        Self {
            lang: asked.or(kept).unwrap_or_default(),
            chosen: asked.is_some(),
            path: uri.path().to_owned(),
            query,
        }
    }

    /// A value of the address, `?alias=…`; none when empty.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// This page with other values in its address; an empty one removes it.
    #[must_use]
    pub fn with(&self, changes: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in &self.query {
            if !value.is_empty() && !changes.iter().any(|(changed, _)| changed == name) {
                query.append_pair(name, value);
            }
        }
        for (name, value) in changes.iter().filter(|(_, value)| !value.is_empty()) {
            query.append_pair(name, value);
        }
        let query = query.finish();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}{mark}{query}", self.path)
    }
}

impl FromRequestParts<App> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self::of(parts, app))
    }
}

#[cfg(test)]
mod tests {
    use super::Visit;
    use contract::lang::Lang;

    #[test]
    fn addresses_keep_what_was_not_changed() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let visit = Visit {
            lang: Lang::Zh,
            chosen: false,
            path: "/audit".to_owned(),
            query: vec![
                pair("alias", "op 7"),
                pair("before", "9"),
                pair("action", ""),
            ],
        };
        assert_eq!(
            visit.with(&[("lang", "en")]),
            "/audit?alias=op+7&before=9&lang=en"
        );
        assert_eq!(visit.with(&[("before", ""), ("alias", "")]), "/audit");
        assert_eq!(
            (visit.value("alias"), visit.value("action")),
            (Some("op 7"), None)
        );
    }
}
