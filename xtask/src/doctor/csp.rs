//! Content Security Policy, as far as it decides about the widget (CSP Level 3).

use url::Url;

/// One policy: directives with their values, the first of each name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    directives: Vec<(String, Vec<String>)>,
}

/// Every policy in a header or meta value; commas separate policies. All of them must agree.
#[must_use]
pub fn parse(value: &str) -> Vec<Policy> {
    value
        .split(',')
        .map(|text| {
            let mut directives: Vec<(String, Vec<String>)> = Vec::new();
            for part in text.split(';') {
                let mut words = part.split_ascii_whitespace();
                let Some(name) = words.next().map(str::to_ascii_lowercase) else {
                    continue;
                };
                if !directives.iter().any(|(known, _)| *known == name) {
                    directives.push((name, words.map(str::to_owned).collect()));
                }
            }
            Policy { directives }
        })
        .filter(|policy| !policy.directives.is_empty())
        .collect()
}

impl Policy {
    /// The values of one directive.
    #[must_use]
    pub fn directive(&self, name: &str) -> Option<&[String]> {
        self.directives
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, values)| values.as_slice())
    }

    /// The directive that governs, with its values: the first of `names` that is present.
    #[must_use]
    pub fn governing<'a>(&'a self, names: &[&'a str]) -> Option<(&'a str, &'a [String])> {
        names
            .iter()
            .find_map(|name| self.directive(name).map(|values| (*name, values)))
    }
}

/// Whether a source list lets `url` load on a page of `page`.
#[must_use]
pub fn lets(sources: &[String], url: &Url, page: &Url) -> bool {
    sources.iter().any(|source| matches(source, url, page))
}

/// Whether the list holds this keyword, such as `'wasm-unsafe-eval'`.
#[must_use]
pub fn holds(sources: &[String], keyword: &str) -> bool {
    sources
        .iter()
        .any(|source| source.eq_ignore_ascii_case(keyword))
}

fn matches(source: &str, url: &Url, page: &Url) -> bool {
    match source.to_ascii_lowercase().as_str() {
        "*" => {
            return ["http", "https", "ws", "wss"].contains(&url.scheme())
                || url.scheme() == page.scheme();
        }
        "'self'" => return url.origin() == page.origin() || upgraded(page, url),
        text if text.starts_with('\'') => return false,
        text if text.ends_with(':') => {
            return secure_enough(text.trim_end_matches(':'), url.scheme());
        }
        _ => {}
    }
    let (scheme, rest) = source
        .split_once("://")
        .map_or((None, source), |(scheme, rest)| (Some(scheme), rest));
    let (authority, path) = rest
        .find('/')
        .map_or((rest, ""), |slash| rest.split_at(slash));
    let (host, port) = authority
        .rsplit_once(':')
        .map_or((authority, None), |(host, port)| (host, Some(port)));
    let scheme_fits = scheme.map_or_else(
        || secure_enough(page.scheme(), url.scheme()),
        |scheme| secure_enough(scheme, url.scheme()),
    );
    scheme_fits
        && host_fits(host, url.host_str().unwrap_or_default())
        && port_fits(port, scheme.unwrap_or(page.scheme()), url)
        && path_fits(path, url.path())
}

fn upgraded(page: &Url, url: &Url) -> bool {
    page.scheme() == "http"
        && url.scheme() == "https"
        && page.host_str() == url.host_str()
        && page.port().is_none()
        && url.port().is_none()
}

fn secure_enough(named: &str, actual: &str) -> bool {
    named.eq_ignore_ascii_case(actual) || (named.eq_ignore_ascii_case("http") && actual == "https")
}

fn host_fits(pattern: &str, host: &str) -> bool {
    let (pattern, host) = (pattern.to_ascii_lowercase(), host.to_ascii_lowercase());
    match pattern.strip_prefix('*') {
        Some("") => true,
        Some(suffix) => host.ends_with(suffix) && host.len() > suffix.len(),
        None => pattern == host,
    }
}

fn port_fits(pattern: Option<&str>, scheme: &str, url: &Url) -> bool {
    let actual = url.port_or_known_default();
    match pattern {
        Some("*") => true,
        Some(port) => port.parse().ok() == actual,
        None => {
            let default = match scheme {
                "http" | "ws" => Some(80),
                _ => Some(443),
            };
            actual == default || (default == Some(80) && actual == Some(443))
        }
    }
}

fn path_fits(pattern: &str, path: &str) -> bool {
    match pattern {
        "" | "/" => true,
        folder if folder.ends_with('/') => path.starts_with(folder),
        file => path == file,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(list: &str) -> Vec<String> {
        list.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn the_first_directive_of_a_name_counts() {
        let policies = parse("script-src 'self'; SCRIPT-SRC *, default-src 'none';");
        assert_eq!(policies.len(), 2);
        let first = policies.first().unwrap();
        assert_eq!(first.directive("script-src").unwrap(), ["'self'"]);
        assert!(first.governing(&["connect-src", "default-src"]).is_none());
        let second = policies.get(1).unwrap();
        let (name, values) = second.governing(&["connect-src", "default-src"]).unwrap();
        assert_eq!((name, values), ("default-src", &["'none'".to_owned()][..]));
    }

    #[test]
    fn sources_match_as_browsers_match_them() {
        let page = Url::parse("https://hall.example/cases").unwrap();
        for (list, url, expected) in [
            ("'self'", "https://hall.example/a.js", true),
            ("'self'", "https://edge.example/a.js", false),
            ("https:", "https://edge.example/a.js", true),
            ("http:", "https://edge.example/a.js", true),
            ("https://edge.example", "https://edge.example/a.js", true),
            (
                "https://edge.example",
                "https://edge.example:8443/a.js",
                false,
            ),
            (
                "https://edge.example:*",
                "https://edge.example:8443/a.js",
                true,
            ),
            ("edge.example", "https://edge.example/a.js", true),
            ("*.example", "https://edge.example/a.js", true),
            ("*.edge.example", "https://edge.example/a.js", false),
            (
                "https://edge.example/widget/",
                "https://edge.example/widget/v1/loader.js",
                true,
            ),
            (
                "https://edge.example/widget",
                "https://edge.example/widget/v1/loader.js",
                false,
            ),
            ("'none'", "https://edge.example/a.js", false),
            ("*", "https://edge.example/a.js", true),
        ] {
            let url = Url::parse(url).unwrap();
            assert_eq!(lets(&sources(list), &url, &page), expected, "{list} {url}");
        }
    }

    #[test]
    fn a_plain_page_on_a_port_names_it() {
        let page = Url::parse("http://127.0.0.1:8788/").unwrap();
        let edge = Url::parse("http://127.0.0.1:8787/widget/v1/loader.js").unwrap();
        assert!(!lets(&sources("'self' http://127.0.0.1"), &edge, &page));
        assert!(lets(&sources("http://127.0.0.1:8787"), &edge, &page));
    }
}
