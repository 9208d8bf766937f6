//! The two books of a page: the device's, which all tabs share and which outlives them,
//! and the page's own, for what may not be written (name and contact) or cannot.

use super::{Book, Full, Job, ROOM, Room, Unreadable};
use crate::form::{Kept, Refusal};
use std::cell::RefCell;

/// The device keeps nothing: no storage, no room, or a later version's data in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotKept;

/// Where the stored text lies.
pub trait Device {
    /// How much it keeps.
    const ROOM: Room = ROOM;

    /// The text; `None` when there is none.
    ///
    /// # Errors
    /// [`NotKept`] when it cannot be told.
    fn read(&self) -> Result<Option<String>, NotKept>;

    /// Puts a text in its place, or leaves nothing behind.
    ///
    /// # Errors
    /// [`NotKept`] when the device refuses it; the text is then as it was.
    fn write(&self, text: Option<&str>) -> Result<(), NotKept>;
}

/// All jobs that a page knows of.
///
/// Other tabs change the device's book at any time and browsers lock nothing, so it is
/// read anew for every change, written only when the change made a difference, and a
/// job that is missing from it after all is put back.
#[derive(Debug, Default)]
pub struct Waiting<D> {
    device: D,
    page: RefCell<Book>,
}

impl<D: Device> Waiting<D> {
    /// Keeps a job; one that names a person, on the page only. Answers where it waits;
    /// `None` when there is room nowhere.
    pub fn keep(&self, job: &Job, named: bool) -> Option<Kept> {
        if !named {
            let mut added = Err(Full);
            let written = self.edit_device(&mut |book| added = book.add(job.clone(), D::ROOM));
            if written.is_ok() && added.is_ok() {
                return Some(Kept::Device);
            }
        }
        self.page.borrow_mut().add(job.clone(), ROOM).ok()?;
        Some(on_page(named))
    }

    /// What a citizen who comes back to a ticket is to be shown: the job on the device,
    /// or the one on the page when it was refused.
    #[must_use]
    pub fn find(&self, endpoint: &str, ticket: &str) -> Option<Job> {
        let on_page = self.page.borrow().find(endpoint, ticket).cloned();
        on_page
            .filter(|job| job.refused.is_some())
            .or_else(|| self.device().ok()?.find(endpoint, ticket).cloned())
    }

    /// Drops the job for a ticket.
    pub fn remove(&self, endpoint: &str, ticket: &str) {
        self.edit(&mut |book| book.remove(endpoint, ticket));
    }

    /// Keeps a refusal for the citizen to see.
    pub fn refuse(&self, job: &Job, named: bool, refusal: &Refusal) {
        self.ensure(job, named);
        self.edit(&mut |book| {
            book.refuse(&job.endpoint, &job.ticket, &refusal.code, &refusal.title);
        });
    }

    /// Puts off a job that could not be sent; see [`Book::put_off`]. Answers where it
    /// waits now; `None` when there is room nowhere.
    pub fn put_off(
        &self,
        job: &Job,
        named: bool,
        now: u64,
        retry_after: Option<u64>,
        dice: f64,
    ) -> Option<Kept> {
        let kept = self.ensure(job, named)?;
        self.edit(&mut |book| book.put_off(&job.endpoint, &job.ticket, now, retry_after, dice));
        Some(kept)
    }

    /// Drops what is too old, and makes due what failed for want of a connection.
    pub fn hurry(&self, now: u64) {
        self.edit(&mut |book| {
            book.purge(now);
            book.hurry(now);
        });
    }

    /// The next job, leased to this tab, and whether it is the page's own.
    pub fn take(&self, now: u64) -> Option<(Job, bool)> {
        if let Some(job) = self.page.borrow_mut().take(now) {
            return Some((job, true));
        }
        let mut taken = None;
        // A lease that cannot be written would let two tabs send at once; the edge
        // answers both with the same receipt, so sending is still right.
        let _ = self.edit_device(&mut |book| taken = book.take(now));
        Some((taken?, false))
    }

    /// When something is due next; `None` when nothing waits.
    #[must_use]
    pub fn next(&self, now: u64) -> Option<u64> {
        let on_page = self.page.borrow().next(now);
        let stored = self.device().ok().and_then(|book| book.next(now));
        [on_page, stored].into_iter().flatten().min()
    }

    /// How many wait to be sent.
    #[must_use]
    pub fn count(&self) -> usize {
        self.page.borrow().waiting() + self.device().map_or(0, |book| book.waiting())
    }

    /// Where a job waits; one that is in neither book is put back.
    fn ensure(&self, job: &Job, named: bool) -> Option<Kept> {
        let known = |book: &Book| book.find(&job.endpoint, &job.ticket).is_some();
        if known(&self.page.borrow()) {
            return Some(on_page(named));
        }
        if !named && self.device().is_ok_and(|book| known(&book)) {
            return Some(Kept::Device);
        }
        self.keep(job, named)
    }

    fn device(&self) -> Result<Book, NotKept> {
        open(self.device.read()?.as_deref())
    }

    fn edit(&self, change: &mut dyn FnMut(&mut Book)) {
        change(&mut self.page.borrow_mut());
        let _ = self.edit_device(change);
    }

    fn edit_device(&self, change: &mut dyn FnMut(&mut Book)) -> Result<(), NotKept> {
        let before = self.device.read()?;
        let mut book = open(before.as_deref())?;
        change(&mut book);
        let after = (!book.is_empty()).then(|| book.write());
        if after == before {
            return Ok(());
        }
        self.device.write(after.as_deref())
    }
}

const fn on_page(named: bool) -> Kept {
    if named {
        Kept::PageForPrivacy
    } else {
        Kept::Page
    }
}

fn open(text: Option<&str>) -> Result<Book, NotKept> {
    match Book::read(text) {
        Ok(book) => Ok(book),
        Err(Unreadable::Later) => Err(NotKept),
        // Nothing in it can be told, so nothing is lost by starting anew.
        Err(Unreadable::Damaged) => Ok(Book::default()),
    }
}

#[cfg(test)]
mod tests;
