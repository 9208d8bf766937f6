//! The Durable Object `Outbox`: hands commands to the parts that answer them and
//! wakes itself to forward.
//!
//! What it holds in memory, the gathered group, the kept connection and whether
//! an alarm is set, may be lost at any moment; what it promised is in its
//! [`Store`]. The alarm is set before the answer leaves that acknowledges a row, and
//! is as durable as the row, so a process that is killed and started again goes on
//! by itself.

// The attribute on the struct writes methods without documentation.
#![allow(missing_docs)]

use std::cell::{Cell, RefCell};
use std::time::Duration;

use worker::js_sys::Date;
use worker::{
    DurableObject, Env, Error, Request, Response, Result, State, durable_object, wasm_bindgen,
};

use super::answering::Questions;
use super::forwarding::Forwarder;
use super::gathering::Gathering;
use super::linking::Pauses;
use super::pointing::Asked;
use super::setup::Setup;
use super::skipping::Skips;
use super::store::Store;
use super::timing::{is_running, next_try};
use crate::central::insert::Sender;
use crate::central::session::Session;
use crate::point::session::Sessions;

/// Milliseconds since 1970 by the server's clock.
#[must_use]
#[allow(
    clippy::cast_possible_truncation,
    reason = "a float holds whole milliseconds exactly"
)]
pub fn now() -> i64 {
    Date::now() as i64
}

/// After how long an alarm that did not come is set again: the runtime gave it up, or the
/// clock was set forward, which the wait for the alarm does not follow.
const OVERDUE_MS: i64 = 5_000;

/// The parts, once they could be opened.
pub(super) struct Parts {
    pub setup: Setup,
    pub store: Store,
    pub session: Session,
}

/// One outbox; its name is `outbox-{shard}`.
#[durable_object(alarm)]
pub struct Outbox {
    state: State,
    parts: std::result::Result<Parts, String>,
    pub(super) gathering: RefCell<Gathering>,
    pub(super) shard: Cell<u8>,
    // When the alarm is set for; 0 = none that this instance knows of.
    alarm_at: Cell<i64>,
    // Since when a pass is running; 0 = none is.
    forwarding_since: Cell<i64>,
    prepare_at: Cell<i64>,
    pub(super) skips: RefCell<Skips>,
    pub(super) asking: Questions,
    pub(super) points_asked: Asked,
    links: Pauses,
    pub(super) sessions: RefCell<Sessions>,
}

impl DurableObject for Outbox {
    fn new(state: State, env: Env) -> Self {
        let shard = state
            .id()
            .name()
            .as_deref()
            .and_then(shard_in)
            .unwrap_or_default();
        let parts = open(&state, &env).map_err(|error| error.to_string());
        Self {
            state,
            parts,
            gathering: RefCell::default(),
            shard: Cell::new(shard),
            alarm_at: Cell::new(0),
            forwarding_since: Cell::new(0),
            prepare_at: Cell::new(0),
            skips: RefCell::default(),
            asking: Questions::default(),
            points_asked: Asked::default(),
            links: Pauses::default(),
            sessions: RefCell::default(),
        }
    }

    // The front calls the methods of `remote.rs` instead.
    async fn fetch(&self, _request: Request) -> Result<Response> {
        Response::error("call ask or admit", 405)
    }

    // An error has the runtime call again, a few times only, before it drops an alarm
    // for good. So the one error that leaves here is that the next alarm cannot be set.
    async fn alarm(&self) -> Result<Response> {
        self.alarm_at.set(0);
        let since = now();
        if !is_running(self.forwarding_since.get(), since) {
            self.forwarding_since.set(since);
            let next = match self.forward().await {
                Ok(next) => next,
                Err(error) => {
                    worker::console_error!(
                        "{}",
                        serde_json::json!({
                        "kind": "outbox", "event": "storage_failed", "cause": error.to_string() })
                    );
                    Some(Duration::from_secs(5))
                }
            };
            // A pass that took this one for cut off is running now.
            if self.forwarding_since.get() == since {
                self.forwarding_since.set(0);
            }
            if let Some(wait) = next {
                self.set_alarm(wait).await?;
            }
        }
        Response::empty()
    }
}

fn shard_in(name: &str) -> Option<u8> {
    name.rsplit(['-', '/']).next()?.parse().ok()
}

fn open(state: &State, env: &Env) -> Result<Parts> {
    let setup = Setup::read(env)?;
    let store = Store::open(state.storage().sql())?;
    let session = Session::new(env.clone(), setup.login.clone(), setup.patience());
    Ok(Parts {
        setup,
        store,
        session,
    })
}

impl Outbox {
    pub(super) fn parts(&self) -> Result<&Parts> {
        self.parts
            .as_ref()
            .map_err(|cause| Error::from(cause.as_str()))
    }

    async fn forward(&self) -> Result<Option<Duration>> {
        let Parts {
            setup,
            store,
            session,
        } = self.parts()?;
        let forwarder = Forwarder {
            store,
            session,
            sender: Sender {
                edge_id: setup.edge_id.clone(),
                shard: self.shard.get(),
                outbox_id: store.outbox_id().to_owned(),
            },
            settings: &setup.outbox,
            prepare_at: &self.prepare_at,
            skips: &self.skips,
            links: &self.links,
        };
        forwarder.pass().await
    }

    /// Sets the alarm if rows wait and none is set that would come in time.
    pub(super) async fn see_to_alarm(&self) -> Result<()> {
        match self.alarm_wanted()? {
            Some(wait) => self.set_alarm(wait).await,
            None => Ok(()),
        }
    }

    /// After how long an alarm is wanted that is not set.
    pub(super) fn alarm_wanted(&self) -> Result<Option<Duration>> {
        let Parts { setup, store, .. } = self.parts()?;
        let tally = store.tally();
        let none = tally.pending == 0 && !store.points_wait() && !store.links_wait();
        if none || is_running(self.forwarding_since.get(), now()) {
            return Ok(None);
        }
        let due = next_try(tally.retry_at, now(), setup.outbox.backoff_cap_ms)
            .max(now() + i64::from(setup.outbox.forward_ms));
        let set_for = self.alarm_at.get();
        // One that is past did not come.
        if set_for == 0 || set_for > due || set_for + OVERDUE_MS < now() {
            let wait = u64::try_from(due - now()).unwrap_or(0);
            return Ok(Some(Duration::from_millis(wait)));
        }
        Ok(None)
    }

    async fn set_alarm(&self, wait: Duration) -> Result<()> {
        let at = now() + i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
        self.alarm_at.set(at);
        let set = self.state.storage().set_alarm(wait).await;
        if let Err(error) = &set {
            self.alarm_at.set(0);
            worker::console_error!(
                "{}",
                serde_json::json!({
                "kind": "outbox", "event": "alarm_not_set", "cause": error.to_string() })
            );
        }
        set
    }
}
