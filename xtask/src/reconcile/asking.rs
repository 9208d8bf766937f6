//! Walks through the pages of an edge's outboxes.

use std::thread::sleep;
use std::time::{Duration, Instant};

use contract::api::reconciliation::{Reconciliation, ReconciliationRequest};
use contract::problem::Problem;

use super::outcome::Outcome;
use crate::failure::{Failure, OrFail, Result};

/// The environment variable that holds the key.
pub const KEY: &str = "HAOCHAPING_OPERATIONS_KEY";

/// An edge answers for central storage too, so it may take as long as two statements.
const PATIENCE: Duration = Duration::from_secs(60);
/// Before asking again whoever was not ready.
const AGAIN: Duration = Duration::from_millis(500);

/// What is to be done besides comparing.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    /// Have missing rows sent again.
    pub fill: bool,
    /// Have rows that were set aside sent again.
    pub requeue_set_aside: bool,
    /// How long to wait for central storage, and for rows that were sent again.
    pub wait: Duration,
}

/// Compares all outboxes of the edge at `edge` with central storage, and has sent again what
/// `wish` says. What was filled is compared once more after it has arrived, so `missing` counts
/// what is missing then.
///
/// # Errors
/// The edge does not answer as agreed, central storage does not come back in time, or filled rows
/// do not arrive in time.
pub fn reconcile(edge: &str, key: &str, wish: Wish) -> Result<Vec<Outcome>> {
    let asking = Asking {
        edge: edge.trim_end_matches('/'),
        key,
        wait: wish.wait,
    };
    let mut outcomes = Vec::new();
    let mut shard = 0;
    loop {
        let (mut outcome, shards) = asking.walk(shard, wish.fill, wish.requeue_set_aside)?;
        if outcome.counts.filled > 0 {
            asking.until_arrived(shard, outcome.last_missing())?;
            let (again, _) = asking.walk(shard, false, false)?;
            outcome.settle(again);
        }
        outcomes.push(outcome);
        shard += 1;
        if shard >= shards {
            return Ok(outcomes);
        }
    }
}

struct Asking<'a> {
    edge: &'a str,
    key: &'a str,
    wait: Duration,
}

impl Asking<'_> {
    fn walk(&self, shard: u8, fill: bool, requeue_set_aside: bool) -> Result<(Outcome, u8)> {
        let mut outcome = Outcome::of(self.edge);
        let mut request = ReconciliationRequest {
            shard,
            after: 0,
            fill,
            requeue_set_aside,
        };
        let mut stuck = Instant::now();
        loop {
            let page = self.page(&request)?;
            if let Some(seconds) = page.retry_after {
                if stuck.elapsed() > self.wait {
                    return Err(Failure::new(
                        format!("{}: too many rows wait to take in more", self.edge),
                        "Run it again when central storage has taken them",
                    ));
                }
                sleep(Duration::from_secs(seconds.into()));
                continue;
            }
            let shards = page.shards;
            let next = page.next;
            outcome.add(page);
            match next {
                Some(next) => request.after = next,
                None => return Ok((outcome, shards)),
            }
            stuck = Instant::now();
        }
    }

    /// Waits until nothing up to the number `last` waits any more.
    fn until_arrived(&self, shard: u8, last: u64) -> Result<()> {
        let since = Instant::now();
        let request = ReconciliationRequest {
            shard,
            after: last,
            ..ReconciliationRequest::default()
        };
        while self
            .page(&request)?
            .first_waiting
            .is_some_and(|first| first <= last)
        {
            if since.elapsed() > self.wait {
                return Err(Failure::new(
                    format!("{}: rows that were sent again still wait", self.edge),
                    "See /metrics and the edge's log for why central storage takes none; they go on being sent",
                ));
            }
            sleep(AGAIN);
        }
        Ok(())
    }

    fn page(&self, request: &ReconciliationRequest) -> Result<Reconciliation> {
        let since = Instant::now();
        loop {
            let (status, body) = self.post(request)?;
            match status {
                200 => {
                    return serde_json::from_slice(&body).or_fail(
                        format!("{} answers something else", self.edge),
                        "Ask an edge of the same version",
                    );
                }
                503 if since.elapsed() < self.wait => sleep(AGAIN),
                _ => return Err(self.refused(status, &body)),
            }
        }
    }

    fn post(&self, request: &ReconciliationRequest) -> Result<(u16, Vec<u8>)> {
        let remedy = "Give the address of a running edge, as http://10.0.0.7:8787";
        let body = serde_json::to_vec(request).or_fail("the question is no JSON", "Report it")?;
        let mut answer = ureq::post(format!("{}/v1/operations/reconciliation", self.edge))
            .config()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .build()
            .header("authorization", format!("Bearer {}", self.key))
            .header("content-type", "application/json")
            .header("accept-language", "en")
            .send(&body)
            .or_fail(format!("{} did not answer", self.edge), remedy)?;
        let status = answer.status().as_u16();
        let body = answer
            .body_mut()
            .read_to_vec()
            .or_fail(format!("{} broke off", self.edge), remedy)?;
        Ok((status, body))
    }

    fn refused(&self, status: u16, body: &[u8]) -> Failure {
        let said = serde_json::from_slice::<Problem>(body)
            .ok()
            .map(|problem| problem.detail.unwrap_or(problem.title))
            .unwrap_or_default();
        let remedy = match status {
            401 => format!("Set {KEY} to operationsKey of this edge's secrets, and give it one"),
            404 | 405 => "Ask an edge that knows reconciliation, and the edge itself".to_owned(),
            503 => "Bring central storage back, then run it again".to_owned(),
            _ => "See the edge's log for the cause".to_owned(),
        };
        Failure::new(format!("{} answers {status} {said}", self.edge), remedy)
    }
}
