//! A demo that runs, and what of it is left afterwards.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread::{self, JoinHandle};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use xtask::stack::Database;

/// A started demo that has printed its addresses.
pub struct Running {
    child: Child,
    /// Held open: a terminal does not go away either.
    _stdout: BufReader<ChildStdout>,
    errors: Option<JoinHandle<String>>,
    /// Base address of the edge.
    pub edge: String,
    postgres: String,
}

/// How a demo ended.
pub struct Ended {
    /// With exit code 0.
    pub well: bool,
    /// What it said while it worked.
    pub errors: String,
}

impl Running {
    /// Starts `command` and reads until the last line of its announcement.
    pub fn start(mut command: Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stderr = child.stderr.take().unwrap();
        let errors = thread::spawn(move || {
            let mut text = String::new();
            stderr.read_to_string(&mut text).unwrap();
            text
        });
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut announced = HashMap::new();
        let mut line = String::new();
        while !line.starts_with("Ctrl-C stops") {
            line.clear();
            if stdout.read_line(&mut line).unwrap() == 0 {
                let status = child.wait().unwrap();
                panic!("the demo ended ({status}): {}", errors.join().unwrap());
            }
            if let Some((name, address)) = line.trim().rsplit_once(' ') {
                announced.insert(name.trim().to_owned(), address.to_owned());
            }
        }
        Self {
            child,
            _stdout: stdout,
            errors: Some(errors),
            edge: announced["Edge"].clone(),
            postgres: announced["PostgreSQL"].clone(),
        }
    }

    /// The demo's own PostgreSQL; its password is its user's name.
    pub fn database(&self) -> Database {
        let with_password = self.postgres.replacen('@', ":haochaping@", 1);
        Database::parse(&with_password).unwrap()
    }

    /// Every process below this one.
    pub fn descendants(&self) -> Vec<i32> {
        let parents = parents();
        let mut found = vec![i32::try_from(self.child.id()).unwrap()];
        let mut next = 0;
        while let Some(parent) = found.get(next).copied() {
            found.extend(
                parents
                    .iter()
                    .filter(|pair| pair.1 == parent)
                    .map(|pair| pair.0),
            );
            next += 1;
        }
        found.split_off(1)
    }

    /// Ctrl-C, and waits for the end.
    pub fn interrupt(mut self) -> Ended {
        let well = self.end();
        let errors = self.errors.take().map(JoinHandle::join);
        Ended {
            well,
            errors: errors.unwrap().unwrap(),
        }
    }

    fn end(&mut self) -> bool {
        let process = Pid::from_raw(i32::try_from(self.child.id()).unwrap());
        kill(process, Signal::SIGINT).unwrap();
        self.child.wait().unwrap().success()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // A failed test leaves no demo behind.
        if matches!(self.child.try_wait(), Ok(None)) {
            self.end();
        }
    }
}

/// Those of `processes` that still run.
pub fn alive(processes: &[i32]) -> Vec<i32> {
    let running = parents();
    let still = |process: &i32| running.iter().any(|pair| pair.0 == *process);
    processes.iter().copied().filter(still).collect()
}

/// All processes of this machine with their parents. Those that ended and only wait for their
/// parent to notice do not count.
#[cfg(target_os = "linux")]
fn parents() -> Vec<(i32, i32)> {
    let read = |entry: std::fs::DirEntry| {
        let process = entry.file_name().to_str()?.parse().ok()?;
        let stat = std::fs::read_to_string(entry.path().join("stat")).ok()?;
        // "pid (name) state parent …"; the name may hold blanks and brackets.
        let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
        let state = fields.next()?;
        let parent = fields.next()?.parse().ok()?;
        (state != "Z").then_some((process, parent))
    };
    std::fs::read_dir("/proc")
        .unwrap()
        .flatten()
        .filter_map(read)
        .collect()
}

/// All processes of this machine with their parents.
#[cfg(not(target_os = "linux"))]
fn parents() -> Vec<(i32, i32)> {
    let listed = Command::new("ps")
        .args(["-axo", "pid=,ppid="])
        .output()
        .unwrap();
    let pair = |line: &str| {
        let mut fields = line.split_whitespace();
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    String::from_utf8(listed.stdout)
        .unwrap()
        .lines()
        .filter_map(pair)
        .collect()
}
