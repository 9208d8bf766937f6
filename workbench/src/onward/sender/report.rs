//! One report: rows are written as a body, sent, and settled by the answer.

use std::time::Duration;

use haochaping_edge::profile::{Canonical, NotCarried, write};
use jiff::Timestamp;

use super::{Sender, no_randomness};
use crate::log;
use crate::onward::claim::{self, Claimed};
use crate::onward::settling::{Attempt, Fate, is_away, settle};
use crate::onward::{evaluation, store};
use crate::page::Failure;

/// The row of the evaluation is not there any more.
const GONE: &str = "evaluation_gone";
/// The platform's rules were narrowed since it entered.
const NOT_ITS_OWN: &str = "outside_rules";

impl Sender {
    /// Sends one body and settles its rows; returns a pause where the platform is away.
    pub(super) async fn send(
        &mut self,
        number: &str,
        body: Vec<Claimed>,
    ) -> Result<Option<Duration>, Failure> {
        let id = self.platform.upstream.id.clone();
        let held = {
            let client = self.pool.get().await?;
            claim::hold(&client, &id, number, self.seconds(), body).await?
        };
        let (rows, bytes) = self.written(number, held).await?;
        let Some(bytes) = bytes else {
            return Ok(None);
        };
        let sending = self.delivery.deliver(&self.platform, &bytes, rows.len());
        // The rows are given back with those that were not sent.
        let Some(outcome) = sending.await else {
            return Ok(None);
        };
        let attempts: Vec<i32> = rows.iter().map(|row| row.attempts).collect();
        let random = random()?;
        let fates = settle(&outcome.attempt, &attempts, random);
        let status = match &outcome.attempt {
            Attempt::Answered { status, .. } => i16::try_from(*status).ok(),
            Attempt::NotSent(_) | Attempt::NoToken(_) | Attempt::Unanswered(_) => None,
        };
        self.tell(&fates);
        let code = fates
            .first()
            .and_then(Fate::code)
            .unwrap_or_default()
            .to_owned();
        let settled: Vec<(&Claimed, Fate)> = rows.iter().zip(fates).collect();
        {
            let client = self.pool.get().await?;
            store::settle(&client, &id, number, status, &settled).await?;
        }
        if is_away(&outcome.attempt) {
            if !self.circuit.is_open() {
                log::trouble("onward", &format!("{id}: away: {code}"));
            }
            return Ok(Some(self.circuit.failed(outcome.retry_after, random)));
        }
        if self.circuit.answered() {
            self.note("answers again");
        }
        Ok(None)
    }

    /// Rows as a body. What the profile cannot say is settled, and the others are written.
    async fn written(
        &self,
        number: &str,
        rows: Vec<Claimed>,
    ) -> Result<(Vec<Claimed>, Option<Vec<u8>>), Failure> {
        let now = Timestamp::now().as_millisecond();
        let (mut kept, mut records, mut lost) = (Vec::new(), Vec::new(), Vec::new());
        for row in rows {
            match self.record(&row, now) {
                Ok(record) => {
                    kept.push(row);
                    records.push(record);
                }
                Err(code) => lost.push((row, Fate::NotCarried(code))),
            }
        }
        if !lost.is_empty() {
            let settled: Vec<(&Claimed, Fate)> =
                lost.iter().map(|(row, fate)| (row, fate.clone())).collect();
            let client = self.pool.get().await?;
            store::settle(&client, &self.platform.upstream.id, number, None, &settled).await?;
            self.tell(
                &settled
                    .into_iter()
                    .map(|(_, fate)| fate)
                    .collect::<Vec<_>>(),
            );
        }
        if records.is_empty() {
            return Ok((kept, None));
        }
        match self.write(&records, now) {
            Ok(bytes) => Ok((kept, Some(bytes))),
            Err(wrong) => {
                // Each could be written alone, so it is none of the records.
                log::trouble(
                    "onward",
                    &format!("{}: {}", self.platform.upstream.id, wrong.what),
                );
                Err(Failure::Broken)
            }
        }
    }

    /// A row as a record that the profile can say.
    fn record(&self, row: &Claimed, now: i64) -> Result<Canonical, String> {
        let stored = row.stored.as_ref().ok_or_else(|| GONE.to_owned())?;
        if !row.is_wanted {
            return Err(NOT_ITS_OWN.to_owned());
        }
        let record = evaluation::canonical(stored).map_err(|unknown| unknown.0.to_owned())?;
        self.write(std::slice::from_ref(&record), now)
            .map_err(|wrong| wrong.what)?;
        Ok(record)
    }

    fn write(&self, records: &[Canonical], now: i64) -> Result<Vec<u8>, NotCarried> {
        let upstream = &self.platform.upstream;
        write(&self.platform.profile, &upstream.named, records, now)
    }

    /// Tells what somebody has to look at: codes and how many, nothing of a case.
    fn tell(&self, fates: &[Fate]) {
        let mut told: Vec<(&str, &str, usize)> = Vec::new();
        for fate in fates {
            let (Fate::Refused(code) | Fate::NotCarried(code)) = fate else {
                continue;
            };
            match told
                .iter_mut()
                .find(|it| it.0 == fate.state() && it.1 == code)
            {
                Some((_, _, count)) => *count += 1,
                None => told.push((fate.state(), code, 1)),
            }
        }
        for (state, code, count) in told {
            let id = &self.platform.upstream.id;
            log::trouble("onward", &format!("{id}: {state}: {code} ({count})"));
        }
    }
}

fn random() -> Result<u32, Failure> {
    getrandom::u32().map_err(|_| no_randomness())
}
