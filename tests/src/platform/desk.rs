//! The interface that gives a token before it takes anything, and the desk that gives it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use haochaping_edge::profile::{Named, Profile, token_query};
use hyper::body::Incoming;
use hyper::{Method, Request};
use serde_json::{Value, json};

use super::interface::{Interface, Told, records_of};
use crate::ticket;

/// How far the time of a request for a token may be off, in seconds.
const FRESH: i64 = 120;

/// How the desk behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Giving {
    /// Tokens that count until they are withdrawn.
    Good,
    /// Tokens that never count.
    Worthless,
    /// None: 503.
    None,
}

/// Where tokens are given.
#[derive(Clone)]
pub struct TokenDesk(Arc<Mutex<Book>>);

struct Book {
    giving: Giving,
    seconds: u32,
    given: usize,
    turned_away: usize,
    counts: Option<String>,
    walled_off: Option<String>,
}

impl TokenDesk {
    /// A desk whose tokens are said to count for `seconds`.
    pub fn open(seconds: u32) -> Self {
        Self(Arc::new(Mutex::new(Book {
            giving: Giving::Good,
            seconds,
            given: 0,
            turned_away: 0,
            counts: None,
            walled_off: None,
        })))
    }

    /// From now on it gives such tokens.
    pub fn give(&self, giving: Giving) {
        self.0.lock().expect("the desk").giving = giving;
    }

    /// The token that counts counts no more.
    pub fn withdraw(&self) {
        self.0.lock().expect("the desk").counts = None;
    }

    /// From now on a wall before it keeps out each body with this text.
    pub fn wall_off(&self, text: Option<&str>) {
        self.0.lock().expect("the desk").walled_off = text.map(str::to_owned);
    }

    /// How many tokens were given, and how many reports were turned away.
    pub fn counts(&self) -> (usize, usize) {
        let book = self.0.lock().expect("the desk");
        (book.given, book.turned_away)
    }
}

/// The interface with a token, which answers for a body as a whole in XML.
pub struct WithToken {
    /// The profile.
    pub profile: Profile,
    /// Its values.
    pub named: Named,
    /// Where it gives tokens.
    pub desk: TokenDesk,
}

impl WithToken {
    /// Whether a request for a token is made of the right values and of the present time.
    fn is_right(&self, query: &str) -> bool {
        let time = query
            .split('&')
            .find_map(|it| it.strip_prefix("timestamp="));
        let Some(time) = time.and_then(|it| it.parse::<i64>().ok()) else {
            return false;
        };
        let right = token_query(&self.profile, &self.named, time);
        right.is_ok_and(|it| it.as_deref() == Some(query))
            && (time / 1_000).abs_diff(ticket::now()) <= FRESH.unsigned_abs()
    }
}

impl Interface for WithToken {
    fn gives(&self, request: &Request<Incoming>) -> Option<(u16, Vec<u8>)> {
        let asked = request.method() == Method::GET
            && Some(request.uri().path()) == self.profile.token_path();
        if !asked {
            return None;
        }
        let text = |value: Value| value.to_string().into_bytes();
        let mut book = self.desk.0.lock().expect("the desk");
        if book.giving == Giving::None {
            return Some((503, text(json!({ "code": "503" }))));
        }
        if !self.is_right(request.uri().query().unwrap_or_default()) {
            return Some((200, text(json!({ "code": "500", "msg": "sign error" }))));
        }
        book.given += 1;
        let token = format!("token-{}", book.given);
        book.counts = Some(token.clone()).filter(|_| book.giving == Giving::Good);
        let told =
            json!({ "access_token": token, "refresh_token": "r", "expires_in": book.seconds });
        Some((200, text(told)))
    }

    fn walls_off(&self, body: &[u8]) -> bool {
        let walled_off = self.desk.0.lock().expect("the desk").walled_off.clone();
        walled_off.is_some_and(|text| String::from_utf8_lossy(body).contains(&text))
    }

    fn lets_in(&self, headers: &BTreeMap<String, String>) -> bool {
        let mut book = self.desk.0.lock().expect("the desk");
        let expected = book.counts.as_ref().map(|token| format!("Basic {token}"));
        let right = expected.is_some() && headers.get("authorization") == expected.as_ref();
        book.turned_away += usize::from(!right);
        right
    }

    fn cases(&self, headers: &BTreeMap<String, String>, body: &[u8]) -> Option<Vec<Value>> {
        records_of(&self.profile, &self.named, headers, body)
    }

    fn tells_of_each(&self) -> bool {
        false
    }

    fn answer(&self, told: &[Told]) -> Vec<u8> {
        let inner = if told.iter().any(|it| it.before) {
            "<result><code>300</code><msg>评价数据不可重复</msg></result>"
        } else {
            "<result><code>200</code><data><evaluateUnid>7A1F</evaluateUnid></data></result>"
        };
        let inner = inner.replace('<', "&lt;");
        format!(
            "<Envelope><Body><getSaveEvaluationResponse><return>{inner}</return>\
             </getSaveEvaluationResponse></Body></Envelope>"
        )
        .into_bytes()
    }
}
