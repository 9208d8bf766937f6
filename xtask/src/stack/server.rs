//! A part of the stack that is stopped, killed and started again while its handle lives.

use super::process::Process;
use crate::failure::Result;

/// What knows how to start one server process.
pub trait Service {
    /// Starts the process and waits until it answers.
    ///
    /// # Errors
    /// It does not get ready.
    fn launch(&self) -> Result<Process>;
}

/// A service with its process; dropped means stopped.
#[derive(Debug)]
pub struct Server<S> {
    pub(super) service: S,
    process: Option<Process>,
}

impl<S: Service> Server<S> {
    /// Starts `service` for the first time.
    pub(super) fn started(service: S) -> Result<Self> {
        let process = Some(service.launch()?);
        Ok(Self { service, process })
    }

    /// Starts it again on the same port and data, and waits until it answers.
    ///
    /// # Errors
    /// It does not get ready.
    pub fn run(&mut self) -> Result<()> {
        self.process = Some(self.service.launch()?);
        Ok(())
    }

    /// The process id while it runs.
    #[must_use]
    pub fn id(&self) -> Option<u32> {
        self.process.as_ref().map(Process::id)
    }

    /// Whether it still runs, if it was not stopped on purpose.
    ///
    /// # Errors
    /// It ended by itself.
    pub fn check(&mut self) -> Result<()> {
        self.process.as_mut().map_or(Ok(()), Process::check)
    }

    /// Asks it to end, in good order.
    pub fn ask_to_end(&self) {
        if let Some(process) = &self.process {
            process.ask_to_end();
        }
    }

    /// Asks it to end, in good order, and waits.
    pub fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.stop();
        }
    }

    /// SIGKILL, as a power cut would.
    pub fn kill9(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill9();
        }
    }
}
