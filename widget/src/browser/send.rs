//! Sending: at once, and again until it is done.
//!
//! One for the whole page. A job is written down before it is sent, so that a killed
//! process finds it again; what may not be written (name and contact) or cannot waits
//! in memory.

use super::sheet::Sheet;
use super::{http, lock, storage};
use crate::form::{Acceptance, Kept, Refusal};
use crate::queue::{AGE, Book, Job};
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;

/// What the edge said to an evaluation.
pub enum Verdict {
    /// Stored for good.
    Accepted(Acceptance),
    /// Refused for good.
    Refused(Refusal),
    /// Not now; after so many seconds, if it said so.
    Later(Option<u64>),
}

#[derive(Default)]
struct Sender {
    /// Jobs that live as long as the page.
    memory: RefCell<Book>,
    /// Sheets to be told.
    sheets: RefCell<Vec<Weak<Sheet>>>,
    timer: RefCell<Option<Timeout>>,
    listeners: RefCell<Vec<EventListener>>,
    running: Cell<bool>,
}

thread_local! {
    static SENDER: Sender = Sender::default();
}

/// Milliseconds since 1970.
pub fn now() -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole and positive"
    )]
    let now = js_sys::Date::now() as u64;
    now
}

/// Sends one evaluation.
pub async fn deliver(endpoint: &str, body: &str) -> Verdict {
    let url = [endpoint, "/v1/evaluations"].concat();
    let Some(reply) = http::send(&url, Some(body)).await else {
        return Verdict::Later(None);
    };
    if reply.passes() {
        return Verdict::Later(reply.retry_after);
    }
    let json = reply.json();
    let verdict = if reply.status == 202 {
        json.and_then(|json| json.acceptance())
            .map(Verdict::Accepted)
    } else {
        json.and_then(|json| json.refusal()).map(Verdict::Refused)
    };
    // What is neither is not the edge's: the sign-in page of some network, say.
    verdict.unwrap_or(Verdict::Later(None))
}

/// Writes a job down before it is sent. Answers where it waits.
pub fn keep(job: Job, named: bool) -> Kept {
    let kept = if named {
        Kept::PageForPrivacy
    } else {
        Kept::Device
    };
    if kept == Kept::Device {
        let stored = storage::read().ok().and_then(|mut book| {
            book.add(job.clone()).ok()?;
            storage::write(&book).ok()
        });
        if stored.is_some() {
            return kept;
        }
    }
    // The bound of the book in memory is one page's citizens: it does not fill.
    let _ = with(|sender| sender.memory.borrow_mut().add(job));
    if kept == Kept::Device {
        Kept::Page
    } else {
        kept
    }
}

/// The job for a ticket that waits on this device.
pub fn find(endpoint: &str, ticket: &str) -> Option<Job> {
    storage::read().ok()?.find(endpoint, ticket).cloned()
}

/// Changes the book that a ticket's job is in.
fn edit(change: impl Fn(&mut Book)) {
    with(|sender| change(&mut sender.memory.borrow_mut()));
    if let Ok(mut book) = storage::read() {
        let empty = book.is_empty();
        change(&mut book);
        if !empty {
            let _ = storage::write(&book);
        }
    }
}

/// Forgets the job for a ticket.
pub fn forget(endpoint: &str, ticket: &str) {
    edit(|book| book.remove(endpoint, ticket));
}

/// Writes down what the edge said. A refusal that nobody is there to be told of waits
/// for its citizen.
pub fn settle(endpoint: &str, ticket: &str, verdict: &Verdict, told: bool) {
    match verdict {
        Verdict::Refused(refusal) if !told => {
            edit(|book| book.refuse(endpoint, ticket, &refusal.code, &refusal.title));
        }
        Verdict::Accepted(_) | Verdict::Refused(_) => forget(endpoint, ticket),
        Verdict::Later(after) => {
            let dice = js_sys::Math::random();
            edit(|book| book.put_off(endpoint, ticket, now(), *after, dice));
        }
    }
    schedule();
}

/// Has a sheet told what becomes of its job, and wakes the queue.
pub fn watch(sheet: &Rc<Sheet>) {
    with(|sender| {
        let mut sheets = sender.sheets.borrow_mut();
        sheets.retain(|known| known.strong_count() > 0);
        sheets.push(Rc::downgrade(sheet));
        if sender.listeners.borrow().is_empty() {
            sender.listeners.replace(wakers());
        }
    });
    hurry();
}

/// There may be a connection again: tries what waits for one.
pub fn hurry() {
    let now = now();
    edit(|book| {
        book.purge(now);
        book.hurry(now);
    });
    run();
}

fn wakers() -> Vec<EventListener> {
    let Some(window) = web_sys::window() else {
        return Vec::new();
    };
    let mut wakers = vec![EventListener::new(&window, "online", |_| hurry())];
    if let Some(document) = window.document() {
        let page = document.clone();
        wakers.push(EventListener::new(
            &document,
            "visibilitychange",
            move |_| {
                if page.visibility_state() == web_sys::VisibilityState::Visible {
                    hurry();
                }
            },
        ));
    }
    wakers
}

/// Sends what is due, one after the other, while no other tab does.
fn run() {
    if with(|sender| sender.running.replace(true)) {
        return;
    }
    spawn(async {
        if due() {
            lock::alone(Box::pin(send_due())).await;
        }
        with(|sender| sender.running.set(false));
        schedule();
    });
}

fn due() -> bool {
    let now = now();
    let ripe = |book: &Book| book.next(now).is_some_and(|at| at <= now);
    with(|sender| ripe(&sender.memory.borrow())) || storage::read().is_ok_and(|book| ripe(&book))
}

async fn send_due() {
    while let Some(job) = take() {
        let (endpoint, ticket) = (job.endpoint.as_str(), job.ticket.as_str());
        let verdict = deliver(endpoint, &job.body).await;
        let sheet = sheet_of(endpoint, ticket);
        settle(endpoint, ticket, &verdict, sheet.is_some());
        if let Some(sheet) = sheet {
            sheet.hear(verdict);
        }
    }
}

/// The next job, leased to this tab.
fn take() -> Option<Job> {
    let now = now();
    if let Some(job) = with(|sender| sender.memory.borrow_mut().take(now)) {
        return Some(job);
    }
    let mut book = storage::read().ok()?;
    let job = book.take(now)?;
    // A lease that cannot be written would let two tabs send at once; the edge answers
    // both with the same receipt, so sending is still right.
    let _ = storage::write(&book);
    Some(job)
}

fn sheet_of(endpoint: &str, ticket: &str) -> Option<Rc<Sheet>> {
    with(|sender| {
        sender
            .sheets
            .borrow()
            .iter()
            .filter_map(Weak::upgrade)
            .find(|s| s.waits_for(endpoint, ticket))
    })
}

/// Sets the clock for the next job.
fn schedule() {
    let now = now();
    let in_memory = with(|sender| sender.memory.borrow().next(now));
    let stored = storage::read().ok().and_then(|book| book.next(now));
    let next = [in_memory, stored].into_iter().flatten().min();
    let timer = next.map(|at| {
        let wait = at.saturating_sub(now).clamp(250, AGE.min(24 * 3600 * 1000));
        Timeout::new(u32::try_from(wait).unwrap_or(u32::MAX), run)
    });
    with(|sender| sender.timer.replace(timer));
}

/// Runs a task; boxed, so that every task is one type.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    let task: Pin<Box<dyn Future<Output = ()>>> = Box::pin(task);
    spawn_local(task);
}

fn with<T>(work: impl FnOnce(&Sender) -> T) -> T {
    SENDER.with(work)
}
