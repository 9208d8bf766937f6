//! One request, from the runtime and back.

use std::time::Duration;

use worker::js_sys::Date;
use worker::{Context, Env, Request as Inbound, Response, Result};

use super::bindings::Bindings;
use super::inbound::{self, Unread};
use super::outbound;
use super::state::{State, state};
use crate::app;
use crate::busy::Place;
use crate::config::Config;
use crate::http::{Reply, Request};
use crate::log::Line;
use crate::refusal::Refusal;
use crate::router::{self, Route};
use contract::problem::Code;

/// Seconds after which an edge that has too much to do is worth another try.
const SOON: u32 = 5;

/// Answers a request and writes its line.
pub async fn fetch(mut inbound: Inbound, env: Env, _context: Context) -> Result<Response> {
    let state = state(&env);
    let mut request = inbound::head(&inbound, now());
    let found = router::find(request.method, &request.path);
    let pattern = found.map_or("-", Route::pattern);
    let reply = match &state.config {
        Err(_) if !found.is_ok_and(Route::works_unconfigured) => {
            Refusal::from(Code::Misconfigured).reply(request.lang())
        }
        Err(_) => app::healthy(),
        Ok(config) => {
            let import = found.is_ok_and(|route| matches!(route, Route::Import(_)));
            let most = usize::try_from(config.limits.imports_at_once).unwrap_or(1);
            // Held until the answer is there.
            let held = import.then(|| Place::of(&state.imports, most, now()));
            let read = match (found, &held) {
                (Ok(_), Some(None)) => Err(too_many_imports()),
                (Ok(route), _) => body(config, &request, route, &mut inbound).await,
                (Err(_), _) => Ok(Vec::new()),
            };
            let bindings = Bindings(&env);
            let edge = state.edge(config, &bindings);
            match read {
                Ok(body) => {
                    request.body = body;
                    let stores = found.is_ok_and(|route| route.body_limit() > 0);
                    let most = at_once(config);
                    match stores.then(|| Place::of(&state.busy, most, now())) {
                        Some(None) => app::refused(&edge, &request, too_many()),
                        None | Some(Some(_)) => app::answer(&edge, &request).await,
                    }
                }
                Err(refusal) => app::refused(&edge, &request, refusal),
            }
        }
    };
    finish(&state, &request, pattern, &reply);
    outbound::response(reply, request.method)
}

/// Writes the line of a request and counts it.
pub(super) fn finish(state: &State, request: &Request, pattern: &'static str, reply: &Reply) {
    let edge_id = state
        .config
        .as_ref()
        .map_or("-", |config| config.edge_id.as_str());
    write(edge_id, request, pattern, reply);
    state.metrics.borrow_mut().count(pattern, reply.status);
}

/// The body of a route that takes one and does not refuse the head.
async fn body(
    config: &Config,
    request: &Request,
    route: Route<'_>,
    inbound: &mut Inbound,
) -> std::result::Result<Vec<u8>, Refusal> {
    app::head(config, request, route)?;
    match route.body_limit() {
        0 => Ok(Vec::new()),
        limit => {
            let seconds = u64::from(config.limits.body_seconds);
            inbound::body(inbound, limit, Duration::from_secs(seconds))
                .await
                .map_err(|cause| unread(config, &cause))
        }
    }
}

/// How many are served at the same time.
pub(super) fn at_once(config: &Config) -> usize {
    usize::try_from(config.limits.at_once).unwrap_or(usize::MAX)
}

/// Many are being served: the next one is told so at little cost.
pub(super) fn too_many() -> Refusal {
    Refusal::unavailable("limits.atOnce are being served", SOON)
}

/// Bodies of imports fill the memory: the next one is told to come back.
fn too_many_imports() -> Refusal {
    Refusal::unavailable("limits.importsAtOnce are being read", SOON)
}

pub(super) fn unread(config: &Config, unread: &Unread) -> Refusal {
    match unread {
        Unread::TooLarge(too_large) => Refusal::from(Code::TooLarge)
            .detail(format!("at most {} bytes are taken here", too_large.limit)),
        // Not the sender's fault for good: on a poor network the same may pass later.
        Unread::Slow => Refusal::unavailable(
            "body did not arrive within limits.bodySeconds",
            config.outbox.retry_after,
        ),
        Unread::Broken(cause) => Refusal {
            cause: Some(format!("body was not read to its end: {cause}").into()),
            ..Code::MalformedRequest.into()
        },
    }
}

fn write(edge: &str, request: &Request, route: &str, reply: &Reply) {
    let line = Line {
        kind: "request",
        edge,
        id: &request.id,
        method: request.method.name(),
        route,
        status: reply.status,
        code: None,
        hall: None,
        ms: now().saturating_sub(request.received_at),
        cause: None,
    }
    .noted(&reply.note);
    if reply.status >= 500 {
        worker::console_error!("{}", line.text());
    } else {
        worker::console_log!("{}", line.text());
    }
}

/// Milliseconds since 1970 by the server's clock.
#[allow(
    clippy::cast_possible_truncation,
    reason = "a float holds whole milliseconds exactly"
)]
pub(super) fn now() -> i64 {
    Date::now() as i64
}
