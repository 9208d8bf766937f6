//! An upper platform: a small HTTP server that takes reports as a profile spells them and
//! answers as the documented interface does, or behaves badly when told to.

mod book;
mod desk;
mod interface;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use book::Book;
pub use desk::{Giving, TokenDesk, WithToken};
pub use interface::{AsAWhole, Interface, OneByOne, Told};

/// What the platform does with one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Takes the records and says so.
    Right,
    /// Takes nothing: 500.
    Failing,
    /// Takes nothing and never answers.
    Hanging,
    /// Takes nothing; 200 with a page.
    Garbled,
    /// Takes the records and breaks the connection off.
    Lost,
    /// Takes the records and cuts its answer off in the middle.
    CutOff,
    /// Takes the records and answers once it is released.
    Held,
    /// Takes nothing, and tells of each record and of one that was not sent.
    OneTooMany,
}

/// What decides how a request is met, by its number from 0.
pub type Moods = Arc<dyn Fn(usize) -> Mood + Send + Sync>;
/// What decides whether a record is refused.
pub type Rule = Arc<dyn Fn(&Value) -> Option<&'static str> + Send + Sync>;

/// A running platform; dropped means stopped.
pub struct Platform {
    address: SocketAddr,
    scheme: &'static str,
    book: Arc<Mutex<Book>>,
    moods: Arc<Mutex<Moods>>,
    rule: Arc<Mutex<Rule>>,
    released: Arc<Semaphore>,
    task: JoinHandle<()>,
}

impl Platform {
    /// Starts one on `address`; port 0 for any.
    pub async fn start(address: &str, interface: impl Interface, moods: Moods) -> Self {
        let listener = TcpListener::bind(address).await.expect("a free port");
        Self::listen(listener, interface, moods, None)
    }

    /// A place where nobody listens yet, and which nobody else is given meanwhile.
    ///
    /// # Panics
    /// There is no free port.
    #[must_use]
    pub fn away() -> TcpSocket {
        let socket = TcpSocket::new_v4().expect("a socket");
        let any = SocketAddr::from(([127, 0, 0, 1], 0));
        socket.bind(any).expect("a free port");
        socket
    }

    /// Starts one at the place of [`Platform::away`].
    ///
    /// # Panics
    /// The place cannot be listened at.
    pub fn back(place: TcpSocket, interface: impl Interface, moods: Moods) -> Self {
        let listener = place.listen(128).expect("its own place");
        Self::listen(listener, interface, moods, None)
    }

    /// Starts one that speaks TLS only.
    pub async fn start_tls(interface: impl Interface, moods: Moods, tls: TlsAcceptor) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        Self::listen(listener, interface, moods, Some(tls))
    }

    fn listen(
        listener: TcpListener,
        interface: impl Interface,
        moods: Moods,
        tls: Option<TlsAcceptor>,
    ) -> Self {
        let address = listener.local_addr().expect("an address");
        let scheme = if tls.is_some() { "https" } else { "http" };
        let book = Arc::new(Mutex::new(Book::default()));
        let moods = Arc::new(Mutex::new(moods));
        let rule: Arc<Mutex<Rule>> = Arc::new(Mutex::new(Arc::new(|_| None)));
        let released = Arc::new(Semaphore::new(0));
        let shared = Shared {
            book: Arc::clone(&book),
            moods: Arc::clone(&moods),
            rule: Arc::clone(&rule),
            released: Arc::clone(&released),
            interface: Arc::new(interface),
        };
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (shared, tls) = (shared.clone(), tls.clone());
                tokio::spawn(async move {
                    match tls {
                        None => shared.serve(stream).await,
                        Some(tls) => {
                            // Whoever does not trust the certificate goes away.
                            if let Ok(stream) = tls.accept(stream).await {
                                shared.serve(stream).await;
                            }
                        }
                    }
                });
            }
        });
        Self {
            address,
            scheme,
            book,
            moods,
            rule,
            released,
            task,
        }
    }

    /// Where to report to.
    pub fn url(&self) -> String {
        format!("{}://{}/report", self.scheme, self.address)
    }

    /// From now on requests are met like this.
    pub fn be(&self, moods: Moods) {
        *self.moods.lock().expect("moods") = moods;
    }

    /// Answers what it held.
    pub fn release(&self) {
        self.released.add_permits(Semaphore::MAX_PERMITS);
    }

    /// From now on these records are refused.
    pub fn refuse(&self, rule: Rule) {
        *self.rule.lock().expect("a rule") = rule;
    }

    /// Records that it has, by `case/step/round`, with how often each came.
    pub fn taken(&self) -> BTreeMap<String, usize> {
        let book = self.book.lock().expect("the book");
        let count = |(key, (times, _)): (&String, &(usize, Value))| (key.clone(), *times);
        book.taken.iter().map(count).collect()
    }

    /// A record as it came.
    pub fn record(&self, key: &str) -> Option<Value> {
        let book = self.book.lock().expect("the book");
        book.taken.get(key).map(|(_, record)| record.clone())
    }

    /// Requests so far, and records of the largest.
    pub fn requests(&self) -> (usize, usize) {
        let book = self.book.lock().expect("the book");
        (book.requests, book.largest)
    }

    /// Requests that were not what the interface takes.
    pub fn unreadable(&self) -> usize {
        self.book.lock().expect("the book").unreadable
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[derive(Clone)]
struct Shared {
    book: Arc<Mutex<Book>>,
    moods: Arc<Mutex<Moods>>,
    rule: Arc<Mutex<Rule>>,
    released: Arc<Semaphore>,
    interface: Arc<dyn Interface>,
}

/// Breaks the connection off.
#[derive(Debug)]
struct BrokenOff;

impl std::fmt::Display for BrokenOff {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("broken off")
    }
}

impl std::error::Error for BrokenOff {}

impl Shared {
    async fn serve(self, stream: impl AsyncRead + AsyncWrite + Unpin) {
        let service = service_fn(move |request| {
            let shared = self.clone();
            async move { shared.meet(request).await }
        });
        // Broken off on purpose, at times.
        let _ = http1::Builder::new()
            .serve_connection(TokioIo::new(stream), service)
            .await;
    }

    async fn meet(&self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, BrokenOff> {
        if let Some((status, body)) = self.interface.gives(&request) {
            return Ok(answer(status, "application/json", body));
        }
        let headers: BTreeMap<String, String> = request
            .headers()
            .iter()
            .map(|(name, value)| {
                let value = value.to_str().expect("a plain header").to_owned();
                (name.as_str().to_owned(), value)
            })
            .collect();
        let body = request.into_body().collect().await.map_err(|_| BrokenOff)?;
        let body = body.to_bytes();
        let mood = {
            let mut book = self.book.lock().expect("the book");
            book.requests += 1;
            (self.moods.lock().expect("moods"))(book.requests - 1)
        };
        match mood {
            Mood::Failing => return Ok(answer(500, "text/plain", b"no".to_vec())),
            Mood::Garbled => {
                let page = "<html>success, accepted</html>".as_bytes().to_vec();
                return Ok(answer(200, "text/html", page));
            }
            Mood::Hanging => {
                tokio::time::sleep(Duration::from_secs(60)).await;
                return Err(BrokenOff);
            }
            Mood::Right | Mood::Lost | Mood::CutOff | Mood::Held | Mood::OneTooMany => {}
        }
        if self.interface.walls_off(&body) {
            return Ok(answer(403, "text/html", b"<html>blocked</html>".to_vec()));
        }
        if !self.interface.lets_in(&headers) {
            return Ok(answer(401, "text/plain", b"invalid token".to_vec()));
        }
        let Some(records) = self.interface.cases(&headers, &body) else {
            self.book.lock().expect("the book").unreadable += 1;
            return Ok(answer(400, "application/problem+json", b"{}".to_vec()));
        };
        if mood == Mood::OneTooMany {
            let told = vec![Told::default(); records.len() + 1];
            let text = self.interface.answer(&told);
            return Ok(answer(200, "application/json", text));
        }
        let rule = Arc::clone(&self.rule.lock().expect("a rule"));
        let told = {
            let mut book = self.book.lock().expect("the book");
            book.take(records, &rule, self.interface.tells_of_each())
        };
        let text = self.interface.answer(&told);
        match mood {
            Mood::Held => {
                // Closed by nobody.
                let _ = self.released.acquire().await;
                Ok(answer(200, "application/json", text))
            }
            Mood::Lost => Err(BrokenOff),
            Mood::CutOff => {
                let half = text.len() / 2;
                Ok(answer(200, "application/json", text[..half].to_vec()))
            }
            _ => Ok(answer(200, "application/json", text)),
        }
    }
}

fn answer(status: u16, content_type: &str, body: Vec<u8>) -> Response<Full<Bytes>> {
    Response::builder()
        .status(status)
        .header("content-type", content_type)
        .body(Full::new(Bytes::from(body)))
        .expect("an answer")
}
