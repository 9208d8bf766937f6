//! What a platform's documents tell of its requests and answers.

use std::collections::BTreeMap;

use contract::catalogue::Catalogue;
use haochaping_edge::profile::{Canonical, Named, Profile, Surroundings, read};
use hyper::Request;
use hyper::body::Incoming;
use serde_json::{Value, json};

use crate::ticket;

/// Reads the records of a body and writes an answer; what a profile's documents tell of it.
pub trait Interface: Send + Sync + 'static {
    /// What it gives to who asks, before anything is reported: status and JSON.
    fn gives(&self, _request: &Request<Incoming>) -> Option<(u16, Vec<u8>)> {
        None
    }
    /// Whether a wall before it keeps a body out for what it says: 403.
    fn walls_off(&self, _body: &[u8]) -> bool {
        false
    }
    /// Whether a report may come in.
    fn lets_in(&self, _headers: &BTreeMap<String, String>) -> bool {
        true
    }
    /// Case numbers of the records; none where the body is not what it should be.
    fn cases(&self, headers: &BTreeMap<String, String>, body: &[u8]) -> Option<Vec<Value>>;
    /// Whether it tells of each record; else it takes a body as a whole or not at all.
    fn tells_of_each(&self) -> bool;
    /// The answer to records, each with whether it was there before, and the code of its
    /// refusal.
    fn answer(&self, told: &[Told]) -> Vec<u8>;
}

/// What became of one record.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// Whether it was there before.
    pub before: bool,
    /// Why it is refused.
    pub refused: Option<&'static str>,
}

/// The interface that answers for a body as a whole, in the envelope with SM2: it opens what
/// it gets with its own key, by the profile itself.
pub struct AsAWhole {
    /// The profile.
    pub profile: Profile,
    /// Its values, the platform's private key among them.
    pub named: Named,
}

impl Interface for AsAWhole {
    fn cases(&self, headers: &BTreeMap<String, String>, body: &[u8]) -> Option<Vec<Value>> {
        if headers.get("c-tenancy-id") != self.named.get("tenant") {
            return None;
        }
        records_of(&self.profile, &self.named, headers, body)
    }

    fn tells_of_each(&self) -> bool {
        false
    }

    fn answer(&self, told: &[Told]) -> Vec<u8> {
        let refused = told.iter().find_map(|it| it.refused);
        let inner = if let Some(code) = refused {
            json!({ "success": false, "code": code, "message": "实施编码不存在" })
        } else if told.iter().any(|it| it.before) {
            json!({ "success": false, "code": "E02", "message": "评价数据不可重复" })
        } else {
            json!({ "success": true })
        };
        let outer = json!({ "C-Response-Desc": "success", "C-Response-Body": inner.to_string() });
        outer.to_string().into_bytes()
    }
}

/// The records of a body as its own profile reads them; none where it cannot.
pub(super) fn records_of(
    profile: &Profile,
    named: &Named,
    headers: &BTreeMap<String, String>,
    body: &[u8],
) -> Option<Vec<Value>> {
    let catalogue = Catalogue::national().expect("the catalogue");
    let surroundings = Surroundings {
        catalogue: &catalogue,
        area: None,
        named,
        now: ticket::now() * 1_000,
        entering: None,
    };
    let content_type = headers.get("content-type")?;
    let records = read(profile, &surroundings, content_type, body).ok()?;
    records
        .into_iter()
        .map(|record| match record.ok()? {
            Canonical::Evaluation(it) => Some(json!({
                "projectNo": it.case_no.as_str(), "serviceNumber": it.step_no.value(),
                "assessNumber": it.round.value(), "satisfaction": it.level.value(),
            })),
            Canonical::ServiceEvent(_) => None,
        })
        .collect()
}

/// The interface that tells of each record, and lets in who has a key.
pub struct OneByOne {
    /// The key.
    pub key: &'static str,
}

impl Interface for OneByOne {
    fn cases(&self, headers: &BTreeMap<String, String>, body: &[u8]) -> Option<Vec<Value>> {
        let bearer = format!("Bearer {}", self.key);
        if headers.get("authorization") != Some(&bearer) {
            return None;
        }
        match serde_json::from_slice(body).ok()? {
            Value::Array(records) => Some(records),
            _ => None,
        }
    }

    fn tells_of_each(&self) -> bool {
        true
    }

    fn answer(&self, told: &[Told]) -> Vec<u8> {
        let results: Vec<Value> = told
            .iter()
            .enumerate()
            .map(|(index, told)| match told {
                Told {
                    refused: Some(code),
                    ..
                } => {
                    json!({ "index": index, "status": "refused", "refusal": { "code": code } })
                }
                Told { before: true, .. } => json!({ "index": index, "status": "duplicate" }),
                _ => json!({ "index": index, "status": "accepted" }),
            })
            .collect();
        let accepted = told
            .iter()
            .filter(|it| it.refused.is_none() && !it.before)
            .count();
        json!({ "accepted": accepted, "results": results })
            .to_string()
            .into_bytes()
    }
}
