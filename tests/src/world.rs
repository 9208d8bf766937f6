//! The stack, a citizen who speaks to it, and what they look at afterwards.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use xtask::stack::{Database, Stack};

use crate::ticket;

/// The longest that a row is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// Seconds within which this edge wants a body.
pub const BODY_SECONDS: u64 = 3;

/// Where everything is.
pub struct World {
    pub edge: String,
    pub database: Database,
    pub log: PathBuf,
    /// An origin of the demo hall.
    pub origin: String,
}

/// The stack of this run, started by whoever comes first. It lives on a thread of
/// its own, since the threads of the tests come and go.
pub fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let (send, receive) = channel();
        std::thread::spawn(move || {
            let stack = Stack::fresh(
                "world",
                false,
                json!({ "limits": { "bodySeconds": BODY_SECONDS } }),
                Value::Null,
            )
            .expect("a stack");
            let origin = stack.edge.config()["halls"][0]["origins"][0]
                .as_str()
                .expect("an origin");
            let world = World {
                edge: stack.edge.url(),
                database: stack.database.clone(),
                log: stack.edge.log().to_path_buf(),
                origin: origin.to_owned(),
            };
            send.send(world).expect("somebody waits");
            loop {
                std::thread::park();
            }
        });
        receive.recv().expect("a stack")
    })
}

/// An answer as it came.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .get(name)
            .map(|value| value.to_str().expect("a plain header"))
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text()))
    }

    /// Asserts that this is the refusal with this status and code, told as a problem.
    pub fn assert_refused(&self, what: &str, status: u16, code: &str) -> Value {
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json"),
            "{what}: {self:?}"
        );
        let problem = self.json();
        assert_eq!(
            (self.status, problem["code"].as_str()),
            (status, Some(code)),
            "{what}: {problem}"
        );
        assert_eq!(problem["status"], status, "{what}");
        assert_eq!(
            problem["type"],
            format!("urn:haochaping:problem:{code}"),
            "{what}"
        );
        problem
    }
}

/// Sends a request and reads the whole answer.
pub async fn send(request: RequestBuilder) -> Answer {
    let answer = request
        .timeout(Duration::from_secs(20))
        .send()
        .await
        .expect("an answer");
    Answer {
        status: answer.status().as_u16(),
        headers: answer.headers().clone(),
        body: answer.bytes().await.expect("a body").to_vec(),
    }
}

/// `GET` of a path.
pub async fn get(path: &str) -> Answer {
    send(Client::new().get(format!("{}{path}", world().edge))).await
}

/// `POST /v1/evaluations` with any body.
pub async fn post(content_type: Option<&str>, body: impl Into<reqwest::Body>) -> Answer {
    let mut request = Client::new()
        .post(format!("{}/v1/evaluations", world().edge))
        .body(body);
    if let Some(content_type) = content_type {
        request = request.header("content-type", content_type);
    }
    send(request).await
}

/// `POST /v1/evaluations` with JSON.
pub async fn rate(evaluation: &Value) -> Answer {
    post(Some("application/json"), evaluation.to_string()).await
}

/// The columns of a step's rows in the centre.
pub const COLUMNS: &str = "to_jsonb(e) - 'accepted_at' - 'received_at' - 'stored_at'";

/// The evaluations of a case in the centre.
pub fn rows(case: &str) -> Vec<Value> {
    let sql = format!(
        "SELECT ({COLUMNS})::text FROM haochaping.evaluations e WHERE case_no = $1 ORDER BY round"
    );
    let texts: Vec<String> = world()
        .database
        .with(|client| {
            let rows = client.query(&sql, &[&case]).expect("rows");
            Ok(rows.iter().map(|row| row.get(0)).collect())
        })
        .expect("the centre");
    texts
        .iter()
        .map(|text| serde_json::from_str(text).expect("a row"))
        .collect()
}

/// The evaluations of a case in the centre, once there are `count`.
pub async fn rows_when(case: &str, count: usize) -> Vec<Value> {
    let started = Instant::now();
    loop {
        let rows = rows(case);
        if rows.len() >= count {
            return rows;
        }
        assert!(
            started.elapsed() < PATIENCE,
            "{} of {count} rows of {case}",
            rows.len()
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Asserts that nothing was kept for this case, neither in the outbox nor in the
/// centre. Another evaluation is sent after it and waited for: rows are forwarded in
/// the order in which they were stored.
pub async fn assert_nothing_stored(case: &str) {
    let form = get(&format!("/v1/form?ticket={}", ticket::ticket(case))).await;
    assert_eq!(
        StatusCode::from_u16(form.status).ok(),
        Some(StatusCode::OK),
        "{}",
        form.text()
    );
    assert_eq!(
        form.json()["state"],
        "open",
        "the outbox keeps something of {case}"
    );
    let after = ticket::case_no();
    assert_eq!(
        rate(&json!({ "ticket": ticket::ticket(&after), "level": 5 }))
            .await
            .status,
        202
    );
    rows_when(&after, 1).await;
    assert_eq!(
        rows(case),
        Vec::<Value>::new(),
        "the centre has rows of {case}"
    );
}
