//! Sending: at once, and again until it is done.
//!
//! One for the whole page. A job is written down before it is sent, so that a killed
//! process finds it again; what may not be written (name and contact) or cannot waits
//! in memory.

#[cfg(feature = "kiosk")]
use super::kiosk::vault::{self, Vaulted as Store};
use super::sheet::Sheet;
#[cfg(not(feature = "kiosk"))]
use super::storage::LocalStorage as Store;
use super::{http, lock};
use crate::form::{Acceptance, Kept, Refusal};
use crate::queue::{AGE, Job, Waiting, is_final};
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;

/// What the edge said to an evaluation.
#[derive(Clone)]
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
    waiting: Waiting<Store>,
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

/// Writes a job down before it is sent; `named` when it has a name and contact, which
/// stay on the page. Answers where it waits; `None` when there is room nowhere.
pub fn keep(job: &Job, named: bool) -> Option<Kept> {
    with(|sender| sender.waiting.keep(job, named))
}

/// The job for a ticket that its citizen is to be shown.
pub fn find(endpoint: &str, ticket: &str) -> Option<Job> {
    with(|sender| sender.waiting.find(endpoint, ticket))
}

/// Forgets the job for a ticket.
pub fn forget(endpoint: &str, ticket: &str) {
    with(|sender| sender.waiting.remove(endpoint, ticket));
}

/// Writes down what the edge said to a job. A refusal that nobody is there to be told
/// of waits for its citizen. Answers where the job waits on, if it does.
pub fn settle(job: &Job, named: bool, verdict: &Verdict, told: bool) -> Option<Kept> {
    let kept = with(|sender| match verdict {
        Verdict::Refused(refusal) if !told && cfg!(not(feature = "kiosk")) => {
            sender.waiting.refuse(job, named, refusal);
            None
        }
        Verdict::Refused(refusal) if !told && !is_final(&refusal.code) => {
            let dice = js_sys::Math::random();
            sender.waiting.put_off(job, named, now(), None, dice)
        }
        Verdict::Accepted(_) | Verdict::Refused(_) => {
            sender.waiting.remove(&job.endpoint, &job.ticket);
            None
        }
        Verdict::Later(after) => {
            let dice = js_sys::Math::random();
            sender.waiting.put_off(job, named, now(), *after, dice)
        }
    });
    schedule();
    kept
}

/// How many wait.
#[cfg(feature = "kiosk")]
pub fn count() -> usize {
    with(|sender| sender.waiting.count())
}

/// Where a job waits, once that is certain: on the disk, or nowhere. A citizen who walks
/// away from a kiosk must not leave behind what only its open page knows.
#[cfg(feature = "kiosk")]
pub async fn on_disk(job: &Job, kept: Option<Kept>) -> Option<Kept> {
    kept?;
    if kept == Some(Kept::Device) && vault::written().await {
        return kept;
    }
    forget(&job.endpoint, &job.ticket);
    None
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
    with(|sender| sender.waiting.hurry(now()));
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
    with(|sender| sender.waiting.next(now)).is_some_and(|at| at <= now)
}

async fn send_due() {
    while let Some((job, named)) = with(|sender| sender.waiting.take(now())) {
        let verdict = deliver(&job.endpoint, &job.body).await;
        let sheets = sheets_of(&job);
        // Who reads thanks on a kiosk has done all they can, and is not told of a refusal.
        let told = !sheets.is_empty() && cfg!(not(feature = "kiosk"));
        settle(&job, named, &verdict, told);
        for sheet in sheets {
            sheet.hear(verdict.clone());
        }
    }
}

/// Every sheet that shows a job as waiting: a page may have several for one ticket.
fn sheets_of(job: &Job) -> Vec<Rc<Sheet>> {
    with(|sender| {
        let sheets = sender.sheets.borrow();
        let living = sheets.iter().filter_map(Weak::upgrade);
        living
            .filter(|sheet| sheet.waits_for(&job.endpoint, &job.ticket))
            .collect()
    })
}

/// Sets the clock for the next job.
fn schedule() {
    let now = now();
    let next = with(|sender| sender.waiting.next(now));
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
