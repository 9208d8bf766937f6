//! One long-running child process with its log file.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::failure::{Failure, OrFail, Result};
use crate::project;
use crate::spawn;

/// How often a condition is looked at while waiting.
const LOOK: Duration = Duration::from_millis(25);
/// How long a process may take to end by itself.
const GRACE: Duration = Duration::from_secs(15);
/// Bytes of the log's end that a failure shows.
const TAIL: usize = 4000;

/// A running program; dropped means stopped.
#[derive(Debug)]
pub struct Process {
    name: &'static str,
    child: Child,
    polite: Signal,
    log: PathBuf,
}

impl Process {
    /// Starts `command` in its own process group, its output appended to `log`; `polite` is the
    /// signal that asks it to end.
    ///
    /// # Errors
    /// The log cannot be opened or the program not started.
    pub fn start(
        name: &'static str,
        mut command: Command,
        log: &Path,
        polite: Signal,
    ) -> Result<Self> {
        use std::os::unix::process::CommandExt as _;

        let output = open_log(log)?;
        let errors = output
            .try_clone()
            .or_fail(format!("cannot log {name}"), "Close some programs")?;
        command
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::from(output))
            .stderr(Stdio::from(errors));
        let program = command.get_program().to_string_lossy().into_owned();
        let child = spawn::spawn(command, polite).or_fail(
            format!("cannot start {name} ({program})"),
            "Run `cargo xtask build`, which installs and builds what is missing",
        )?;
        Ok(Self {
            name,
            child,
            polite,
            log: log.to_path_buf(),
        })
    }

    /// Waits until `ready` says so.
    ///
    /// # Errors
    /// The process ended first, or `limit` passed; the end of its log is shown.
    pub fn wait_until(&mut self, limit: Duration, mut ready: impl FnMut() -> bool) -> Result<()> {
        let started = Instant::now();
        while !ready() {
            if let Some(status) = self.exited() {
                return Err(self.lost(&format!("{} ended at its start ({status})", self.name)));
            }
            if started.elapsed() > limit {
                return Err(self.lost(&format!(
                    "{} was not ready after {} s",
                    self.name,
                    limit.as_secs()
                )));
            }
            thread::sleep(LOOK);
        }
        Ok(())
    }

    /// How it ended, if it did.
    pub fn exited(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// Whether it still runs.
    ///
    /// # Errors
    /// It ended; the end of its log is shown.
    pub fn check(&mut self) -> Result<()> {
        match self.exited() {
            Some(status) => Err(self.lost(&format!("{} ended ({status})", self.name))),
            None => Ok(()),
        }
    }

    /// The process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Where its output goes.
    #[must_use]
    pub fn log(&self) -> &Path {
        &self.log
    }

    /// Asks it to end.
    pub fn ask_to_end(&self) {
        self.signal(self.polite);
    }

    /// Asks it to end and waits; kills it when it does not.
    pub fn stop(&mut self) {
        if self.exited().is_some() {
            return;
        }
        self.ask_to_end();
        let asked = Instant::now();
        while asked.elapsed() < GRACE {
            if self.exited().is_some() {
                return;
            }
            thread::sleep(LOOK);
        }
        self.kill9();
    }

    /// SIGKILL, and waits until it is gone.
    pub fn kill9(&mut self) {
        self.signal(Signal::SIGKILL);
        // Only fails when the process is gone already.
        let _ = self.child.wait();
    }

    fn signal(&self, signal: Signal) {
        if let Ok(id) = i32::try_from(self.child.id()) {
            // Only fails when the process is gone already.
            let _ = kill(Pid::from_raw(id), signal);
        }
    }

    fn lost(&self, what: &str) -> Failure {
        let log = fs::read(&self.log).unwrap_or_default();
        let tail = log.split_at(log.len().saturating_sub(TAIL)).1;
        for line in String::from_utf8_lossy(tail).lines() {
            eprintln!("    {line}");
        }
        Failure::new(what, format!("Its log is {}", project::shown(&self.log)))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.stop();
    }
}

fn open_log(log: &Path) -> Result<File> {
    let open = || {
        if let Some(folder) = log.parent() {
            fs::create_dir_all(folder)?;
        }
        File::options().create(true).append(true).open(log)
    };
    open().or_fail(
        format!("cannot write {}", project::shown(log)),
        "Check the folder's permissions and free space",
    )
}
