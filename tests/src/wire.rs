//! Bytes on a socket, for what no well-behaved client would send.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// What came back on a socket, and how it ended.
#[derive(Debug)]
pub struct Heard {
    /// Everything that was read.
    pub text: String,
    /// Whether the other side closed; otherwise the patience ran out.
    pub closed: bool,
    /// Time from the first byte sent.
    pub after: Duration,
}

impl Heard {
    /// The status of each answer, in order.
    ///
    /// # Panics
    /// An answer does not begin with a status line.
    #[must_use]
    pub fn statuses(&self) -> Vec<u16> {
        self.text
            .split("HTTP/1.1 ")
            .skip(1)
            .map(|answer| {
                answer
                    .get(..3)
                    .and_then(|code| code.parse().ok())
                    .expect("a status")
            })
            .collect()
    }

    /// The last status.
    ///
    /// # Panics
    /// There is none.
    #[must_use]
    pub fn status(&self) -> u16 {
        *self
            .statuses()
            .last()
            .unwrap_or_else(|| panic!("no answer: {self:?}"))
    }
}

/// A socket to `edge` (`http://host:port`).
///
/// # Panics
/// Nobody listens.
pub async fn connect(edge: &str) -> TcpStream {
    let address = edge.strip_prefix("http://").expect("a plain address");
    TcpStream::connect(address).await.expect("a connection")
}

/// Sends bytes as they are and listens until the other side closes or `patience` is over.
pub async fn say(edge: &str, bytes: impl AsRef<[u8]>, patience: Duration) -> Heard {
    let mut stream = connect(edge).await;
    let started = Instant::now();
    // Whoever refuses early may close before everything is sent.
    let _ = stream.write_all(bytes.as_ref()).await;
    hear(&mut stream, started, patience).await
}

/// Sends `piece` every `pause` until the other side closes or `patience` is over.
pub async fn drip(
    edge: &str,
    head: &[u8],
    piece: &[u8],
    pause: Duration,
    patience: Duration,
) -> Heard {
    let mut stream = connect(edge).await;
    let started = Instant::now();
    let mut text = String::new();
    let _ = stream.write_all(head).await;
    let mut closed = false;
    while !closed && started.elapsed() < patience {
        let heard = hear(&mut stream, started, pause).await;
        text.push_str(&heard.text);
        closed = heard.closed || stream.write_all(piece).await.is_err();
    }
    let after = started.elapsed();
    Heard {
        text,
        closed,
        after,
    }
}

async fn hear(stream: &mut TcpStream, started: Instant, patience: Duration) -> Heard {
    let mut bytes = Vec::new();
    let ended = timeout(patience, stream.read_to_end(&mut bytes)).await;
    Heard {
        text: String::from_utf8_lossy(&bytes).into_owned(),
        closed: ended.is_ok(),
        after: started.elapsed(),
    }
}
