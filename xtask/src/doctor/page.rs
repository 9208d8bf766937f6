//! What a host page says about itself: its policies, its scripts, its rating elements.

use scraper::{ElementRef, Html, Selector};
use url::Url;

use super::csp::{self, Policy};
use crate::failure::{OrFail, Result};

/// The parts of a page that decide whether the widget runs.
#[derive(Debug, Clone)]
pub struct Page {
    /// Where it came from, after redirects.
    pub url: Url,
    /// Enforced policies, of header and meta.
    pub policies: Vec<Policy>,
    /// Policies that only report.
    pub reported: Vec<Policy>,
    /// `Cross-Origin-Embedder-Policy`, empty when absent.
    pub embedder: String,
    /// Scripts with an address.
    pub scripts: Vec<Script>,
    /// `<haochaping-rating>` elements.
    pub ratings: Vec<Rating>,
}

/// A script element with `src`.
#[derive(Debug, Clone)]
pub struct Script {
    /// Resolved address.
    pub src: Url,
    /// `integrity`, empty when absent.
    pub integrity: String,
    /// Whether `crossorigin` is there.
    pub crossorigin: bool,
    /// `nonce`, empty when absent.
    pub nonce: String,
}

/// A rating element.
#[derive(Debug, Clone)]
pub struct Rating {
    /// `endpoint`, resolved; none when absent.
    pub endpoint: Option<Url>,
    /// Whether `ticket` holds something.
    pub ticket: bool,
}

/// Names that the loader has wherever it is served from.
const LOADERS: [&str; 3] = ["/loader.js", "/loader.mjs", "/kiosk.js"];

impl Page {
    /// Reads a page. `headers` are the values of `Content-Security-Policy`, the reporting ones, and
    /// `Cross-Origin-Embedder-Policy`.
    ///
    /// # Errors
    /// Never for a page; only when a selector of this program is wrong.
    pub fn read(
        url: Url,
        html: &str,
        enforced: &[String],
        reported: &[String],
        embedder: &str,
    ) -> Result<Self> {
        let document = Html::parse_document(html);
        let base = first(&document, "base[href]")?
            .and_then(|base| url.join(base.attr("href")?).ok())
            .unwrap_or_else(|| url.clone());
        let mut policies: Vec<Policy> = enforced.iter().flat_map(|v| csp::parse(v)).collect();
        for meta in all(&document, "meta[http-equiv][content]")? {
            if attribute(meta, "http-equiv").eq_ignore_ascii_case("content-security-policy") {
                policies.extend(csp::parse(attribute(meta, "content")));
            }
        }
        let scripts = all(&document, "script[src]")?
            .into_iter()
            .filter_map(|script| {
                Some(Script {
                    src: base.join(attribute(script, "src")).ok()?,
                    integrity: attribute(script, "integrity").to_owned(),
                    crossorigin: script.attr("crossorigin").is_some(),
                    nonce: attribute(script, "nonce").to_owned(),
                })
            })
            .collect();
        let ratings = all(&document, "haochaping-rating")?
            .into_iter()
            .map(|rating| Rating {
                endpoint: rating.attr("endpoint").and_then(|at| base.join(at).ok()),
                ticket: !attribute(rating, "ticket").is_empty(),
            })
            .collect();
        Ok(Self {
            url,
            policies,
            reported: reported.iter().flat_map(|v| csp::parse(v)).collect(),
            embedder: embedder.to_owned(),
            scripts,
            ratings,
        })
    }

    /// The script that is the widget's loader.
    #[must_use]
    pub fn loader(&self) -> Option<&Script> {
        self.scripts
            .iter()
            .find(|script| LOADERS.iter().any(|name| script.src.path().ends_with(name)))
    }

    /// The edges that the page's elements talk to; the loader's origin when they name none.
    #[must_use]
    pub fn endpoints(&self) -> Vec<Url> {
        let default = self.loader().and_then(|loader| loader.src.join("/").ok());
        let mut found: Vec<Url> = self
            .ratings
            .iter()
            .filter_map(|rating| rating.endpoint.clone().or_else(|| default.clone()))
            .collect();
        if found.is_empty() {
            found.extend(default);
        }
        found.sort();
        found.dedup();
        found
    }
}

fn all<'a>(document: &'a Html, selector: &str) -> Result<Vec<ElementRef<'a>>> {
    let selector =
        Selector::parse(selector).or_fail("a selector of doctor is wrong", "Report this")?;
    Ok(document.select(&selector).collect())
}

fn first<'a>(document: &'a Html, selector: &str) -> Result<Option<ElementRef<'a>>> {
    Ok(all(document, selector)?.into_iter().next())
}

fn attribute<'a>(element: ElementRef<'a>, name: &str) -> &'a str {
    element.value().attr(name).unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_loader_elements_and_policies() {
        let html = r#"<!doctype html><base href="/app/">
            <meta http-equiv="content-security-policy" content="script-src 'self'">
            <script src="//edge.example/widget/v1/loader.js" integrity="sha384-x" crossorigin></script>
            <haochaping-rating ticket="t" endpoint="https://edge2.example"></haochaping-rating>
            <haochaping-rating></haochaping-rating>"#;
        let url = Url::parse("https://hall.example/cases").unwrap();
        let page = Page::read(url, html, &["default-src *".to_owned()], &[], "").unwrap();
        let loader = page.loader().unwrap();
        assert_eq!(
            loader.src.as_str(),
            "https://edge.example/widget/v1/loader.js"
        );
        assert!(loader.crossorigin);
        assert_eq!(page.policies.len(), 2);
        assert_eq!(
            page.ratings.iter().filter(|rating| rating.ticket).count(),
            1
        );
        let endpoints: Vec<String> = page.endpoints().iter().map(Url::to_string).collect();
        assert_eq!(
            endpoints,
            ["https://edge.example/", "https://edge2.example/"]
        );
    }
}
