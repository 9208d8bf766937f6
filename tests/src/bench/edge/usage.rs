//! What a process used, by the kernel's own accounting.

use std::fs;
use std::path::Path;
use std::time::Duration;

use xtask::failure::{OrFail, Result};

/// CPU time, memory and bytes of a process.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// CPU time of all its threads.
    pub cpu: Duration,
    /// Bytes it had written to disk, its log included.
    pub written: u64,
    /// Resident memory, bytes.
    pub resident: u64,
}

impl Usage {
    /// What the process has used since it started; memory as it is now.
    ///
    /// # Errors
    /// It does not run, or the kernel does not tell.
    pub fn of(process: u32) -> Result<Self> {
        let folder = format!("/proc/{process}");
        let threads = fs::read_dir(format!("{folder}/task"));
        let threads = threads.or_fail(
            format!("process {process} cannot be read"),
            "The benchmark needs Linux, and the right to read its own children in /proc",
        )?;
        let mut cpu = Duration::ZERO;
        for thread in threads.flatten() {
            // One that has just ended is missed; workerd's live as long as it does.
            cpu += on_core(&thread.path()).unwrap_or_default();
        }
        let written = field(&format!("{folder}/io"), "write_bytes:")?;
        let resident = field(&format!("{folder}/status"), "VmRSS:")? * 1024;
        Ok(Self {
            cpu,
            written,
            resident,
        })
    }

    /// CPU time of the calling thread.
    ///
    /// # Errors
    /// The kernel does not tell.
    pub fn of_this_thread() -> Result<Self> {
        let cpu = on_core(Path::new("/proc/thread-self"))
            .or_fail("no schedstat of this thread", "The benchmark needs Linux")?;
        Ok(Self {
            cpu,
            ..Self::default()
        })
    }

    /// What was used since `earlier`.
    #[must_use]
    pub fn since(self, earlier: Self) -> Self {
        Self {
            cpu: self.cpu.saturating_sub(earlier.cpu),
            written: self.written.saturating_sub(earlier.written),
            resident: self.resident,
        }
    }
}

/// `schedstat` counts nanoseconds; `stat` only hundredths of a second.
fn on_core(thread: &Path) -> Option<Duration> {
    let text = fs::read_to_string(thread.join("schedstat")).ok()?;
    text.split(' ')
        .next()?
        .parse()
        .ok()
        .map(Duration::from_nanos)
}

fn field(path: &str, name: &str) -> Result<u64> {
    let text = fs::read_to_string(path).or_fail(
        format!("{path} cannot be read"),
        "Run it as the user who started it",
    )?;
    text.lines()
        .find_map(|line| line.strip_prefix(name))
        .and_then(|rest| rest.split_whitespace().next())
        .and_then(|number| number.parse().ok())
        .or_fail(format!("{path} has no {name}"), "The benchmark needs Linux")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::until;
    use std::process::Command;

    #[test]
    fn a_thread_that_works_is_seen_to() {
        let before = Usage::of_this_thread().expect("usage");
        let mut sum = 0_u64;
        until("work of this thread", || {
            for _ in 0..1_000_000 {
                sum = std::hint::black_box(sum.wrapping_mul(31).wrapping_add(1));
            }
            let used = Usage::of_this_thread().expect("usage").since(before);
            used.cpu >= Duration::from_millis(5)
        });
    }

    #[test]
    fn a_process_that_works_is_seen_to() {
        // Not this one: threads of other tests end in it, and take their time with them.
        let mut busy = Command::new("sh")
            .args(["-c", "while :; do :; done"])
            .spawn()
            .expect("a shell");
        let before = Usage::of(busy.id()).expect("usage");
        until("work of a process", || {
            let used = Usage::of(busy.id()).expect("usage").since(before);
            used.cpu >= Duration::from_millis(5) && used.resident > 0
        });
        busy.kill().expect("its end");
        busy.wait().expect("its end");
    }
}
