//! Ports on 127.0.0.1 for the parts of a stack.

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::ops::Range;
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::failure::{Failure, Result};

/// Which port a part listens on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Port {
    /// This one, or the start fails.
    Fixed(u16),
    /// Any free one.
    Free,
}

/// Finds the port for `what`, proving that it is free now. `option` is the command line option that
/// chooses another one.
///
/// # Errors
/// The fixed port is in use.
pub fn claim(port: Port, what: &str, option: &str) -> Result<u16> {
    match port {
        Port::Fixed(number) => match bind(number) {
            Ok(()) => Ok(number),
            Err(cause) => Err(Failure::new(
                format!("port {number} for {what} cannot be used: {cause}"),
                format!("Stop the program that holds it, or choose another with {option} <port>"),
            )),
        },
        Port::Free => (0..RANGE.len())
            .map(|_| next())
            .find(|number| bind(*number).is_ok())
            .ok_or_else(|| Failure::new(format!("no free port for {what}"), "Stop some programs")),
    }
}

/// Below the ports that systems give to outgoing connections: a port found free stays so until its
/// server listens, and again while that server is killed and started.
const RANGE: Range<u16> = 20_000..32_000;

/// A port that no other part of this process got; other processes begin elsewhere.
fn next() -> u16 {
    static TAKEN: AtomicU32 = AtomicU32::new(0);
    let start = process::id().wrapping_mul(37);
    let taken = TAKEN.fetch_add(1, Ordering::Relaxed);
    let offset = start.wrapping_add(taken) % u32::from(RANGE.end - RANGE.start);
    RANGE.start + u16::try_from(offset).unwrap_or_default()
}

fn bind(number: u16) -> io::Result<()> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, number)).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_port_is_one_line_with_the_option() {
        let holder = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let busy = holder.local_addr().unwrap().port();
        let failure = claim(Port::Fixed(busy), "the edge", "--edge-port").unwrap_err();
        let line = failure.to_string();
        assert!(line.contains(&busy.to_string()) && line.contains("--edge-port"));
        assert_eq!(line.lines().count(), 1);
    }
}
