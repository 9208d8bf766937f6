//! What `entry.js` calls of the Durable Object. Everything it is asked for by others comes this
//! way: by remote call, since a request inside the house costs as much as one from outside.

// The attribute writes methods without documentation.
#![allow(missing_docs)]

use serde::Deserialize;
use worker::Result;
use worker::wasm_bindgen::JsValue;
use worker::wasm_bindgen::prelude::wasm_bindgen;

use super::answering::may_be_removed;
use super::entry::{Entry, Kind, evaluation_key};
use super::gathering::Gathering;
use super::outbox_do::{Outbox, Parts, now};
use super::protocol::{Command, StepKey};

/// Answer for a record that only [`Outbox::ask`] can judge.
const ASK: &str = "?";

/// What of an evaluation decides about it; the rest is kept as it came.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Judged {
    key: StepKey,
    receipt: String,
    digest: String,
    matter: Served,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Served {
    service_at: Option<i64>,
}

#[wasm_bindgen(
    wasm_bindgen = worker::wasm_bindgen,
    wasm_bindgen_futures = worker::wasm_bindgen_futures,
    js_sys = worker::js_sys
)]
impl Outbox {
    /// Decides and stores a group of evaluations, one record a line, in one commit. One
    /// answer a line, in order; `?` = the centre has to be asked, so `ask` it is.
    ///
    /// # Errors
    /// The storage fails; then none of the group may be acknowledged.
    #[wasm_bindgen(js_name = admit)]
    pub fn admit_group(&self, shard: u8, records: &str) -> std::result::Result<String, JsValue> {
        self.shard.set(shard);
        self.admitted(records).map_err(JsValue::from)
    }

    /// How long the first of a group waits for company, ms.
    #[wasm_bindgen(getter, js_name = groupMs)]
    #[must_use]
    pub fn group_ms(&self) -> u32 {
        self.parts().map_or(0, |parts| parts.setup.outbox.group_ms)
    }

    /// Most records in one group.
    #[wasm_bindgen(getter, js_name = groupMax)]
    #[must_use]
    pub fn group_max(&self) -> usize {
        self.parts().map_or(1, |parts| parts.setup.outbox.group_max)
    }

    /// Whether rows wait and nothing is set that would wake this object in time.
    #[wasm_bindgen(js_name = wantsAlarm)]
    #[must_use]
    pub fn wants_alarm(&self) -> bool {
        !matches!(self.alarm_wanted(), Ok(None))
    }

    /// Sets the alarm if one is wanted.
    ///
    /// # Errors
    /// It cannot be set; what nothing wakes up for is not acknowledged.
    pub async fn wake(&self) -> std::result::Result<(), JsValue> {
        self.see_to_alarm().await.map_err(JsValue::from)
    }

    /// Answers one [`Command`] with one [`Reply`](super::protocol::Reply), both JSON.
    ///
    /// # Errors
    /// The storage fails, or the alarm cannot be set; nothing was promised then.
    pub async fn ask(&self, shard: u8, command: String) -> std::result::Result<String, JsValue> {
        self.shard.set(shard);
        self.asked(&command).await.map_err(JsValue::from)
    }
}

impl Outbox {
    fn admitted(&self, records: &str) -> Result<String> {
        let Parts { setup, store, .. } = self.parts()?;
        let pruned_through = store.tally().pruned_through;
        let (mut answers, mut entries) = (Vec::new(), Vec::new());
        for record in records.lines() {
            let judged: Judged = serde_json::from_str(record)?;
            if may_be_removed(judged.matter.service_at, pruned_through) {
                answers.push(Some(ASK.to_owned()));
                continue;
            }
            answers.push(None);
            entries.push(Entry {
                kind: Kind::Evaluation,
                key: evaluation_key(&judged.key),
                digest: judged.digest,
                receipt: Some(judged.receipt),
                content: record.to_owned(),
            });
        }
        let verdicts = Gathering::commit(&entries, store, &setup.outbox, now())?;
        let mut verdicts = verdicts.into_iter();
        let retry_after = setup.outbox.retry_after;
        for answer in answers.iter_mut().filter(|answer| answer.is_none()) {
            let verdict = verdicts.next().map(|verdict| verdict.answer(retry_after));
            *answer = Some(serde_json::to_string(&verdict)?);
        }
        let answers: Vec<String> = answers.into_iter().flatten().collect();
        Ok(answers.join("\n"))
    }

    async fn asked(&self, command: &str) -> Result<String> {
        let command: Command = serde_json::from_str(command)?;
        let stores = matches!(
            command,
            Command::Evaluation(_)
                | Command::Evaluations { .. }
                | Command::Events { .. }
                | Command::Point(_)
                | Command::Link(_)
        );
        let reply = self.answer(command).await;
        // A failure may have stored a part of its group, which waits all the same.
        let woken = self.see_to_alarm().await;
        let reply = reply?;
        if stores {
            // What nothing wakes up for is not acknowledged. It may be stored: whoever
            // sends it again gets the receipt it was stored with.
            woken?;
        }
        Ok(serde_json::to_string(&reply)?)
    }
}
