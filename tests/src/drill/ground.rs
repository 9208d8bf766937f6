//! What a drill stands on.

use std::thread::sleep;
use std::time::{Duration, Instant};

use reqwest::Client;
use serde_json::Value;
use tokio::runtime::Runtime;
use xtask::stack::{Postgres, Stack};

use super::findings::Findings;
use crate::load::{Crowd, Diary, Reconciliation, rows};
use crate::metrics::sample;

/// A row that waits for no longer than this does not wait for a centre that is away.
const RECENT_MS: u64 = 1_000;
/// How long everything that waits is given to arrive.
const ARRIVE: Duration = Duration::from_secs(180);
/// How often is looked.
const LOOK: Duration = Duration::from_millis(50);

/// The size of a run, and what its waiting needs.
pub struct Ground {
    /// The drill's name; its stack bears it too.
    pub name: &'static str,
    /// Whether the short form runs.
    pub short: bool,
    runtime: Runtime,
    client: Client,
}

impl Ground {
    /// A ground for one run.
    #[must_use]
    pub fn new(name: &'static str, short: bool) -> Self {
        Self {
            name,
            short,
            runtime: Runtime::new().expect("a runtime"),
            client: Client::new(),
        }
    }

    /// `full`, or `short` in the short form.
    pub fn pick<T>(&self, full: T, short: T) -> T {
        if self.short { short } else { full }
    }

    /// Runs a future to its end.
    pub fn wait<F: Future>(&self, work: F) -> F::Output {
        self.runtime.block_on(work)
    }

    /// The client of this ground.
    #[must_use]
    pub const fn client(&self) -> &Client {
        &self.client
    }

    /// Enters the runtime, so that a crowd can be sent.
    pub fn enter(&self) -> tokio::runtime::EnterGuard<'_> {
        self.runtime.enter()
    }

    /// A stack with `outbox` as its outbox's settings.
    ///
    /// # Panics
    /// It does not start.
    #[must_use]
    pub fn stack(&self, outbox: Value) -> Stack {
        let config = serde_json::json!({ "outbox": outbox });
        Stack::fresh(&format!("drill-{}", self.name), false, config, Value::Null).expect("a stack")
    }

    /// What the edge says of itself; none while it does not answer.
    #[must_use]
    pub fn sample(&self, edge: &str, name: &str) -> Option<u64> {
        self.wait(sample(&self.client, edge, name))
    }

    /// Waits until no row waits for longer than a second; how long that took.
    #[must_use]
    pub fn caught_up(&self, edge: &str) -> Option<Duration> {
        let began = Instant::now();
        while began.elapsed() < ARRIVE {
            let oldest = self.sample(edge, "haochaping_outbox_oldest_pending_milliseconds");
            if oldest.is_some_and(|age| age < RECENT_MS) {
                return Some(began.elapsed());
            }
            sleep(LOOK);
        }
        None
    }

    /// Notes how long the edge took to catch up.
    pub fn note_catch_up(&self, stack: &Stack, findings: &mut Findings) {
        match self.caught_up(&stack.edge.url()) {
            Some(took) => findings.catch_ups.push(took.as_secs_f64()),
            None => findings.flaw(format!(
                "rows still wait {} s after the mending",
                ARRIVE.as_secs()
            )),
        }
    }

    /// Sends the crowd home, waits until everything has arrived, and counts. `broken` are the
    /// moments at which something was broken, by the crowd's age.
    pub fn reckon(
        &self,
        stack: &Stack,
        crowd: Crowd,
        broken: &[Duration],
        findings: &mut Findings,
    ) -> Diary {
        let diary = self.wait(crowd.go_home());
        let ends = broken.iter().skip(1).copied().chain([Duration::MAX]);
        for (from, to) in broken.iter().zip(ends) {
            let outage = diary.outage_between(*from, to);
            findings.outages.push(outage.as_secs_f64());
        }
        findings.breaks = u64::try_from(broken.len()).unwrap_or(u64::MAX);
        findings.hear(&diary);
        self.settle(stack, &diary, findings);
        diary
    }

    /// The same, of a centre that was away: nobody may have noticed it.
    pub fn reckon_unnoticed(
        &self,
        stack: &Stack,
        crowd: Crowd,
        broken: &[Duration],
        findings: &mut Findings,
    ) {
        let diary = self.reckon(stack, crowd, broken, findings);
        findings.demand(
            diary.refusals.is_empty() && diary.unanswered == 0,
            "citizens noticed that the centre was away",
        );
    }

    /// Waits until everything has arrived, and counts.
    pub fn settle(&self, stack: &Stack, diary: &Diary, findings: &mut Findings) {
        let edge = stack.edge.url();
        let outbox = |name: &str| self.sample(&edge, &format!("haochaping_outbox_{name}_rows"));
        let began = Instant::now();
        while outbox("pending") != Some(0) && began.elapsed() < ARRIVE {
            sleep(LOOK);
        }
        findings.reconciliation =
            Reconciliation::count(&diary.acknowledged, &rows(&stack.database));
        match (outbox("pending"), outbox("set_aside")) {
            (Some(waiting), Some(aside)) => {
                findings.waiting = waiting;
                findings.set_aside = aside;
            }
            _ => findings.flaw("the edge does not say what waits"),
        }
    }
}

/// The stack's own PostgreSQL.
///
/// # Panics
/// It has none.
pub fn postgres(stack: &mut Stack) -> &mut Postgres {
    stack.postgres.as_mut().expect("a server of its own")
}
