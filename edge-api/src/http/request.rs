//! One request, reduced to what any handler looks at.

use contract::lang::Lang;

use super::accept;

/// Methods that are told apart; every other one is refused alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`
    Get,
    /// `HEAD`, answered like `GET` and sent without the body.
    Head,
    /// `POST`
    Post,
    /// `OPTIONS`, the question a browser asks before a cross-origin request.
    Options,
    /// Any other.
    Other,
}

impl Method {
    /// The method of this name; names are in capitals.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name {
            "GET" => Self::Get,
            "HEAD" => Self::Head,
            "POST" => Self::Post,
            "OPTIONS" => Self::Options,
            _ => Self::Other,
        }
    }

    /// As it stands in the log and in `Allow`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Options => "OPTIONS",
            Self::Other => "OTHER",
        }
    }
}

/// A request, its body read and within bounds.
#[derive(Clone, Debug)]
pub struct Request {
    /// Method.
    pub method: Method,
    /// Path as sent, percent-encoding kept.
    pub path: String,
    /// What follows `?`, without it; empty when there is none.
    pub query: String,
    /// `Accept`
    pub accept: String,
    /// `Accept-Encoding`
    pub accept_encoding: String,
    /// `Accept-Language`
    pub accept_language: String,
    /// `Authorization`
    pub authorization: Option<String>,
    /// `Last-Event-ID`, which a browser sends when a stream of events broke off.
    pub last_event_id: String,
    /// `Cookie`, of which only the edge's own is looked at.
    pub cookie: String,
    /// `Content-Type`
    pub content_type: String,
    /// `Origin`; `null` when the browser hides it.
    pub origin: Option<String>,
    /// Body; empty for methods that have none.
    pub body: Vec<u8>,
    /// When it reached the edge, milliseconds since 1970, by the edge's clock.
    pub received_at: i64,
    /// Random name of this request in log and problem, 16 hexadecimal digits.
    pub id: String,
}

impl Request {
    /// The first value of a query parameter, decoded.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<String> {
        form_urlencoded::parse(self.query.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    /// The language to answer in: `?lang=` before `Accept-Language`.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.parameter("lang")
            .and_then(|tag| Lang::from_tag(&tag))
            .unwrap_or_else(|| Lang::from_accept(&self.accept_language))
    }

    /// The key of `Authorization: Bearer …`.
    #[must_use]
    pub fn bearer(&self) -> Option<&str> {
        let (scheme, key) = self.authorization.as_deref()?.split_once(' ')?;
        scheme
            .eq_ignore_ascii_case("bearer")
            .then(|| key.trim())
            .filter(|key| !key.is_empty())
    }

    /// Whether the sender would rather have a page than JSON.
    #[must_use]
    pub fn wants_page(&self) -> bool {
        accept::prefers_html(&self.accept)
    }

    /// Media type of the body in small letters, without parameters.
    #[must_use]
    pub fn media_type(&self) -> String {
        self.content_type
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{Lang, Method, Request};

    /// A bare request for tests of the handlers.
    pub(crate) fn request(method: Method, target: &str) -> Request {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Request {
            method,
            path: path.to_owned(),
            query: query.to_owned(),
            accept: String::new(),
            accept_encoding: String::new(),
            accept_language: String::new(),
            authorization: None,
            last_event_id: String::new(),
            cookie: String::new(),
            content_type: String::new(),
            origin: None,
            body: Vec::new(),
            received_at: 1_790_000_000_000,
            id: "0123456789abcdef".to_owned(),
        }
    }

    #[test]
    fn query_language_comes_before_the_browsers() {
        let mut asked = request(Method::Get, "/v1/form?ticket=a%2Bb&lang=en");
        asked.accept_language = "zh-CN".to_owned();
        assert_eq!(asked.lang(), Lang::En);
        assert_eq!(asked.parameter("ticket").as_deref(), Some("a+b"));
        asked.query.clear();
        assert_eq!(asked.lang(), Lang::Zh);
    }

    #[test]
    fn a_method_is_what_it_is_called() {
        for method in [Method::Get, Method::Head, Method::Post, Method::Options] {
            assert_eq!(Method::from_name(method.name()), method);
        }
        for other in ["QUERY", "PUT", "get", "", "GETS"] {
            assert_eq!(Method::from_name(other), Method::Other, "{other}");
        }
    }

    #[test]
    fn bearer_keys() {
        let mut asked = request(Method::Get, "/metrics");
        assert_eq!(asked.bearer(), None);
        for (header, key) in [
            ("Bearer abc", Some("abc")),
            ("bearer abc", Some("abc")),
            ("Basic abc", None),
            ("Bearer ", None),
        ] {
            asked.authorization = Some(header.to_owned());
            assert_eq!(asked.bearer(), key, "{header}");
        }
    }
}
