//! The short way of an acceptance. `entry.js` reads the request, waits for the outbox and
//! answers; Rust is asked twice in between and never waits itself, because what costs here is
//! neither the rules nor the JSON but every promise, timer and object that crosses between Rust
//! and the runtime.
//!
//! | asked | says |
//! |---|---|
//! | [`check_evaluation`] | a reply; or `w` and the shard, what to hand back, the record, a line each |
//! | [`answer_evaluation`] | a reply, from what was handed back and the outbox's answer |
//!
//! A reply is its status, a line a header, an empty line, the body. Nothing is kept here
//! between the two but a place among those who are served at once: whoever goes away in
//! between leaves that, and it is free again after a while.

use contract::problem::Code;
use contract::receipt::Receipt;
use serde::{Deserialize, Serialize};
use worker::Env;
use worker::wasm_bindgen::prelude::wasm_bindgen;

use super::bindings::Bindings;
use super::entry::{at_once, finish, now, too_many, unread};
use super::inbound::{self, Unread};
use super::state::state;
use crate::app::{self, Edge};
use crate::http::body::TooLarge;
use crate::http::{Method, Reply, Request};
use crate::outbox::protocol::Answer;
use crate::refusal::Refusal;
use crate::router::Route;
use crate::routes::evaluations::submit::{self, Checked};

/// What is handed back with the answer.
#[derive(Serialize, Deserialize)]
struct Held {
    id: String,
    received_at: i64,
    hall: String,
    place: u64,
    receipt: Receipt,
    negative: bool,
}

/// Does nothing, on a sound instance of this wasm: after a panic the call itself makes one.
#[wasm_bindgen(js_name = alive, wasm_bindgen = worker::wasm_bindgen)]
pub fn alive() {}

/// How long a body is waited for, ms.
#[wasm_bindgen(js_name = patience, wasm_bindgen = worker::wasm_bindgen)]
#[must_use]
pub fn patience(env: Env) -> u32 {
    let state = state(&env);
    let limits = state.config.as_ref().map(|config| config.limits);
    limits
        .unwrap_or_default()
        .body_seconds
        .saturating_mul(1_000)
}

/// Checks an evaluation. `head` holds `Content-Type`, `Accept-Language` and, if it was sent,
/// `Origin`, a line each; `body` is none when the sender broke off or, if `slow`, did not send it in time.
#[wasm_bindgen(js_name = checkEvaluation, wasm_bindgen = worker::wasm_bindgen)]
#[must_use]
pub fn check_evaluation(env: Env, head: &str, body: Option<Vec<u8>>, slow: bool) -> String {
    let state = state(&env);
    let mut request = request(head);
    let limit = Route::Evaluations.body_limit();
    let missing = match &body {
        Some(body) if body.len() > limit => Some(Unread::TooLarge(TooLarge { limit })),
        Some(_) => None,
        None if slow => Some(Unread::Slow),
        None => Some(Unread::Broken("its end is missing".to_owned())),
    };
    request.body = body.unwrap_or_default();
    let Ok(config) = &state.config else {
        let reply = Refusal::from(Code::Misconfigured).reply(request.lang());
        return said(&state, &request, reply);
    };
    let checked = match missing {
        Some(cause) => Err(unread(config, &cause)),
        None => {
            let place = state.busy.borrow_mut().take(at_once(config), now());
            place.ok_or_else(too_many).and_then(|place| {
                let checked = submit::check(config, &state.rates, &request);
                checked.map(|checked| (place, checked)).inspect_err(|_| {
                    state.busy.borrow_mut().give(place);
                })
            })
        }
    };
    let held = checked.and_then(|(place, Checked { prepared, hall })| {
        let held = Held {
            place,
            id: request.id.clone(),
            received_at: request.received_at,
            hall,
            negative: prepared.level.is_negative(),
            receipt: prepared.receipt,
        };
        let held = serde_json::to_string(&held).map_err(Refusal::internal)?;
        let record = serde_json::to_string(&prepared.record).map_err(Refusal::internal)?;
        Ok(format!("w{}\n{held}\n{record}", prepared.shard))
    });
    held.unwrap_or_else(|refusal| {
        let bindings = Bindings(&env);
        let reply = app::refused(&state.edge(config, &bindings), &request, refusal);
        said(&state, &request, reply)
    })
}

/// Answers an evaluation. `head` as before, `held` what was to be handed back, `answer` the
/// outbox's or, after `!`, why there is none.
#[wasm_bindgen(js_name = answerEvaluation, wasm_bindgen = worker::wasm_bindgen)]
#[must_use]
pub fn answer_evaluation(env: Env, head: &str, held: &str, answer: &str) -> String {
    let state = state(&env);
    let mut request = request(head);
    let (Ok(config), Ok(held)) = (&state.config, serde_json::from_str::<Held>(held)) else {
        let reply = Refusal::from(Code::Misconfigured).reply(request.lang());
        return said(&state, &request, reply);
    };
    state.busy.borrow_mut().give(held.place);
    request.id = held.id;
    request.received_at = held.received_at;
    let answer = match answer.strip_prefix('!') {
        Some(cause) => Err(format!("outbox did not answer: {cause}")),
        None => serde_json::from_str::<Answer>(answer).map_err(|error| error.to_string()),
    };
    let settled = submit::settle(config, &held.hall, held.receipt, held.negative, answer);
    let bindings = Bindings(&env);
    let edge: Edge<'_, _, _> = state.edge(config, &bindings);
    let reply = match settled {
        Ok(accepted) => app::finished(&edge, &request, submit::reply(&accepted, &held.hall)),
        Err(refusal) => app::refused(&edge, &request, refusal),
    };
    said(&state, &request, reply)
}

fn request(head: &str) -> Request {
    let mut lines = head.split('\n').map(str::to_owned);
    let mut line = || lines.next().unwrap_or_default();
    let (content_type, accept_language) = (line(), line());
    Request {
        method: Method::Post,
        path: "/v1/evaluations".to_owned(),
        query: String::new(),
        accept: String::new(),
        accept_encoding: String::new(),
        accept_language,
        authorization: None,
        last_event_id: String::new(),
        cookie: String::new(),
        content_type,
        origin: lines.next(),
        body: Vec::new(),
        received_at: now(),
        id: inbound::name(),
    }
}

fn said(state: &super::state::State, request: &Request, reply: Reply) -> String {
    finish(state, request, Route::Evaluations.pattern(), &reply);
    let mut text = reply.status.to_string();
    for (name, value) in &reply.headers {
        text.push('\n');
        text.push_str(name);
        text.push_str(": ");
        text.push_str(value);
    }
    text.push_str("\n\n");
    text.push_str(&String::from_utf8_lossy(&reply.body));
    text
}
