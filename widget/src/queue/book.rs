//! The jobs, and what can happen to them.

use super::{AGE, LEASE, Room, delay};
use crate::form::Refusal;

/// An evaluation that waits.
#[derive(Clone, Debug)]
pub struct Job {
    /// Base address of the edge.
    pub endpoint: String,
    /// The ticket.
    pub ticket: String,
    /// What is sent.
    pub body: String,
    /// When the citizen submitted it.
    pub made: u64,
    /// When to try next.
    pub due: u64,
    /// Until when the edge asked to be left alone; 0 when it did not.
    pub asked: u64,
    /// Until when a tab is sending it.
    pub lease: u64,
    /// Failed tries.
    pub tries: u32,
    /// The code and, after a blank, the sentence of its refusal, when it was refused for
    /// good.
    pub refused: Option<String>,
}

impl Job {
    /// A job made now, that its own tab is about to send.
    #[must_use]
    pub const fn new(endpoint: String, ticket: String, body: String, now: u64) -> Self {
        Self {
            endpoint,
            ticket,
            body,
            made: now,
            due: now,
            asked: 0,
            lease: now + LEASE,
            tries: 0,
            refused: None,
        }
    }
}

/// All jobs of one storage.
#[derive(Clone, Debug, Default)]
pub struct Book {
    jobs: Vec<Job>,
}

/// There is no room for another job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

impl Book {
    pub(super) const fn of(jobs: Vec<Job>) -> Self {
        Self { jobs }
    }

    pub(super) fn jobs(&self) -> &[Job] {
        &self.jobs
    }

    /// Whether nothing waits.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.jobs.is_empty()
    }

    /// How many wait to be sent.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.jobs.iter().filter(|job| job.waits()).count()
    }

    /// Adds a job; one for the same ticket at the same edge gives way to it.
    ///
    /// # Errors
    /// [`Full`] beyond the room; the book is then as it was.
    pub fn add(&mut self, job: Job, room: Room) -> Result<(), Full> {
        let before = self.jobs.clone();
        self.remove(&job.endpoint, &job.ticket);
        self.jobs.push(job);
        if self.jobs.len() > room.jobs || self.write().len() > room.bytes {
            self.jobs = before;
            return Err(Full);
        }
        Ok(())
    }

    /// The job for a ticket.
    #[must_use]
    pub fn find(&self, endpoint: &str, ticket: &str) -> Option<&Job> {
        self.jobs.iter().find(|job| job.is_for(endpoint, ticket))
    }

    /// Drops the job for a ticket.
    pub fn remove(&mut self, endpoint: &str, ticket: &str) {
        self.jobs.retain(|job| !job.is_for(endpoint, ticket));
    }

    /// Drops what has waited too long, refused or not.
    pub fn purge(&mut self, now: u64) {
        self.jobs.retain(|job| now.saturating_sub(job.made) < AGE);
    }

    /// The job that has been due longest, leased to the caller; `None` when none is.
    pub fn take(&mut self, now: u64) -> Option<Job> {
        let job = self
            .jobs
            .iter_mut()
            .filter(|job| job.waits() && job.ripe(now) && !job.leased(now))
            .min_by_key(|job| job.due)?;
        job.lease = now + LEASE;
        Some(job.clone())
    }

    /// Puts off a job that could not be sent: by the [`delay`] of its tries, and at
    /// least by the `Retry-After` (seconds) that the edge answered with.
    pub fn put_off(
        &mut self,
        endpoint: &str,
        ticket: &str,
        now: u64,
        retry_after: Option<u64>,
        dice: f64,
    ) {
        if let Some(job) = self
            .jobs
            .iter_mut()
            .find(|job| job.is_for(endpoint, ticket))
        {
            let wait = delay(job.tries, retry_after, dice);
            job.due = now.saturating_add(wait);
            job.asked = if retry_after.is_some() { job.due } else { 0 };
            job.tries = job.tries.saturating_add(1);
            job.lease = 0;
        }
    }

    /// Keeps a refusal for the citizen to see.
    pub fn refuse(&mut self, endpoint: &str, ticket: &str, code: &str, title: &str) {
        if let Some(job) = self
            .jobs
            .iter_mut()
            .find(|job| job.is_for(endpoint, ticket))
        {
            job.lease = 0;
            job.refused = Some([code, " ", title].concat());
        }
    }

    /// There is a connection again: what failed for want of one is due now, what the
    /// edge asked to wait for is not.
    pub fn hurry(&mut self, now: u64) {
        for job in &mut self.jobs {
            job.due = job.due.min(now).max(job.asked);
        }
    }

    /// When something is due next; `None` when nothing waits.
    #[must_use]
    pub fn next(&self, now: u64) -> Option<u64> {
        self.jobs
            .iter()
            .filter(|job| job.waits())
            .map(|job| {
                if job.leased(now) {
                    job.due.max(job.lease)
                } else {
                    job.due
                }
            })
            .min()
    }
}

impl Job {
    /// Why it was refused for good.
    #[must_use]
    pub fn refusal(&self) -> Option<Refusal> {
        let (code, title) = self.refused.as_deref()?.split_once(' ')?;
        Some(Refusal {
            code: code.to_owned(),
            title: title.to_owned(),
            ..Refusal::default()
        })
    }

    fn is_for(&self, endpoint: &str, ticket: &str) -> bool {
        self.endpoint == endpoint && self.ticket == ticket
    }

    const fn waits(&self) -> bool {
        self.refused.is_none()
    }

    /// Whether it is due. A time further ahead than any wait is from a clock that was
    /// set back since.
    const fn ripe(&self, now: u64) -> bool {
        self.due <= now || self.due > now + AGE
    }

    /// Whether a tab is sending it. A lease further ahead than any tab may take one is
    /// from a clock that was set back since, and holds nobody.
    const fn leased(&self, now: u64) -> bool {
        self.lease > now && self.lease <= now + LEASE
    }
}

#[cfg(test)]
mod tests;
