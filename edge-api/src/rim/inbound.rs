//! From the Worker's request to ours.

use std::pin::pin;
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::future::{Either, select};
use worker::{Delay, Request as Inbound};

use crate::http::body::{Gathered, TooLarge};
use crate::http::{Method, Request, host};

/// Why a body could not be read.
pub(super) enum Unread {
    /// Longer than the route takes.
    TooLarge(TooLarge),
    /// Not all of it arrived in time.
    Slow,
    /// The sender stopped, or the runtime did.
    Broken(String),
}

impl From<TooLarge> for Unread {
    fn from(error: TooLarge) -> Self {
        Self::TooLarge(error)
    }
}

/// Everything but the body.
pub(super) fn head(inbound: &Inbound, received_at: i64) -> Request {
    let header = |name: &str| inbound.headers().get(name).ok().flatten();
    let text = |name: &str| header(name).unwrap_or_default();
    let url = inbound.inner().url();
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let query = query
        .split_once('#')
        .map_or(query, |(query, _)| query)
        .to_owned();
    Request {
        // By its text: the Worker's own type takes every method it does not know for GET.
        method: Method::from_name(&inbound.inner().method()),
        // A host that moves the path leads nowhere.
        path: match header("host").is_none_or(|host| host::is_plain(&host)) {
            true => inbound.path(),
            false => String::new(),
        },
        query,
        accept: text("accept"),
        accept_encoding: text("accept-encoding"),
        accept_language: text("accept-language"),
        authorization: header("authorization"),
        last_event_id: text("last-event-id"),
        cookie: text("cookie"),
        content_type: text("content-type"),
        origin: header("origin"),
        body: Vec::new(),
        received_at,
        id: name(),
    }
}

/// The body, no further than `limit` bytes and no longer than `patience`: workerd
/// itself waits for a body for ever.
pub(super) async fn body(
    inbound: &mut Inbound,
    limit: usize,
    patience: Duration,
) -> Result<Vec<u8>, Unread> {
    let read = pin!(read(inbound, limit));
    match select(read, pin!(Delay::from(patience))).await {
        Either::Left((body, _)) => body,
        Either::Right(_) => Err(Unread::Slow),
    }
}

async fn read(inbound: &mut Inbound, limit: usize) -> Result<Vec<u8>, Unread> {
    let announced = inbound
        .headers()
        .get("content-length")
        .ok()
        .flatten()
        .and_then(|length| length.parse::<u64>().ok());
    let mut body = Gathered::start(limit, announced)?;
    if inbound.inner().body().is_none() {
        return Ok(Vec::new());
    }
    let mut stream = inbound
        .stream()
        .map_err(|error| Unread::Broken(error.to_string()))?;
    while let Some(piece) = stream.next().await {
        body.add(&piece.map_err(|error| Unread::Broken(error.to_string()))?)?;
    }
    Ok(body.finish())
}

/// A random name for a request, 16 hexadecimal digits; zeros when there is no
/// randomness, for a request is answered either way.
pub(super) fn name() -> String {
    let mut bytes = [0_u8; 8];
    let _ = getrandom::fill(&mut bytes);
    format!("{:016x}", u64::from_be_bytes(bytes))
}
