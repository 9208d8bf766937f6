//! Starts child processes that cannot outlive this one.
//!
//! On Linux the kernel is asked to signal the child when its parent goes (`PR_SET_PDEATHSIG`).
//! That parent is the *thread* that forked, so all children are forked by one thread that lives as
//! long as the process; otherwise a test's child would die with the test's own thread.

use std::io;
use std::process::{Child, Command};
use std::sync::OnceLock;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use nix::sys::signal::Signal;

type Request = (Command, Sender<io::Result<Child>>);

static FORKER: OnceLock<Sender<Request>> = OnceLock::new();

/// Starts `command`; the kernel sends it `at_death` when this process ends for whatever reason.
///
/// # Errors
/// Those of the system: missing program, no permission.
pub fn spawn(mut command: Command, at_death: Signal) -> io::Result<Child> {
    die_with_parent(&mut command, at_death);
    let (answer, answered) = channel();
    forker()
        .send((command, answer))
        .map_err(|_| io::Error::other("the thread that starts processes is gone"))?;
    answered
        .recv()
        .map_err(|_| io::Error::other("the thread that starts processes is gone"))?
}

fn forker() -> &'static Sender<Request> {
    FORKER.get_or_init(|| {
        let (requests, requested) = channel::<Request>();
        thread::spawn(move || {
            for (mut command, answer) in requested {
                // The asker is waiting in `recv`; if it is gone, so is the need for the child.
                let _ = answer.send(command.spawn());
            }
        });
        requests
    })
}

#[cfg(target_os = "linux")]
#[allow(
    unsafe_code,
    reason = "`pre_exec` is the only hook between fork and exec"
)]
fn die_with_parent(command: &mut Command, signal: Signal) {
    use std::os::unix::process::CommandExt as _;

    let parent = nix::unistd::getpid();
    // SAFETY: the closure only makes two system calls, both async-signal-safe, and allocates
    // nothing unless the parent is already gone.
    unsafe {
        command.pre_exec(move || {
            nix::sys::prctl::set_pdeathsig(signal)?;
            // The parent may have died between fork and prctl; then no signal would ever come.
            if nix::unistd::getppid() != parent {
                return Err(io::Error::from_raw_os_error(nix::libc::ECHILD));
            }
            Ok(())
        });
    }
}

#[cfg(not(target_os = "linux"))]
fn die_with_parent(_command: &mut Command, _signal: Signal) {}
