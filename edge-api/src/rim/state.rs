//! What an isolate keeps between requests: the checked configuration and the
//! counters. Nothing here outlives a restart, and nothing here may have to.

use std::cell::RefCell;
use std::rc::Rc;

use worker::{Env, js_sys};

use super::bindings::Bindings;
use crate::app::Edge;
use crate::busy::Busy;
use crate::config::{Config, Refused};
use crate::metrics::Metrics;
use crate::rate::Rates;

/// Name of the binding with the configuration.
const CONFIG: &str = "HAOCHAPING_CONFIG";
/// Name of the binding with the secrets.
const SECRETS: &str = "HAOCHAPING_SECRETS";

/// How much longer than its body may take an import is waited for, ms, before it counts as
/// gone: whoever breaks off in the middle leaves without a word from the runtime.
const IMPORT_MS: i64 = 10_000;

/// Name of the global that `entry.js` sets: the profiles, a JSON list.
const PROFILES: &str = "HAOCHAPING_PROFILES";

/// State of one isolate.
pub(super) struct State {
    pub(super) config: Result<Config, Refused>,
    pub(super) rates: RefCell<Rates>,
    pub(super) metrics: RefCell<Metrics>,
    pub(super) busy: RefCell<Busy>,
    /// Places for imports, which are taken before the body is read: it is what fills the
    /// memory.
    pub(super) imports: RefCell<Busy>,
}

impl State {
    /// What a handler works with.
    pub(super) fn edge<'a>(
        &'a self,
        config: &'a Config,
        bindings: &'a Bindings<'a>,
    ) -> Edge<'a, Bindings<'a>, Bindings<'a>> {
        Edge {
            config,
            rates: &self.rates,
            metrics: &self.metrics,
            outbox: bindings,
            files: bindings,
        }
    }
}

thread_local! {
    static STATE: RefCell<Option<Rc<State>>> = const { RefCell::new(None) };
}

/// The state, made by the first request: bindings exist only then.
pub(super) fn state(env: &Env) -> Rc<State> {
    STATE.with_borrow_mut(|slot| {
        Rc::clone(slot.get_or_insert_with(|| {
            let config = configuration(env);
            if let Err(refused) = &config {
                worker::console_error!(
                    "{}",
                    serde_json::json!({
                        "kind": "misconfigured",
                        "field": refused.field,
                        "reason": refused.reason,
                    })
                );
            }
            let limits = config.as_ref().map(|config| config.limits);
            let body_ms = i64::from(limits.unwrap_or_default().body_seconds) * 1_000;
            Rc::new(State {
                config,
                rates: RefCell::default(),
                metrics: RefCell::default(),
                busy: RefCell::default(),
                imports: RefCell::new(Busy::lasting(body_ms + IMPORT_MS)),
            })
        }))
    })
}

/// Reads and checks the configuration of this Worker.
///
/// # Errors
/// The field that is wrong, or the binding that is missing.
pub fn configuration(env: &Env) -> Result<Config, Refused> {
    let profiles = js_sys::Reflect::get(&js_sys::global(), &PROFILES.into());
    let profiles = profiles.ok().and_then(|text| text.as_string());
    Config::parse(&text(env, CONFIG)?, &text(env, SECRETS)?)?
        .with_profiles(profiles.as_deref().unwrap_or("[]"))
}

fn text(env: &Env, name: &str) -> Result<String, Refused> {
    env.var(name)
        .map(|value| value.to_string())
        .map_err(|_| Refused {
            field: name.to_owned(),
            reason: "is not set; give the Worker this binding or environment variable".to_owned(),
        })
}
