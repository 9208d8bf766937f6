//! Where a citizen may be led back to.

use std::fmt;

/// Longest address.
const LONGEST: usize = 2048;

/// Schemes that are no app's: they run code, read the device, or belong to the web and the
/// telephone.
const NEVER: [&str; 24] = [
    "about",
    "android-app",
    "blob",
    "chrome",
    "content",
    "data",
    "file",
    "filesystem",
    "ftp",
    "geo",
    "http",
    "https",
    "intent",
    "jar",
    "javascript",
    "mailto",
    "market",
    "resource",
    "sms",
    "tel",
    "vbscript",
    "view-source",
    "ws",
    "wss",
];

/// A scheme that an app has registered for itself, such as `yuzhongapp`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme(String);

impl Scheme {
    /// Reads a scheme in small letters (RFC 3986 §3.1), 2 to 64 characters; `None` for any
    /// that is no app's.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = text.bytes();
        let fits = (2..=64).contains(&text.len())
            && bytes.next().is_some_and(|first| first.is_ascii_lowercase())
            && bytes.all(|byte| {
                byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"+-.".contains(&byte)
            });
        (fits && !NEVER.contains(&text)).then(|| Self(text.to_owned()))
    }

    /// The text, without a colon.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An address that leads back into the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Back(String);

impl Back {
    /// Reads an address: `https://…`, or one of the app's own schemes. `None` for every
    /// other, and for one with a login, white space, control or non-ASCII characters:
    /// readers disagree on where those end.
    #[must_use]
    pub fn parse(text: &str, schemes: &[Scheme]) -> Option<Self> {
        let plain = text.len() <= LONGEST
            && text
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && !b"\"'<>\\^`{|}".contains(&byte));
        let (scheme, rest) = text.split_once(':')?;
        let leads = match scheme {
            "https" => names_a_host(rest),
            own => schemes.iter().any(|known| known.as_str() == own),
        };
        (plain && leads).then(|| Self(text.to_owned()))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether `//host…` follows, without a login before the host.
fn names_a_host(rest: &str) -> bool {
    let Some(after) = rest.strip_prefix("//") else {
        return false;
    };
    let authority = after.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.split(':').next().unwrap_or_default();
    !host.is_empty()
        && authority
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".-:".contains(&byte))
}
