//! Gets pages and files as a browser would, with headers.

use std::time::Duration;

use ureq::http::{HeaderMap, Response, StatusCode};
use ureq::{Body, ResponseExt as _};
use url::Url;

use crate::failure::{OrFail, Result};

const PATIENCE: Duration = Duration::from_secs(20);
/// No page or file of a hall is larger.
const LIMIT: u64 = 20 << 20;

/// An answer with its body.
#[derive(Debug)]
pub struct Fetched {
    /// Where it came from, after redirects.
    pub url: Url,
    /// Its status.
    pub status: StatusCode,
    /// Its body, decompressed.
    pub body: Vec<u8>,
    headers: HeaderMap,
}

impl Fetched {
    /// All values of a header.
    #[must_use]
    pub fn headers(&self, name: &str) -> Vec<String> {
        self.headers
            .get_all(name)
            .iter()
            .filter_map(|value| value.to_str().ok().map(str::to_owned))
            .collect()
    }

    /// The first value of a header, empty when absent.
    #[must_use]
    pub fn header(&self, name: &str) -> String {
        self.headers(name).into_iter().next().unwrap_or_default()
    }
}

/// GETs `url`, as a page of `origin` when given.
///
/// # Errors
/// No answer.
pub fn get(url: &Url, origin: Option<&str>) -> Result<Fetched> {
    let mut request = ureq::get(url.as_str())
        .config()
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        .build();
    if let Some(origin) = origin {
        request = request.header("origin", origin);
    }
    finish(url, request.call())
}

/// Asks `url` whether a page of `origin` may POST to it.
///
/// # Errors
/// No answer.
pub fn preflight(url: &Url, origin: &str) -> Result<Fetched> {
    let request = ureq::options(url.as_str())
        .config()
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        .build()
        .header("origin", origin)
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type");
    finish(url, request.call())
}

fn finish(url: &Url, answer: std::result::Result<Response<Body>, ureq::Error>) -> Result<Fetched> {
    let remedy = "Check the address, and that it answers from this machine";
    let mut answer = answer.or_fail(format!("{url} did not answer"), remedy)?;
    let body = answer
        .body_mut()
        .with_config()
        .limit(LIMIT)
        .read_to_vec()
        .or_fail(format!("{url} broke off"), remedy)?;
    let arrived = Url::parse(&answer.get_uri().to_string()).unwrap_or_else(|_| url.clone());
    Ok(Fetched {
        url: arrived,
        status: answer.status(),
        headers: answer.headers().clone(),
        body,
    })
}
