//! Whether the time of a refusal tells how much of a guess was right. Times are noise on
//! a shared machine, so they are printed and never asserted; that the comparison is the
//! constant-time one is shown where it stands (`config::digest`).
//!
//! ```text
//! cargo test -p haochaping-tests --test abuse_edge timing -- --nocapture
//! ```

use std::time::{Duration, Instant};

use haochaping_tests::ticket::{case_no, ticket};
use haochaping_tests::wire::connect;
use haochaping_tests::world::world;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Requests of each kind.
const ROUNDS: usize = 400;

/// The time of one refused request.
async fn ask(stream: &mut TcpStream, request: &str) -> Duration {
    let mut answer = [0_u8; 4_096];
    let started = Instant::now();
    stream.write_all(request.as_bytes()).await.expect("sent");
    let read = stream.read(&mut answer).await.expect("an answer");
    let took = started.elapsed();
    let answer = String::from_utf8_lossy(&answer[..read]);
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
    took
}

/// The middle one of the times that `early` and `late` took in turns, in microseconds.
async fn medians(early: &str, late: &str) -> (u128, u128) {
    let mut stream = connect(&world().edge).await;
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..ROUNDS * 2 {
        let kind = (round + round / 2) % 2;
        let took = ask(&mut stream, if kind == 0 { early } else { late }).await;
        times[kind].push(took.as_micros());
    }
    let [early, late] = times.map(|mut times| {
        times.sort_unstable();
        times[times.len() / 2]
    });
    (early, late)
}

/// `text` with another character at `place`.
fn bent(text: &str, place: usize) -> String {
    let mut bytes = text.as_bytes().to_vec();
    bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
    String::from_utf8(bytes).expect("ASCII")
}

#[tokio::test]
async fn a_refusal_takes_as_long_wherever_the_guess_is_wrong() {
    let secrets = include_str!("../../../edge-api/deploy/demo.secrets.json");
    let secrets: Value = serde_json::from_str(secrets).expect("the demo's secrets");
    let key = secrets["metricsKey"].as_str().expect("a key");
    let good = ticket(&case_no());
    let signature = good.rfind('.').expect("a signature") + 1;
    let metrics = |key: &str| {
        format!("GET /metrics HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {key}\r\n\r\n")
    };
    let form = |ticket: &str| format!("GET /v1/form?ticket={ticket} HTTP/1.1\r\nHost: a\r\n\r\n");
    for (what, early, late) in [
        (
            "metrics key",
            metrics(&bent(key, 0)),
            metrics(&bent(key, key.len() - 1)),
        ),
        (
            "ticket",
            form(&bent(&good, signature)),
            form(&bent(&good, good.len() - 2)),
        ),
    ] {
        let (early, late) = medians(&early, &late).await;
        println!(
            "{what}: wrong at its first character {early} µs, at its last {late} µs, \
             ratio {:.3}, {ROUNDS} each",
            late as f64 / early as f64
        );
        assert!(early > 0 && late > 0, "a clock that runs");
    }
}
