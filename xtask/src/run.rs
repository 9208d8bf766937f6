//! Runs a tool to its end, quietly: its output is kept and shown only when it fails or is slow.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;

use crate::failure::{Failure, OrFail, Result};
use crate::progress;
use crate::spawn;

/// How long a tool may be silent on our side before its last line is shown as a sign of life.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Lines of output that are shown when a tool fails.
const TAIL: usize = 40;

/// What a tool left behind.
#[derive(Debug)]
pub struct Finished {
    /// How it ended.
    pub status: ExitStatus,
    /// Standard output and error, line by line, in order of arrival.
    pub lines: Vec<String>,
    /// Standard output alone.
    pub stdout: String,
}

impl Finished {
    /// The last lines of the output, as they were printed.
    #[must_use]
    pub fn tail(&self) -> String {
        let mut last: VecDeque<&str> = VecDeque::new();
        for line in &self.lines {
            if last.len() == TAIL {
                last.pop_front();
            }
            last.push_back(line);
        }
        last.into_iter()
            .map(|line| format!("    {line}\n"))
            .collect()
    }
}

/// Runs `command` and returns its output, whatever its exit code.
///
/// # Errors
/// The program cannot be started.
pub fn finish(name: &str, mut command: Command) -> Result<Finished> {
    let program = command.get_program().to_string_lossy().into_owned();
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = spawn::spawn(command, Signal::SIGTERM).or_fail(
        format!("cannot start {program} for {name}"),
        format!("Install {program}, or put it on PATH"),
    )?;
    let (sender, receiver) = channel();
    let streams = [
        child.stdout.take().map(|out| read(out, true, &sender)),
        child.stderr.take().map(|err| read(err, false, &sender)),
    ];
    drop(sender);
    let (lines, stdout) = gather(name, &receiver);
    for stream in streams.into_iter().flatten() {
        // A reader ends by itself when its pipe closes; it has nothing to report.
        let _ = stream.join();
    }
    let status = child
        .wait()
        .or_fail(format!("lost {program} during {name}"), "Run it again")?;
    Ok(Finished {
        status,
        lines,
        stdout,
    })
}

/// Runs `command` and fails, after showing the end of its output, unless it succeeds.
///
/// # Errors
/// The program cannot be started or ends with an exit code other than 0.
pub fn succeed(name: &str, command: Command) -> Result<Finished> {
    let finished = finish(name, command)?;
    if finished.status.success() {
        return Ok(finished);
    }
    eprint!("{}", finished.tail());
    Err(Failure::new(
        format!("{name} failed ({})", finished.status),
        "Its last lines above say why",
    ))
}

fn read(
    stream: impl Read + Send + 'static,
    is_stdout: bool,
    lines: &Sender<(bool, String)>,
) -> thread::JoinHandle<()> {
    let lines = lines.clone();
    thread::spawn(move || {
        let mut stream = BufReader::new(stream);
        let mut line = Vec::new();
        while matches!(stream.read_until(b'\n', &mut line), Ok(1..)) {
            let text = String::from_utf8_lossy(&line).trim_end().to_owned();
            line.clear();
            if lines.send((is_stdout, text)).is_err() {
                return;
            }
        }
    })
}

fn gather(name: &str, lines: &Receiver<(bool, String)>) -> (Vec<String>, String) {
    let started = Instant::now();
    let (mut all, mut stdout) = (Vec::<String>::new(), String::new());
    let mut shown = started;
    loop {
        match lines.recv_timeout(HEARTBEAT) {
            Ok((is_stdout, line)) => {
                if is_stdout {
                    stdout.push_str(&line);
                    stdout.push('\n');
                }
                all.push(line);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return (all, stdout),
        }
        if shown.elapsed() >= HEARTBEAT {
            shown = Instant::now();
            let last = all
                .iter()
                .rev()
                .find(|line| !line.trim().is_empty())
                .map_or("", |line| line.trim());
            let last: String = last.chars().take(100).collect();
            eprintln!(
                "    … {name}, {}: {last}",
                progress::seconds(started.elapsed())
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_both_streams_and_stdout_apart() {
        let mut shell = Command::new("sh");
        shell.args(["-c", "echo out; echo err >&2; exit 3"]);
        let finished = finish("a shell", shell).unwrap();
        assert_eq!(finished.status.code(), Some(3));
        assert_eq!(finished.stdout, "out\n");
        assert_eq!(finished.lines.len(), 2);
    }

    #[test]
    fn a_missing_program_is_named() {
        let failure = finish("a trial", Command::new("no-such-program")).unwrap_err();
        assert!(failure.to_string().contains("no-such-program"));
    }
}
