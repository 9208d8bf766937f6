//! What the kiosk at a point is to show now, and the address at which it hears of it.
//!
//! A session is nothing to keep: it lives in the memory of the shard that has the points,
//! for as long as somebody may stand there. After a restart the counter system opens the
//! next one.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::ticket::{HmacKey, Signer as _};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;

/// For how long a session is shown to a kiosk that connects, ms.
const AGE_MS: i64 = 600_000;
/// Most sessions at a time; the oldest gives way.
const MOST: usize = 5_000;
/// Bytes of the signature of an address.
const SIGNED: usize = 16;
/// What is signed begins so; no ticket does.
const PURPOSE: &str = "haochaping session v2\n";

/// What the front asks of sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Asked {
    /// Open one, with a ticket or for nobody.
    Open(Place, Option<String>),
    /// Wait a while for one that is later than this number.
    Follow(Place, i64),
}

/// A session as a kiosk is told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Its number: ms since 1970, later ones larger.
    pub number: i64,
    /// The ticket; none for nobody.
    pub ticket: Option<String>,
}

/// A point of a hall.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Configuration id of the hall.
    pub hall: String,
    /// The hall's id of the point.
    pub id: String,
}

impl Place {
    /// What stands in the address of its stream; only who has the key can write one. It
    /// holds for as long as `code` is the point's.
    #[must_use]
    pub fn seal(&self, code: &str, key: &HmacKey) -> String {
        let place = format!("{}\n{}\n{code}", self.hall, self.id);
        let place = URL_SAFE_NO_PAD.encode(place);
        let signature = URL_SAFE_NO_PAD.encode(signature(&place, key));
        format!("{place}.{signature}")
    }

    /// The place that an address was made for, and its code then; none when it was not made
    /// here.
    #[must_use]
    pub fn open(sealed: &str, key: &HmacKey) -> Option<(Self, String)> {
        let (place, signed) = sealed.split_once('.')?;
        let signed = URL_SAFE_NO_PAD.decode(signed).ok()?;
        if !bool::from(signature(place, key).ct_eq(&signed)) {
            return None;
        }
        let place = String::from_utf8(URL_SAFE_NO_PAD.decode(place).ok()?).ok()?;
        let (hall, rest) = place.split_once('\n')?;
        let (id, code) = rest.split_once('\n')?;
        let place = Self {
            hall: hall.to_owned(),
            id: id.to_owned(),
        };
        Some((place, code.to_owned()))
    }
}

fn signature(place: &str, key: &HmacKey) -> Vec<u8> {
    let mut whole = key.sign(format!("{PURPOSE}{place}").as_bytes());
    whole.truncate(SIGNED);
    whole
}

/// The sessions of this shard.
#[derive(Debug, Default)]
pub struct Sessions(BTreeMap<Place, Session>);

impl Sessions {
    /// Opens one in the place of the one before; its number is larger, whatever the clock
    /// says.
    pub fn open(&mut self, place: Place, ticket: Option<String>, now: i64) -> Session {
        let before = self.0.get(&place).map_or(0, |session| session.number);
        let session = Session {
            number: now.max(before.saturating_add(1)),
            ticket,
        };
        self.0.insert(place, session.clone());
        if self.0.len() > MOST {
            let oldest = self.0.iter().min_by_key(|(_, session)| session.number);
            if let Some(place) = oldest.map(|(place, _)| place.clone()) {
                self.0.remove(&place);
            }
        }
        session
    }

    /// The session of a place, if it is later than `seen` and not too old.
    #[must_use]
    pub fn after(&self, place: &Place, seen: i64, now: i64) -> Option<&Session> {
        self.0
            .get(place)
            .filter(|session| session.number > seen && now - session.number < AGE_MS)
    }
}

/// Server-sent events: the session, when there is one, and when to ask again.
#[must_use]
pub fn events(session: Option<&Session>) -> String {
    let mut text = String::from("retry: 500\n");
    if let Some(Session { number, ticket }) = session {
        text.push_str(&match ticket {
            Some(ticket) => format!("id: {number}\nevent: ticket\ndata: {ticket}\n"),
            None => format!("id: {number}\nevent: next\ndata:\n"),
        });
    }
    text.push('\n');
    text
}

#[cfg(test)]
#[path = "session_tests.rs"]
mod tests;
