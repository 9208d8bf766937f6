//! A door before a server: who comes waits until it is opened, and how many wait is known. With
//! it an answer is slow for as long as a test needs, and no longer.

use std::io::copy;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// What is known at a door.
#[derive(Default)]
struct State {
    open: bool,
    waiting: usize,
}

/// A door, closed at first. Its threads end with the process.
pub struct Door {
    address: SocketAddr,
    state: Arc<(Mutex<State>, Condvar)>,
}

impl Door {
    /// A closed door before the server at `url`, `http://host:port`.
    pub fn before(url: &str) -> Self {
        let server = url.strip_prefix("http://").expect("http").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::<(Mutex<State>, Condvar)>::default();
        let known = Arc::clone(&state);
        thread::spawn(move || {
            for visitor in listener.incoming().flatten() {
                let (server, state) = (server.clone(), Arc::clone(&known));
                thread::spawn(move || pass(&state, &visitor, &server));
            }
        });
        Self { address, state }
    }

    /// Its address, in the place of the server's.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many connections stand before it.
    pub fn waiting(&self) -> usize {
        self.state.0.lock().expect("a door").waiting
    }

    /// Lets everybody in, from now on.
    pub fn open(&self) {
        self.state.0.lock().expect("a door").open = true;
        self.state.1.notify_all();
    }
}

/// Waits with a visitor, then carries what they and the server say.
fn pass(state: &(Mutex<State>, Condvar), visitor: &TcpStream, server: &str) {
    let mut known = state.0.lock().expect("a door");
    known.waiting += 1;
    let mut known = state.1.wait_while(known, |it| !it.open).expect("a door");
    known.waiting -= 1;
    drop(known);
    let server = TcpStream::connect(server).expect("the server");
    thread::scope(|scope| {
        scope.spawn(|| carry(visitor, &server));
        carry(&server, visitor);
    });
}

/// Carries until one of them says no more.
fn carry(mut from: &TcpStream, mut to: &TcpStream) {
    // Whoever goes away ends it; so does the other then.
    let _ = copy(&mut from, &mut to);
    let _ = to.shutdown(Shutdown::Write);
}
