//! The citizens of one crowd.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use reqwest::Client;
use tokio::task::JoinHandle;

use super::diary::{Acknowledged, Diary};
use super::{evaluation, until};
use crate::ticket::case_no;

/// How long a citizen waits before sending the same again.
const AGAIN: Duration = Duration::from_millis(40);
/// How long a citizen waits for an answer.
const ANSWER: Duration = Duration::from_secs(10);

/// A crowd of citizens.
pub struct Crowd {
    shared: Arc<Shared>,
    citizens: Vec<JoinHandle<()>>,
}

struct Shared {
    edge: String,
    client: Client,
    began: Instant,
    /// Time from one evaluation of a citizen to the next; none: at once.
    pause: Option<Duration>,
    stop: AtomicBool,
    diary: Mutex<Diary>,
}

impl Crowd {
    /// Sends `size` citizens, who rate without pause, to the edge at `edge`.
    #[must_use]
    pub fn gather(edge: &str, size: usize) -> Self {
        Self::sent(edge, size, None)
    }

    /// Sends `size` citizens who together begin at most `per_second` evaluations a second.
    #[must_use]
    pub fn paced(edge: &str, size: usize, per_second: u32) -> Self {
        let size = u32::try_from(size).unwrap_or(u32::MAX);
        let pause = Duration::from_secs(size.into()) / per_second.max(1);
        Self::sent(edge, size as usize, Some(pause))
    }

    fn sent(edge: &str, size: usize, pause: Option<Duration>) -> Self {
        let shared = Arc::new(Shared {
            edge: edge.to_owned(),
            client: Client::new(),
            began: Instant::now(),
            pause,
            stop: AtomicBool::new(false),
            diary: Mutex::default(),
        });
        let citizens = (0..size)
            .map(|number| tokio::spawn(Arc::clone(&shared).rates(number, size)))
            .collect();
        Self { shared, citizens }
    }

    /// How many evaluations have been answered with 202.
    #[must_use]
    pub fn count(&self) -> usize {
        self.shared.diary().acknowledged.len()
    }

    /// How long it has been rating.
    #[must_use]
    pub fn age(&self) -> Duration {
        self.shared.began.elapsed()
    }

    /// How often somebody was answered with `status`.
    #[must_use]
    pub fn refused(&self, status: u16) -> u64 {
        let diary = self.shared.diary();
        diary.refusals.get(&status).copied().unwrap_or_default()
    }

    /// Waits until `more` further evaluations have been answered with 202.
    pub fn wait_for(&self, more: usize) {
        let target = self.count() + more;
        until(&format!("{more} more acknowledgements"), || {
            self.count() >= target
        });
    }

    /// Sends everybody home; returns what was acknowledged.
    ///
    /// # Panics
    /// Somebody was answered other than with 202 or 503: that is a fault of the edge.
    pub async fn disperse(self) -> Acknowledged {
        let diary = self.go_home().await;
        let other: Vec<_> = diary.refusals.keys().filter(|code| **code != 503).collect();
        assert!(other.is_empty(), "answered with {other:?}");
        diary.acknowledged
    }

    /// Sends everybody home; returns all that they were answered.
    pub async fn go_home(self) -> Diary {
        self.shared.stop.store(true, Ordering::Relaxed);
        for citizen in self.citizens {
            citizen.await.expect("a citizen that did not panic");
        }
        self.shared.diary().clone()
    }
}

impl Shared {
    fn diary(&self) -> MutexGuard<'_, Diary> {
        self.diary.lock().expect("no panic")
    }

    async fn rates(self: Arc<Self>, number: usize, of: usize) {
        if let Some(pause) = self.pause {
            // Not all at the same moment.
            let (number, of) = (number as u32, of.max(1) as u32);
            tokio::time::sleep(pause * number / of).await;
        }
        while !self.stop.load(Ordering::Relaxed) {
            let started = Instant::now();
            self.insists().await;
            let rest = self
                .pause
                .and_then(|all| all.checked_sub(started.elapsed()));
            tokio::time::sleep(rest.unwrap_or_default()).await;
        }
    }

    /// Rates one case until it is acknowledged or everybody goes home.
    async fn insists(&self) {
        let case = case_no();
        let evaluation = evaluation(&case);
        let started = Instant::now();
        while !self.tries(&case, &evaluation, started).await {
            if self.stop.load(Ordering::Relaxed) {
                return;
            }
            tokio::time::sleep(AGAIN).await;
        }
    }

    /// Sends an evaluation once; whether it was acknowledged.
    async fn tries(&self, case: &str, evaluation: &serde_json::Value, since: Instant) -> bool {
        let sent = self
            .client
            .post(format!("{}/v1/evaluations", self.edge))
            .json(evaluation)
            .timeout(ANSWER)
            .send()
            .await;
        let Ok(answer) = sent else {
            self.diary().unanswered += 1;
            return false;
        };
        let status = answer.status().as_u16();
        let says_when = answer.headers().contains_key("retry-after");
        let body: Option<serde_json::Value> = answer.json().await.ok();
        let receipt = body.as_ref().and_then(|body| body["receipt"].as_str());
        let mut diary = self.diary();
        match (status, receipt) {
            (202, Some(receipt)) => {
                diary
                    .acknowledged
                    .insert(case.to_owned(), receipt.replace('-', ""));
                diary.moments.push(self.began.elapsed());
                diary.waits.push(since.elapsed());
                return true;
            }
            // The connection was cut in the middle of the answer.
            (202, None) => diary.unanswered += 1,
            (status, _) => {
                *diary.refusals.entry(status).or_default() += 1;
                diary.without_retry_after += u64::from(status == 503 && !says_when);
            }
        }
        false
    }
}
