//! One request to a platform: bounded in time and size, no redirect followed, nothing of it
//! in any log.

use std::error::Error as _;
use std::time::Duration;

use haochaping_edge::profile::{Answered, headers, understand};
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, Error, Response, StatusCode};

use super::platform::Platform;
use super::settling::Attempt;

/// Bytes of the longest answer: two thousand results fit.
const ANSWER: usize = 1024 * 1024;
/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(5);

/// What one request brought.
pub struct Outcome {
    /// The answer, or what kept it from coming.
    pub attempt: Attempt,
    /// How long the platform asks to be left alone.
    pub retry_after: Option<Duration>,
}

/// A client for one platform.
///
/// # Errors
/// One line: no TLS on this machine.
pub fn client(platform: &Platform) -> Result<Client, String> {
    Client::builder()
        .tls_certs_merge(platform.authorities.iter().cloned())
        .redirect(Policy::none())
        .timeout(platform.upstream.timeout)
        .connect_timeout(CONNECT.min(platform.upstream.timeout))
        .https_only(platform.upstream.url.scheme() == "https")
        .referer(false)
        .no_proxy()
        .build()
        .map_err(|error| format!("upstreams: no client: {error}"))
}

/// POSTs a body of `records` records.
pub async fn post(client: &Client, platform: &Platform, body: Vec<u8>, records: usize) -> Outcome {
    let failed = |attempt| Outcome {
        attempt,
        retry_after: None,
    };
    let Ok(headers) = headers(&platform.profile, &platform.upstream.named) else {
        return failed(Attempt::NotSent("not_set_up"));
    };
    let mut request = client
        .post(platform.upstream.url.clone())
        .header(CONTENT_TYPE, platform.profile.content_type())
        .body(body);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let response = match request.send().await {
        Ok(response) => response,
        Err(error) => return failed(without_answer(&error)),
    };
    let status = response.status();
    let text = |name| {
        let value = response.headers().get(name);
        value.and_then(|it| it.to_str().ok()).unwrap_or_default()
    };
    let content_type = text(CONTENT_TYPE).to_owned();
    let retry_after = text(RETRY_AFTER)
        .trim()
        .parse()
        .ok()
        .map(Duration::from_secs);
    let attempt = match bounded(response).await {
        Ok(body) => {
            let answered = Answered {
                status: status.as_u16(),
                content_type: &content_type,
                body: &body,
            };
            Attempt::Answered {
                status: status.as_u16(),
                understood: understand(&platform.profile, &answered, records),
            }
        }
        // It may have taken the body and broken off while it said so.
        Err(why) => Attempt::Unanswered(why),
    };
    let busy = matches!(
        status,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
    );
    Outcome {
        attempt,
        retry_after: retry_after.filter(|_| busy),
    }
}

async fn bounded(mut response: Response) -> Result<Vec<u8>, &'static str> {
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() <= ANSWER => body.extend_from_slice(&chunk),
            Ok(Some(_)) => return Err("answer_too_long"),
            Ok(None) => return Ok(body),
            Err(error) if error.is_timeout() => return Err("timeout"),
            Err(_) => return Err("cut_off"),
        }
    }
}

/// What kept an answer from coming, as a code: an error's own words may hold the address, and
/// whatever an operator put into it.
fn without_answer(error: &Error) -> Attempt {
    if error.is_builder() {
        return Attempt::NotSent("not_set_up");
    }
    if error.is_connect() {
        return Attempt::NotSent(if is_of_tls(error) {
            "tls"
        } else {
            "no_connection"
        });
    }
    if error.is_timeout() {
        return Attempt::Unanswered("timeout");
    }
    Attempt::Unanswered("cut_off")
}

/// Whether TLS lies beneath an error.
fn is_of_tls(error: &Error) -> bool {
    let mut source = error.source();
    while let Some(inner) = source {
        if inner.is::<rustls::Error>() {
            return true;
        }
        // Errors of input and output name as their source what lies beneath the error that
        // they wrap, and not that error; the libraries wrap them in each other.
        source = match inner.downcast_ref::<std::io::Error>() {
            Some(wrapped) => wrapped
                .get_ref()
                .map(|it| it as &(dyn std::error::Error + 'static)),
            None => inner.source(),
        };
    }
    false
}
