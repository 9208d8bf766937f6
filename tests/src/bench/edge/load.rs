//! The load generator: keep-alive connections over hyper on one thread, latencies in an
//! HdrHistogram.
//!
//! Closed loop: each connection sends its next request when the last one is answered. Open loop:
//! requests are due at even intervals whatever the answers do; one that finds every connection
//! busy is counted from when it was due, so a server that stalls cannot hide it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use http_body_util::{BodyExt as _, Full};
use hyper::Request;
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::{JoinHandle, LocalSet, spawn_local};
use xtask::failure::{Failure, OrFail, Result};

use super::requests::Requests;
use super::usage::Usage;

/// A timer wakes up to this late; a request that waited for its time is counted from when it
/// was sent, not from when it was due.
const TICK: Duration = Duration::from_millis(2);
/// The longest wait for an answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// Answers that are kept for whoever needs what is in them.
const KEPT: usize = 4_096;

/// How requests follow each other.
#[derive(Debug, Clone, Copy)]
pub enum Pace {
    /// As fast as answers come.
    Closed,
    /// So many a second.
    Open(f64),
}

/// One stretch of load on one server.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Where the server listens.
    pub address: SocketAddr,
    /// The server's process, for its own accounting.
    pub process: u32,
    /// Connections.
    pub connections: usize,
    /// How requests follow each other.
    pub pace: Pace,
    /// Before anything counts.
    pub warm_up: Duration,
    /// What counts.
    pub window: Duration,
    /// The status of a good answer; any other ends the measurement.
    pub status: u16,
}

/// What a stretch came to.
#[derive(Debug)]
pub struct Measured {
    /// Good answers within the window, a second.
    pub rate: f64,
    /// How long the window was.
    pub took: Duration,
    /// Microseconds, of answers within the window.
    pub latency: Histogram<u64>,
    /// What the server used within the window.
    pub usage: Usage,
    /// What the generator's thread used of a core within the window, 0 to 1.
    pub generator: f64,
    /// Good answers within the window.
    pub answers: u64,
    /// Good answers altogether, warm-up and the last ones included.
    pub all: u64,
    /// Bodies of the first good answers.
    pub bodies: Vec<Bytes>,
}

impl Measured {
    /// CPU time of the server for an answer, µs.
    #[must_use]
    pub fn cpu_micros(&self) -> f64 {
        self.usage.cpu.as_secs_f64() * 1e6 / self.answers as f64
    }

    /// Bytes the server wrote to disk for an answer.
    #[must_use]
    pub fn written(&self) -> f64 {
        self.usage.written as f64 / self.answers as f64
    }

    /// The latency that `quantile` of the answers stayed below, ms.
    #[must_use]
    pub fn millis(&self, quantile: f64) -> f64 {
        self.latency.value_at_quantile(quantile) as f64 / 1e3
    }
}

struct Shared {
    requests: Requests,
    measuring: Cell<bool>,
    stopped: Cell<bool>,
    latency: RefCell<Histogram<u64>>,
    good: Cell<u64>,
    in_window: Cell<u64>,
    bad: RefCell<BTreeMap<u16, u64>>,
    bad_body: RefCell<Bytes>,
    bodies: RefCell<Vec<Bytes>>,
    status: u16,
    pace: Pace,
    began: Instant,
    due: Cell<u64>,
}

impl Load {
    /// Runs it to its end; every request that was sent is waited for.
    ///
    /// # Errors
    /// No connection, an answer with another status, or requests ran out.
    pub async fn run(self, requests: Requests) -> Result<Measured> {
        let shared = self.shared(requests)?;
        let work = async {
            let workers = self.workers(&shared).await?;
            tokio::time::sleep(self.warm_up).await;
            let before = Usage::of(self.process)?;
            let own = Usage::of_this_thread()?;
            let started = Instant::now();
            shared.measuring.set(true);
            tokio::time::sleep(self.window).await;
            // A short window on a busy machine may end before the first answer.
            while shared.in_window.get() == 0 && started.elapsed() < PATIENCE {
                tokio::time::sleep(TICK).await;
            }
            shared.measuring.set(false);
            let took = started.elapsed();
            let usage = Usage::of(self.process)?.since(before);
            let own = Usage::of_this_thread()?.since(own);
            shared.stopped.set(true);
            ended(workers).await?;
            shared.finish(took, usage, own)
        };
        LocalSet::new().run_until(work).await
    }

    /// Sends all of `requests` once, however long that takes: that is the window.
    ///
    /// # Errors
    /// No connection, an answer with another status, or no request.
    pub async fn fill(self, requests: Requests) -> Result<Measured> {
        let shared = self.shared(requests)?;
        let work = async {
            let (before, own) = (Usage::of(self.process)?, Usage::of_this_thread()?);
            let started = Instant::now();
            shared.measuring.set(true);
            ended(self.workers(&shared).await?).await?;
            let took = started.elapsed();
            let usage = Usage::of(self.process)?.since(before);
            let own = Usage::of_this_thread()?.since(own);
            shared.finish(took, usage, own)
        };
        LocalSet::new().run_until(work).await
    }

    fn shared(&self, requests: Requests) -> Result<Rc<Shared>> {
        let histogram = Histogram::new(3).or_fail("no histogram", "Report this")?;
        Ok(Rc::new(Shared {
            requests,
            measuring: Cell::new(false),
            stopped: Cell::new(false),
            latency: RefCell::new(histogram),
            good: Cell::new(0),
            in_window: Cell::new(0),
            bad: RefCell::default(),
            bad_body: RefCell::default(),
            bodies: RefCell::default(),
            status: self.status,
            pace: self.pace,
            began: Instant::now(),
            due: Cell::new(0),
        }))
    }

    async fn workers(&self, shared: &Rc<Shared>) -> Result<Vec<JoinHandle<Result<()>>>> {
        let mut workers = Vec::new();
        for _ in 0..self.connections {
            let sender = connect(self.address).await?;
            workers.push(spawn_local(work(sender, Rc::clone(shared))));
        }
        Ok(workers)
    }
}

async fn ended(workers: Vec<JoinHandle<Result<()>>>) -> Result<()> {
    for worker in workers {
        worker
            .await
            .or_fail("a connection's task stopped", "Run it again")??;
    }
    Ok(())
}

impl Shared {
    fn good_only(&self) -> Result<()> {
        let bad = self.bad.borrow();
        if bad.is_empty() {
            return Ok(());
        }
        let example = self.bad_body.borrow();
        let example: String = String::from_utf8_lossy(&example)
            .chars()
            .take(200)
            .collect();
        Err(Failure::new(
            format!(
                "answers other than {} (status and count: {bad:?}), such as “{example}”",
                self.status
            ),
            "The measurement is void: see the server's log",
        ))
    }

    fn finish(&self, took: Duration, usage: Usage, own: Usage) -> Result<Measured> {
        self.good_only()?;
        if self.in_window.get() == 0 {
            return Err(Failure::new(
                "nothing was answered in time",
                "See the server's log",
            ));
        }
        Ok(Measured {
            rate: self.in_window.get() as f64 / took.as_secs_f64(),
            took,
            latency: self.latency.borrow().clone(),
            usage,
            generator: own.cpu.as_secs_f64() / took.as_secs_f64(),
            answers: self.in_window.get(),
            all: self.good.get(),
            bodies: self.bodies.take(),
        })
    }

    /// When the next request counts from, after waiting until it is due.
    async fn turn(&self) -> Instant {
        let Pace::Open(rate) = self.pace else {
            return Instant::now();
        };
        let number = self.due.replace(self.due.get() + 1);
        let due = self.began + Duration::from_secs_f64(number as f64 / rate);
        if due <= Instant::now() {
            return due;
        }
        tokio::time::sleep_until(due.into()).await;
        let now = Instant::now();
        if now - due < TICK { now } else { due }
    }

    fn note(&self, from: Instant, status: u16, body: Bytes) {
        if status != self.status {
            *self.bad.borrow_mut().entry(status).or_default() += 1;
            self.bad_body.replace(body);
            self.stopped.set(true);
            return;
        }
        self.good.set(self.good.get() + 1);
        if self.measuring.get() {
            self.in_window.set(self.in_window.get() + 1);
            let micros = u64::try_from(from.elapsed().as_micros()).unwrap_or(u64::MAX);
            // Grows with what it is given, so it cannot refuse.
            let _ = self.latency.borrow_mut().record(micros);
        }
        let mut bodies = self.bodies.borrow_mut();
        if bodies.len() < KEPT {
            bodies.push(body);
        }
    }
}

async fn connect(address: SocketAddr) -> Result<SendRequest<Full<Bytes>>> {
    let refused = "cannot connect to the server under load";
    let stream = TcpStream::connect(address)
        .await
        .or_fail(refused, "See its log")?;
    stream.set_nodelay(true).or_fail(refused, "See its log")?;
    let (sender, connection) = handshake(TokioIo::new(stream))
        .await
        .or_fail(refused, "See its log")?;
    // Ends with the sender; what breaks it is seen by the request on it.
    spawn_local(async move { connection.await.ok() });
    Ok(sender)
}

async fn work(mut sender: SendRequest<Full<Bytes>>, shared: Rc<Shared>) -> Result<()> {
    while !shared.stopped.get() {
        let from = shared.turn().await;
        if shared.stopped.get() {
            break;
        }
        let Some(request) = shared.requests.next()? else {
            break;
        };
        let asked = tokio::time::timeout(PATIENCE, ask(&mut sender, request));
        let (status, body) = asked
            .await
            .or_fail("a request was not answered in 30 s", "See the server's log")?
            .or_fail("the connection broke under load", "See the server's log")?;
        shared.note(from, status, body);
    }
    Ok(())
}

async fn ask(
    sender: &mut SendRequest<Full<Bytes>>,
    request: Request<Full<Bytes>>,
) -> hyper::Result<(u16, Bytes)> {
    sender.ready().await?;
    let answer = sender.send_request(request).await?;
    let status = answer.status().as_u16();
    let body = answer.into_body().collect().await?;
    Ok((status, body.to_bytes()))
}
