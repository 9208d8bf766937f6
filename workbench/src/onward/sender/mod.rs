//! Reports to one platform, for as long as the process runs.
//!
//! At least once: a row is settled only after the platform answered, and whoever is killed
//! before leaves a claim that runs out. Several processes may do this at the same time.

mod report;

use std::time::Duration;

use deadpool_postgres::Pool;
use tokio::sync::watch;
use tokio::time::{Instant, sleep};

use super::circuit::Circuit;
use super::delivery::Delivery;
use super::pace::Pace;
use super::platform::Platform;
use super::settling::bodies;
use super::{claim, store};
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

/// Reports to one platform.
pub struct Sender {
    pool: Pool,
    platform: Platform,
    delivery: Delivery,
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
    /// Those of [`Delivery::new`].
    pub fn new(
        pool: Pool,
        platform: Platform,
        stop: watch::Receiver<bool>,
    ) -> Result<Self, String> {
        let pace = Pace::new(platform.upstream.per_second, stop.clone());
        Ok(Self {
            delivery: Delivery::new(&platform, pace)?,
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
        let mut prune_at = Instant::now();
        loop {
            // One step a round, so that neither sending nor stopping waits for a year of rows.
            if Instant::now() >= prune_at && !matches!(self.prune().await, Ok(1..)) {
                prune_at = Instant::now() + PRUNING;
            }
            let pause = match self.round().await {
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
    async fn round(&mut self) -> Result<Next, Failure> {
        let trial = self.circuit.is_open();
        let limit = if trial {
            1
        } else {
            self.platform.upstream.batch
        };
        let number = claim_number()?;
        let seconds = self.seconds();
        let due = {
            let client = self.pool.get().await?;
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            claim::claim(&client, &self.platform.upstream.id, &number, limit, seconds).await?
        };
        if due.is_empty() {
            return Ok(Next::Idle);
        }
        let mut next = Next::Now;
        for body in bodies(due, self.platform.most(), |row| row.at_most) {
            if *self.stop.borrow() {
                break;
            }
            if let Some(pause) = self.send(&number, body).await? {
                next = Next::After(pause);
                break;
            }
        }
        let client = self.pool.get().await?;
        claim::release(&client, &self.platform.upstream.id, &number).await?;
        Ok(next)
    }

    /// How long a claim lasts.
    fn seconds(&self) -> i64 {
        let lasts = self.platform.longest() + MARGIN;
        i64::try_from(lasts.as_secs()).unwrap_or(i64::MAX)
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

fn no_randomness() -> Failure {
    log::trouble("onward", "this machine gives no random numbers");
    Failure::Broken
}
