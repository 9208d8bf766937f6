//! What a sender accepts (RFC 9110 §12.5), read as far as this edge has a choice.

/// A precompressed form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Brotli, `.br`.
    Brotli,
    /// Gzip, `.gz`.
    Gzip,
}

impl Encoding {
    /// `Content-Encoding`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// What the file's name ends with.
    #[must_use]
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
        }
    }
}

/// The smallest form that `Accept-Encoding` allows; `None` = the plain file.
#[must_use]
pub fn encoding(header: &str) -> Option<Encoding> {
    [Encoding::Brotli, Encoding::Gzip]
        .into_iter()
        .find(|choice| elements(header).any(|(name, weight)| name == choice.name() && weight > 0.0))
}

/// Whether `Accept` ranks HTML before JSON. Anything undecided is JSON.
#[must_use]
pub fn prefers_html(header: &str) -> bool {
    let weight_of = |wanted: &str| {
        elements(header)
            .filter(|(name, _)| name == wanted)
            .map(|(_, weight)| weight)
            .fold(0.0_f32, f32::max)
    };
    let html = weight_of("text/html");
    html > 0.0 && html > weight_of("application/json")
}

fn elements(header: &str) -> impl Iterator<Item = (String, f32)> {
    header.split(',').map(|element| {
        let mut parts = element.split(';');
        let name = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let weight = parts
            .filter_map(|part| part.trim().strip_prefix("q=").map(str::to_owned))
            .find_map(|number| number.trim().parse().ok())
            .unwrap_or(1.0);
        (name, weight)
    })
}

#[cfg(test)]
mod tests {
    use super::{Encoding, encoding, prefers_html};

    #[test]
    fn takes_the_smallest_that_is_allowed() {
        assert_eq!(encoding("gzip, deflate, br, zstd"), Some(Encoding::Brotli));
        assert_eq!(encoding("gzip;q=1.0, br;q=0"), Some(Encoding::Gzip));
        assert_eq!(encoding("identity"), None);
        assert_eq!(encoding(""), None);
    }

    #[test]
    fn a_browser_gets_a_page_and_a_program_json() {
        assert!(prefers_html(
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
        ));
        assert!(!prefers_html("application/json"));
        assert!(!prefers_html("*/*"));
        assert!(!prefers_html(""));
        assert!(!prefers_html("application/json, text/html;q=0.5"));
    }
}
