//! Ports on 127.0.0.1 for the parts of a stack.

use std::net::{Ipv4Addr, TcpListener};

use crate::failure::{Failure, OrFail, Result};

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
    let wanted = match port {
        Port::Fixed(number) => number,
        Port::Free => 0,
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, wanted)).map_err(|cause| {
        Failure::new(
            format!("port {wanted} for {what} cannot be used: {cause}"),
            format!("Stop the program that holds it, or choose another with {option} <port>"),
        )
    })?;
    let bound = listener
        .local_addr()
        .or_fail(format!("no port for {what}"), "Try again")?;
    Ok(bound.port())
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
