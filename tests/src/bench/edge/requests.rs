//! What is sent, made before the clock runs: each acceptance has a ticket of its own.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};

use contract::ticket::{Claims, HmacKey, sign};
use http_body_util::Full;
use hyper::Request;
use hyper::body::Bytes;
use serde_json::{Value, json};
use xtask::failure::{Failure, OrFail, Result};
use xtask::stack::{DEMO_HALL, demo_keys};

use crate::ticket::now;

/// Requests that several connections take one after another.
#[derive(Clone)]
pub struct Requests {
    source: Source,
    next: Rc<Cell<usize>>,
    /// Where bodies are posted to, and the hall's key if it is a hall that posts.
    path: &'static str,
    api_key: Option<Rc<str>>,
}

#[derive(Clone)]
enum Source {
    /// Each once; none may be wanted after the last.
    Once(Rc<Vec<Bytes>>),
    /// Each once, and then no more.
    All(Rc<Vec<Bytes>>),
    /// In a circle.
    Again(Rc<Vec<Bytes>>),
    /// Made when they are wanted.
    Fresh(Rc<RefCell<Hall>>),
    /// GET of these paths, in a circle.
    Paths(Rc<Vec<String>>),
}

impl Requests {
    /// Evaluations, each sent once; when they run out the measurement fails.
    #[must_use]
    pub fn once(evaluations: Vec<Bytes>) -> Self {
        Self::of(Source::Once(evaluations.into()))
    }

    /// Evaluations, each sent once; when they run out the load ends.
    #[must_use]
    pub fn all(evaluations: Vec<Bytes>) -> Self {
        Self::of(Source::All(evaluations.into()))
    }

    /// Evaluations for a server that does not read them, in a circle.
    #[must_use]
    pub fn circling(evaluations: Vec<Bytes>) -> Self {
        Self::of(Source::Again(evaluations.into()))
    }

    /// Evaluations without end, each signed when it is sent: for rates that leave time for it.
    #[must_use]
    pub fn fresh(hall: Hall) -> Self {
        Self::of(Source::Fresh(Rc::new(RefCell::new(hall))))
    }

    /// GET of these paths, in a circle.
    #[must_use]
    pub fn get(paths: Vec<String>) -> Self {
        Self::of(Source::Paths(paths.into()))
    }

    /// Bodies that the hall with this key posts, each sent once; when they run out the load ends.
    #[must_use]
    pub fn batches(path: &'static str, api_key: &str, bodies: Vec<Bytes>) -> Self {
        Self {
            path,
            api_key: Some(api_key.into()),
            ..Self::all(bodies)
        }
    }

    fn of(source: Source) -> Self {
        Self {
            source,
            next: Rc::default(),
            path: "/v1/evaluations",
            api_key: None,
        }
    }

    /// The next request; none when the load ends.
    ///
    /// # Errors
    /// One is wanted and none is left.
    pub fn next(&self) -> Result<Option<Request<Full<Bytes>>>> {
        let at = self.next.replace(self.next.get() + 1);
        let body = match &self.source {
            Source::Once(made) => made.get(at).cloned().or_fail(
                "tickets ran out before the time did",
                "Shorten --seconds; the measurement is void",
            )?,
            Source::All(made) => match made.get(at) {
                Some(body) => body.clone(),
                None => return Ok(None),
            },
            Source::Again(made) => made[at % made.len()].clone(),
            Source::Fresh(hall) => hall.borrow_mut().evaluation()?,
            Source::Paths(paths) => {
                let request = Request::get(paths[at % paths.len()].as_str())
                    .header("Host", "edge")
                    .header("Accept", "*/*")
                    .body(Full::default());
                return request
                    .map(Some)
                    .or_fail("no request can be made", "Report this");
            }
        };
        let mut request = Request::post(self.path)
            .header("Host", "edge")
            .header("Content-Type", "application/json");
        if let Some(key) = &self.api_key {
            request = request.header("Authorization", format!("Bearer {key}"));
        }
        request
            .body(Full::new(body))
            .map(Some)
            .or_fail("no request can be made", "Report this")
    }
}

/// Signs tickets of the demo hall, no two for the same step.
pub struct Hall {
    claims: Claims,
    kid: String,
    key: HmacKey,
    now: i64,
}

/// The only number that tells cases of one run apart; another run starts with an empty outbox.
static CASES: AtomicU64 = AtomicU64::new(0);

/// Spreads case numbers: those that are rated do not come in the order in which they were given.
const SPREAD: u64 = 7_368_787_469;
const CASE_NUMBERS: u64 = 1_000_000_000_000;
/// Services of the last days are rated.
const DAYS: u64 = 3;

impl Hall {
    /// The demo hall.
    ///
    /// # Errors
    /// Its keys cannot be read.
    pub fn demo() -> Result<Self> {
        let keys = demo_keys(DEMO_HALL)?;
        let key = HmacKey::new(keys.secret.as_bytes()).map_err(|_| {
            Failure::new("the demo's ticket key is too short", "Restore it from git")
        })?;
        let claims = serde_json::from_value(crate::ticket::claims("1"))
            .or_fail("the demo's claims cannot be read", "Report this")?;
        Ok(Self {
            claims,
            kid: keys.kid,
            key,
            now: now(),
        })
    }

    /// A ticket for a step that no other ticket is for.
    ///
    /// # Errors
    /// A claim is out of its bounds.
    pub fn ticket(&mut self) -> Result<String> {
        self.step()?;
        sign(&self.claims, &self.kid, &self.key).or_fail("no ticket can be signed", "Report this")
    }

    /// The claims of a step that no others are of.
    ///
    /// # Errors
    /// A claim is out of its bounds.
    pub fn step(&mut self) -> Result<&Claims> {
        let number = CASES.fetch_add(1, Ordering::Relaxed);
        let spread = number.wrapping_mul(SPREAD) % CASE_NUMBERS;
        let case = format!("50010320261{spread:012}");
        self.claims.jti = format!("t-{number}");
        self.claims.case = contract::case::CaseNo::parse(&case)
            .map_err(|error| Failure::new(error.to_string(), "Report this"))?;
        let ago = i64::try_from(spread % (DAYS * 86_400)).unwrap_or_default();
        self.claims.svt = self.now - 3_600 - ago;
        Ok(&self.claims)
    }

    /// Evaluations as a page sends them, each of another step.
    ///
    /// # Errors
    /// Those of [`Self::ticket`].
    pub fn evaluations(&mut self, count: usize) -> Result<Vec<Bytes>> {
        (0..count).map(|_| self.evaluation()).collect()
    }

    fn evaluation(&mut self) -> Result<Bytes> {
        Ok(body(&self.ticket()?).to_string().into())
    }

    /// Tickets alone.
    ///
    /// # Errors
    /// Those of [`Self::ticket`].
    pub fn tickets(&mut self, count: usize) -> Result<Vec<String>> {
        (0..count).map(|_| self.ticket()).collect()
    }
}

/// What every citizen writes, whichever way it comes.
pub const COMMENT: &str =
    "等了很久，窗口只开了一个，材料退了两次也没说清楚缺什么。请回电 138-0013-8000。";

/// A dissatisfied citizen who writes a number that must not be kept.
fn body(ticket: &str) -> Value {
    json!({
        "ticket": ticket, "level": 2, "indicators": ["207", "208"],
        "comment": COMMENT,
        "consent": { "contact": false, "publish": true }, "lang": "zh",
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_tickets_are_for_the_same_step() {
        let mut hall = Hall::demo().expect("the demo hall");
        let tickets = hall.tickets(2_000).expect("tickets");
        let cases: HashSet<String> = tickets
            .iter()
            .map(|ticket| {
                let payload = ticket.split('.').nth(1).expect("a payload");
                use base64::Engine as _;
                let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD
                    .decode(payload)
                    .expect("base64");
                let claims: Value = serde_json::from_slice(&bytes).expect("JSON");
                claims["case"].to_string()
            })
            .collect();
        assert_eq!(cases.len(), tickets.len());
    }

    #[test]
    fn requests_that_ran_out_fail() {
        let once = Requests::once(vec![Bytes::from_static(b"{}")]);
        assert!(once.next().is_ok());
        assert!(once.next().is_err());
        let circling = Requests::get(vec!["/healthz".into()]);
        assert!(circling.next().is_ok() && circling.next().is_ok());
        let all = Requests::all(vec![Bytes::from_static(b"{}")]);
        assert!(all.next().expect("a request").is_some());
        assert!(all.next().expect("an end").is_none());
    }
}
