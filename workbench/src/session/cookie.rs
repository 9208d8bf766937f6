//! The cookies of the workbench.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::config::Config;

/// A cookie by what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookie {
    /// Who is signed in.
    Session,
    /// Ties the form for signing in to the browser that asked for it.
    Form,
    /// Chosen language.
    Lang,
}

impl Cookie {
    /// Its name. `__Host-` makes the browser refuse it from another host or without TLS; a demo
    /// has no TLS.
    #[must_use]
    pub const fn name(self, secure: bool) -> &'static str {
        match (self, secure) {
            (Self::Session, true) => "__Host-workbench",
            (Self::Session, false) => "workbench",
            (Self::Form, true) => "__Host-workbench-form",
            (Self::Form, false) => "workbench-form",
            (Self::Lang, true) => "__Host-workbench-lang",
            (Self::Lang, false) => "workbench-lang",
        }
    }

    /// The value of `Set-Cookie` that keeps `value`, a token or a language tag; for the browser's
    /// session, the language for a year.
    #[must_use]
    pub fn set(self, config: &Config, value: &str) -> Option<HeaderValue> {
        let age = match self {
            Self::Session | Self::Form => "",
            Self::Lang => "; Max-Age=31536000",
        };
        self.header(config, value, age)
    }

    /// The value of `Set-Cookie` that removes it.
    #[must_use]
    pub fn remove(self, config: &Config) -> Option<HeaderValue> {
        self.header(config, "", "; Max-Age=0")
    }

    fn header(self, config: &Config, value: &str, age: &str) -> Option<HeaderValue> {
        let secure = config.is_secure();
        let name = self.name(secure);
        let tls = if secure { "; Secure" } else { "" };
        HeaderValue::try_from(format!(
            "{name}={value}; Path=/; HttpOnly; SameSite=Strict{age}{tls}"
        ))
        .ok()
    }
}

/// The value of a cookie of this request.
#[must_use]
pub fn cookie_of<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(known, value)| (known == name).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::cookie_of;
    use axum::http::{HeaderMap, HeaderValue, header};

    #[test]
    fn the_named_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("a=1; workbench=x=y"),
        );
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("workbench-lang=en"),
        );
        assert_eq!(cookie_of(&headers, "workbench"), Some("x=y"));
        assert_eq!(cookie_of(&headers, "workbench-lang"), Some("en"));
        assert_eq!(cookie_of(&headers, "bench"), None);
    }
}
