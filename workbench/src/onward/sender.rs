//! Reports to one platform, for as long as the process runs.
//!
//! At least once: a row is settled only after the platform answered, and whoever is killed
//! before leaves a claim that runs out. Several processes may do this at the same time.

use std::time::Duration;

use deadpool_postgres::Pool;
use haochaping_edge::profile::{Canonical, NotCarried, write};
use jiff::Timestamp;
use reqwest::Client;
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};

use super::circuit::Circuit;
use super::platform::Platform;
use super::settling::{Attempt, Fate, bodies, is_away, settle};
use super::store::{self, Claimed};
use super::{evaluation, wire};
use crate::log;
use crate::page::Failure;

/// How often an empty outbox is looked at.
const IDLE: Duration = Duration::from_secs(1);
/// Pause while the centre does not answer.
const CENTRE_AWAY: Duration = Duration::from_secs(5);
/// What a claim lasts longer than an answer may take.
const MARGIN: Duration = Duration::from_secs(60);
/// How often what was sent long ago is forgotten.
const PRUNING: Duration = Duration::from_secs(3_600);
/// The row of the evaluation is not there any more.
const GONE: &str = "evaluation_gone";
/// The platform's rules were narrowed since it entered.
const NOT_ITS_OWN: &str = "outside_rules";

/// Reports to one platform.
pub struct Sender {
    pool: Pool,
    platform: Platform,
    client: Client,
    circuit: Circuit,
    stop: watch::Receiver<bool>,
}

/// What to do after a round.
enum Next {
    /// There is more.
    Now,
    /// Nothing is due.
    Idle,
    /// The platform is to be left alone for so long.
    After(Duration),
}

impl Sender {
    /// Prepares to report to `platform` until `stop` turns true.
    ///
    /// # Errors
    /// Those of [`wire::client`].
    pub fn new(
        pool: Pool,
        platform: Platform,
        stop: watch::Receiver<bool>,
    ) -> Result<Self, String> {
        Ok(Self {
            client: wire::client(&platform)?,
            pool,
            platform,
            circuit: Circuit::default(),
            stop,
        })
    }

    /// Registers the platform, then sends what is due.
    pub async fn run(mut self) {
        while self.register().await.is_err() {
            if self.rest(CENTRE_AWAY).await {
                return;
            }
        }
        if !self.platform.upstream.active {
            return;
        }
        let pace = Duration::from_secs(1) / self.platform.upstream.per_second;
        let mut pace = interval(pace);
        pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut prune_at = Instant::now();
        loop {
            // One step a round, so that neither sending nor stopping waits for a year of rows.
            if Instant::now() >= prune_at && !matches!(self.prune().await, Ok(1..)) {
                prune_at = Instant::now() + PRUNING;
            }
            let pause = match self.round(&mut pace).await {
                Ok(Next::Now) => Duration::ZERO,
                Ok(Next::Idle) => IDLE,
                Ok(Next::After(pause)) => pause,
                // Told in the log where it was noticed.
                Err(_) => CENTRE_AWAY,
            };
            if self.rest(pause).await {
                return;
            }
        }
    }

    /// Waits; returns whether to stop.
    async fn rest(&mut self, pause: Duration) -> bool {
        if *self.stop.borrow() {
            return true;
        }
        tokio::select! {
            () = sleep(pause) => false,
            // Whoever could say stop is gone.
            changed = self.stop.changed() => changed.is_err() || *self.stop.borrow(),
        }
    }

    async fn register(&self) -> Result<(), Failure> {
        let upstream = &self.platform.upstream;
        let mut client = self.pool.get().await?;
        if store::register(&client, upstream).await? {
            self.note("registered");
        }
        if !upstream.active {
            return Ok(());
        }
        // A year of evaluations takes longer than a page may.
        let transaction = client.transaction().await?;
        transaction
            .batch_execute("SET LOCAL statement_timeout = 0")
            .await?;
        let entered = store::enqueue_earlier(&transaction, &upstream.id).await?;
        transaction.commit().await?;
        if entered > 0 {
            self.note(&format!("{entered} stored earlier are waiting now"));
        }
        Ok(())
    }

    /// One step; returns how many rows it forgot.
    async fn prune(&self) -> Result<u64, Failure> {
        let upstream = &self.platform.upstream;
        let client = self.pool.get().await?;
        Ok(store::prune(&client, &upstream.id, upstream.keep_sent_days).await?)
    }

    /// Claims what is due and sends it. While the platform is away it is one record.
    async fn round(&mut self, pace: &mut tokio::time::Interval) -> Result<Next, Failure> {
        let trial = self.circuit.is_open();
        let limit = if trial {
            1
        } else {
            self.platform.upstream.batch
        };
        let claim = claim_number()?;
        let seconds = self.seconds();
        let due = {
            let client = self.pool.get().await?;
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            store::claim(&client, &self.platform.upstream.id, &claim, limit, seconds).await?
        };
        if due.is_empty() {
            return Ok(Next::Idle);
        }
        let mut next = Next::Now;
        for body in bodies(due, self.platform.most(), |row| row.at_most) {
            if *self.stop.borrow() {
                break;
            }
            pace.tick().await;
            if let Some(pause) = self.send(&claim, body).await? {
                next = Next::After(pause);
                break;
            }
        }
        let client = self.pool.get().await?;
        store::release(&client, &self.platform.upstream.id, &claim).await?;
        Ok(next)
    }

    /// Sends one body and settles its rows; returns a pause where the platform is away.
    async fn send(&mut self, claim: &str, body: Vec<Claimed>) -> Result<Option<Duration>, Failure> {
        let id = self.platform.upstream.id.clone();
        let held = {
            let client = self.pool.get().await?;
            store::hold(&client, &id, claim, self.seconds(), body).await?
        };
        let (rows, bytes) = self.written(claim, held).await?;
        let Some(bytes) = bytes else {
            return Ok(None);
        };
        let outcome = wire::post(&self.client, &self.platform, bytes, rows.len()).await;
        let attempts: Vec<i32> = rows.iter().map(|row| row.attempts).collect();
        let random = random()?;
        let fates = settle(&outcome.attempt, &attempts, random);
        let status = match &outcome.attempt {
            Attempt::Answered { status, .. } => i16::try_from(*status).ok(),
            Attempt::NotSent(_) | Attempt::Unanswered(_) => None,
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
            store::settle(&client, &id, claim, status, &settled).await?;
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
        claim: &str,
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
            store::settle(&client, &self.platform.upstream.id, claim, None, &settled).await?;
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

    /// How long a claim lasts.
    fn seconds(&self) -> i64 {
        let lasts = self.platform.upstream.timeout + MARGIN;
        i64::try_from(lasts.as_secs()).unwrap_or(i64::MAX)
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

    fn note(&self, what: &str) {
        log::note("onward", &format!("{}: {what}", self.platform.upstream.id));
    }
}

/// A number for one claim that nobody else has, as PostgreSQL reads a UUID.
fn claim_number() -> Result<String, Failure> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|_| no_randomness())?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

fn random() -> Result<u32, Failure> {
    getrandom::u32().map_err(|_| no_randomness())
}

fn no_randomness() -> Failure {
    log::trouble("onward", "this machine gives no random numbers");
    Failure::Broken
}
