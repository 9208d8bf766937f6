//! Offers requests at a rate, whether they are answered or not. Written for little work a
//! request, since it shares the machine with what it floods.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::load::{Diary, evaluation};
use crate::ticket::case_no;

/// How long an answer is waited for.
const ANSWER: Duration = Duration::from_secs(15);

/// What came of it.
#[derive(Debug, Default)]
pub struct Offered {
    /// Requests that could be sent: a connection was free.
    pub sent: u64,
    /// Requests that were answered at all.
    pub answered: u64,
    /// What was answered; the waits are those of all answers.
    pub diary: Diary,
}

/// Offers `per_second` evaluations a second over `connections` for `time`, each once.
pub async fn offer(edge: &str, per_second: u64, connections: usize, time: Duration) -> Offered {
    let address = edge.trim_start_matches("http://").to_owned();
    let offered = Arc::new(Mutex::new(Offered::default()));
    let each = Duration::from_secs_f64(connections as f64 / per_second.max(1) as f64);
    let (began, mut senders) = (Instant::now(), JoinSet::new());
    for number in 0..connections {
        let (address, offered) = (address.clone(), Arc::clone(&offered));
        senders.spawn(async move {
            let first = each.mul_f64(number as f64 / connections as f64);
            tokio::time::sleep(first).await;
            let mut connection = None;
            let mut due = began + first;
            while began.elapsed() < time {
                tokio::time::sleep_until(due.into()).await;
                // One that is not answered in time holds up this connection only; what would
                // have been sent meanwhile is not sent later in a burst.
                due = (due + each).max(Instant::now());
                once(&address, &mut connection, &offered).await;
            }
        });
    }
    senders.join_all().await;
    Arc::into_inner(offered)
        .and_then(|offered| offered.into_inner().ok())
        .unwrap_or_default()
}

async fn once(address: &str, connection: &mut Option<TcpStream>, offered: &Mutex<Offered>) {
    let case = case_no();
    let body = evaluation(&case).to_string();
    let request = format!(
        "POST /v1/evaluations HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let sent = Instant::now();
    let answer = tokio::time::timeout(ANSWER, exchange(address, connection, &request)).await;
    let mut offered = offered.lock().expect("no panic");
    offered.sent += 1;
    let Ok(Some((status, head, body))) = answer else {
        *connection = None;
        offered.diary.unanswered += 1;
        return;
    };
    offered.answered += 1;
    offered.diary.waits.push(sent.elapsed());
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    match (status, body["receipt"].as_str()) {
        (202, Some(receipt)) => {
            let receipt = receipt.replace('-', "");
            offered.diary.acknowledged.insert(case, receipt);
        }
        (status, _) => {
            *offered.diary.refusals.entry(status).or_default() += 1;
            let says_when = head.to_ascii_lowercase().contains("\r\nretry-after:");
            offered.diary.without_retry_after += u64::from(status == 503 && !says_when);
        }
    }
}

/// Sends one request and reads its answer: status, head, body.
async fn exchange(
    address: &str,
    connection: &mut Option<TcpStream>,
    request: &str,
) -> Option<(u16, String, Vec<u8>)> {
    let mut stream = match connection.take() {
        Some(stream) => stream,
        None => TcpStream::connect(address).await.ok()?,
    };
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut read = Vec::with_capacity(2048);
    let head_end = loop {
        if let Some(at) = memchr::memmem::find(&read, b"\r\n\r\n") {
            break at;
        }
        if stream.read_buf(&mut read).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8_lossy(read.get(..head_end)?).into_owned();
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let length = |line: &str| {
        let (name, value) = line.split_once(':')?;
        let ours = name.eq_ignore_ascii_case("content-length");
        ours.then(|| value.trim().parse::<usize>().ok())?
    };
    let length = head.lines().find_map(length)?;
    while read.len() < head_end + 4 + length {
        if stream.read_buf(&mut read).await.ok()? == 0 {
            return None;
        }
    }
    *connection = Some(stream);
    Some((status, head, read.split_off(head_end + 4)))
}
