//! The `Host` header, which the runtime puts in front of the target to make the
//! request's address: with `Host: x/healthz?` a request for `/metrics` would be
//! read as one for `/healthz`, and a proxy or cache in front would have judged
//! another address than the one that is answered.

/// Whether `text` is a host name or address, with or without a port, and nothing
/// that could move the path.
#[must_use]
pub fn is_plain(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|c| {
            c.is_ascii_alphanumeric() || matches!(c, b'.' | b'-' | b'_' | b':' | b'[' | b']')
        })
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn names_and_addresses_pass() {
        for good in [
            "pj.example.gov.cn",
            "PJ.example.gov.cn:8443",
            "127.0.0.1:8787",
            "[::1]:8787",
            "edge_1",
        ] {
            assert!(is_plain(good), "{good}");
        }
    }

    #[test]
    fn what_moves_the_path_does_not() {
        for bad in [
            "",
            "x/healthz?",
            "x/healthz#",
            "x\\healthz",
            "user@x",
            "a, b",
            "a b",
            "x%2fhealthz",
            "x\0",
            "政务",
        ] {
            assert!(!is_plain(bad), "{bad:?}");
        }
    }
}
