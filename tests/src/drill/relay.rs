//! A TCP proxy on 127.0.0.1: shares connections out among servers, and cuts them in the
//! middle when told to.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// PostgreSQL's ReadyForQuery outside a transaction: what was sent before is committed.
const READY: &[u8] = b"Z\0\0\0\x05I";
/// In the tag of a finished statement of the outbox.
const DONE: &[u8] = b"SELECT ";

/// A running proxy; stops when dropped.
pub struct Relay {
    state: Arc<State>,
    task: JoinHandle<()>,
}

struct State {
    servers: Vec<SocketAddr>,
    turn: AtomicUsize,
    cuts: AtomicBool,
    chance: Mutex<Chance>,
    cut_up: AtomicU64,
    cut_down: AtomicU64,
    unheard: AtomicU64,
}

/// What was cut.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cuts {
    /// On the way to the server.
    pub up: u64,
    /// On the way back.
    pub down: u64,
    /// Of those on the way back: a commit had been done and its answer was withheld.
    pub unheard: u64,
}

impl Relay {
    /// Listens on `port` of 127.0.0.1 and shares connections out among the ports `servers`.
    /// Needs a runtime.
    ///
    /// # Panics
    /// The port is busy.
    #[must_use]
    pub fn start(port: u16, servers: &[u16], seed: u64) -> Self {
        let local = |port: &u16| SocketAddr::from((Ipv4Addr::LOCALHOST, *port));
        let state = Arc::new(State {
            servers: servers.iter().map(local).collect(),
            turn: AtomicUsize::new(0),
            cuts: AtomicBool::new(false),
            chance: Mutex::new(Chance(seed)),
            cut_up: AtomicU64::new(0),
            cut_down: AtomicU64::new(0),
            unheard: AtomicU64::new(0),
        });
        let listener = std::net::TcpListener::bind(local(&port)).expect("a free port");
        listener.set_nonblocking(true).expect("a socket");
        let listener = TcpListener::from_std(listener).expect("a runtime");
        let task = tokio::spawn(Arc::clone(&state).accept(listener));
        Self { state, task }
    }

    /// From now on cuts every connection, also those that are open, or none.
    pub fn cut(&self, cuts: bool) {
        self.state.cuts.store(cuts, Ordering::Relaxed);
    }

    /// What was cut up to now.
    #[must_use]
    pub fn cuts(&self) -> Cuts {
        Cuts {
            up: self.state.cut_up.load(Ordering::Relaxed),
            down: self.state.cut_down.load(Ordering::Relaxed),
            unheard: self.state.unheard.load(Ordering::Relaxed),
        }
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Cuts {
    /// All together.
    #[must_use]
    pub const fn all(self) -> u64 {
        self.up + self.down
    }
}

impl State {
    async fn accept(self: Arc<Self>, listener: TcpListener) {
        while let Ok((client, _)) = listener.accept().await {
            tokio::spawn(Arc::clone(&self).relay(client));
        }
    }

    async fn relay(self: Arc<Self>, client: TcpStream) {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed) % self.servers.len();
        let Ok(server) = TcpStream::connect(self.servers[turn]).await else {
            return;
        };
        let (upward, most) = {
            let mut chance = self.chance.lock().expect("no panic");
            let upward = chance.below(2) == 0;
            // As likely within the login as within the tenth statement.
            let doublings = chance.below(if upward { 13 } else { 10 });
            (upward, (16 << doublings) + chance.below(16 << doublings))
        };
        let (from_client, to_client) = client.into_split();
        let (from_server, to_server) = server.into_split();
        let up = self.pass(from_client, to_server, upward.then_some(most), &self.cut_up);
        let down = self.pass(
            from_server,
            to_client,
            (!upward).then_some(most),
            &self.cut_down,
        );
        // Whichever ends first takes the other with it: both sockets are dropped.
        tokio::select! { () = up => {}, () = down => {} }
    }

    /// Passes bytes on; when cutting, no more than `most`.
    async fn pass(
        &self,
        mut from: OwnedReadHalf,
        mut to: OwnedWriteHalf,
        most: Option<u64>,
        count: &AtomicU64,
    ) {
        let (mut buffer, mut passed) = (vec![0; 16 * 1024], 0);
        while let Ok(read @ 1..) = from.read(&mut buffer).await {
            let read_to = passed + read as u64;
            let most = most.filter(|most| *most < read_to && self.cuts.load(Ordering::Relaxed));
            if let Some(most) = most {
                let part = usize::try_from(most.saturating_sub(passed)).unwrap_or(read);
                // The other side may be gone as well.
                let _ = to.write_all(&buffer[..part]).await;
                count.fetch_add(1, Ordering::Relaxed);
                let withheld = &buffer[part..read];
                if withheld.ends_with(READY)
                    && memchr::memmem::find(&buffer[..read], DONE).is_some()
                {
                    self.unheard.fetch_add(1, Ordering::Relaxed);
                }
                return;
            }
            if to.write_all(&buffer[..read]).await.is_err() {
                return;
            }
            passed = read_to;
        }
    }
}

/// Numbers that look random and come again with the same seed (SplitMix64).
pub struct Chance(pub u64);

impl Chance {
    /// A number below `end`.
    pub const fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}
