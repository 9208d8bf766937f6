//! A web origin: scheme, host, port, nothing else.

use std::fmt;

/// An origin as a browser writes it in the `Origin` header,
/// `https://zwfw.example.gov.cn` or `http://127.0.0.1:8788`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// Reads an origin; `None` when it has a path, credentials, capitals, a
    /// wildcard, or the port that its scheme has anyway.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (scheme, host) = text.split_once("://")?;
        let default_port = match scheme {
            "https" => ":443",
            "http" => ":80",
            _ => return None,
        };
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.contains(']') => (name, Some(port)),
            _ => (host, None),
        };
        let plain = |c: char| {
            c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '[' | ']' | ':')
        };
        let name_ok = !name.is_empty()
            && name.chars().all(plain)
            && (name.starts_with('[') || !name.contains(':'));
        let port_ok = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|number| number > 0));
        (name_ok && port_ok && !host.ends_with(default_port)).then(|| Self(text.to_owned()))
    }

    /// The text, without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the `Origin` header says this.
    #[must_use]
    pub fn is(&self, header: &str) -> bool {
        self.0 == header
    }

    /// Whether it is reached encrypted.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Origin;

    #[test]
    fn takes_what_a_browser_sends() {
        for good in [
            "https://zwfw.example.gov.cn",
            "http://127.0.0.1:8788",
            "http://localhost:3000",
            "http://[::1]:8788",
            "https://[2001:db8::1]",
        ] {
            assert!(Origin::parse(good).is_some(), "{good}");
        }
    }

    #[test]
    fn refuses_what_no_browser_sends() {
        for bad in [
            "*",
            "zwfw.example.gov.cn",
            "https://",
            "https://*.example.cn",
            "https://a.cn/",
            "https://a.cn/path",
            "https://A.cn",
            "https://a.cn:443",
            "http://a.cn:80",
            "https://a.cn:0",
            "https://a.cn:x",
            "https://user@a.cn",
            "ftp://a.cn",
            "null",
        ] {
            assert!(Origin::parse(bad).is_none(), "{bad}");
        }
    }
}
