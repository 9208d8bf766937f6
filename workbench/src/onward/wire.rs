//! One request to a platform: bounded in time and size, no redirect followed, nothing of it
//! in any log.

use std::error::Error as _;
use std::time::Duration;

use haochaping_edge::profile::{Answered, Given, headers, token_given, token_query, understand};
use jiff::Timestamp;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, Error, Response, StatusCode, Url};

use super::pace::Turn;
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

/// POSTs a body of `records` records, with the platform's token where it wants one.
pub async fn post(
    _: Turn,
    client: &Client,
    platform: &Platform,
    token: Option<&str>,
    body: Vec<u8>,
    records: usize,
) -> Outcome {
    let failed = |attempt| Outcome {
        attempt,
        retry_after: None,
    };
    let Ok(headers) = headers(&platform.profile, &platform.upstream.named, token) else {
        return failed(Attempt::NotSent("not_set_up"));
    };
    let mut request = client
        .post(platform.upstream.url.clone())
        .header(CONTENT_TYPE, platform.profile.content_type())
        .body(body);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let came = match request.send().await {
        Ok(response) => Came::of(response).await,
        Err(error) => return failed(without_answer(&error)),
    };
    let attempt = match came.answered() {
        Ok(answered) => Attempt::Answered {
            status: came.status,
            understood: understand(&platform.profile, &answered, records),
        },
        // It may have taken the body and broken off while it said so.
        Err(why) => Attempt::Unanswered(why),
    };
    Outcome {
        attempt,
        retry_after: came.retry_after,
    }
}

/// Asks a platform at `url` for a token.
///
/// # Errors
/// What a report without one comes to.
pub async fn token(
    _: Turn,
    client: &Client,
    platform: &Platform,
    url: &Url,
) -> Result<Given, Outcome> {
    let none = |code: &str, retry_after| Outcome {
        attempt: Attempt::NoToken(format!("token_{code}")),
        retry_after,
    };
    let now = Timestamp::now().as_millisecond();
    let query = token_query(&platform.profile, &platform.upstream.named, now);
    let Ok(Some(query)) = query else {
        return Err(none("not_set_up", None));
    };
    let mut url = url.clone();
    let own = url.query().map(|own| format!("{own}&{query}"));
    url.set_query(Some(&own.unwrap_or(query)));
    let came = match client.get(url).send().await {
        Ok(response) => Came::of(response).await,
        Err(error) => match without_answer(&error) {
            Attempt::NotSent(code) | Attempt::Unanswered(code) => return Err(none(code, None)),
            _ => return Err(none("no_connection", None)),
        },
    };
    let answered = came.answered().map_err(|why| none(why, None))?;
    token_given(&platform.profile, &answered).ok_or_else(|| match came.status {
        200 => none("not_understood", None),
        status => none(&format!("http_{status}"), came.retry_after),
    })
}

/// An answer as it came.
struct Came {
    status: u16,
    content_type: String,
    retry_after: Option<Duration>,
    body: Result<Vec<u8>, &'static str>,
}

impl Came {
    async fn of(response: Response) -> Self {
        let status = response.status();
        let text = |name| {
            let value = response.headers().get(name);
            value.and_then(|it| it.to_str().ok()).unwrap_or_default()
        };
        let seconds = text(RETRY_AFTER).trim().parse().ok();
        let busy = matches!(
            status,
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
        );
        Self {
            status: status.as_u16(),
            content_type: text(CONTENT_TYPE).to_owned(),
            retry_after: seconds.filter(|_| busy).map(Duration::from_secs),
            body: bounded(response).await,
        }
    }

    /// The whole of it; or why not all of it came.
    fn answered(&self) -> Result<Answered<'_>, &'static str> {
        Ok(Answered {
            status: self.status,
            content_type: &self.content_type,
            body: self.body.as_ref().map_err(|why| *why)?,
        })
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
