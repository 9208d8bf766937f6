//! The demo hall, a program of its own as a real hall's backend would be.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use nix::sys::signal::Signal;
use serde_json::Value;

use super::database::Database;
use super::edge::answers;
use super::port::{Port, claim};
use super::process::Process;
use crate::failure::{OrFail, Result};
use crate::project;

const READY: Duration = Duration::from_secs(20);

/// How to start the hall.
#[derive(Debug, Clone)]
pub struct HallOptions {
    /// The port on 127.0.0.1.
    pub port: Port,
    /// The log file.
    pub log: PathBuf,
    /// The id of the hall in the edge's configuration.
    pub hall: String,
    /// Base address of the edge.
    pub edge: String,
    /// The audience of tickets.
    pub audience: String,
    /// The central database, for the page that shows rows as they arrive.
    pub database: Database,
}

/// A running hall.
#[derive(Debug)]
pub struct Hall {
    port: u16,
    process: Process,
}

impl Hall {
    /// Starts the hall and waits until its first page answers.
    ///
    /// # Errors
    /// It is not built, the port is busy, or it refuses its settings.
    pub fn start(options: &HallOptions) -> Result<Self> {
        let port = claim(options.port, "the demo hall", "--hall-port")?;
        let keys = keys(&options.hall)?;
        let dist = project::root()
            .join("widget/dist")
            .join(env!("CARGO_PKG_VERSION"));
        let mut hall = Command::new(project::target().join("debug/demo-site"));
        hall.env("HALL_ADDR", format!("127.0.0.1:{port}"))
            .env("HALL_ID", &options.hall)
            .env("HALL_AUDIENCE", &options.audience)
            .env("EDGE_URL", &options.edge)
            .env("HALL_KEY", keys.api)
            .env("HALL_TICKET_SECRET", keys.secret)
            .env("HALL_TICKET_KID", keys.kid)
            .env("DATABASE_URL", options.database.url())
            .env("WIDGET_DIST", dist)
            .current_dir(project::root());
        let mut process = Process::start("the demo hall", hall, &options.log, Signal::SIGTERM)?;
        let page = format!("http://127.0.0.1:{port}/");
        process.wait_until(READY, || answers(&page))?;
        Ok(Self { port, process })
    }

    /// Base address without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Whether it still runs.
    ///
    /// # Errors
    /// It ended by itself.
    pub fn check(&mut self) -> Result<()> {
        self.process.check()
    }

    /// The log file.
    #[must_use]
    pub fn log(&self) -> &Path {
        self.process.log()
    }
}

/// What a demo hall signs and reports with.
pub struct Keys {
    /// Bearer key of service events.
    pub api: String,
    /// HS256 secret of tickets.
    pub secret: String,
    /// Its id.
    pub kid: String,
}

/// The keys of `hall` from the demo's published key file.
///
/// # Errors
/// The file is missing or lacks them.
pub fn keys(hall: &str) -> Result<Keys> {
    let path = project::root().join("edge-api/deploy/demo.keys.json");
    let file = project::shown(&path);
    let text = std::fs::read_to_string(&path)
        .or_fail(format!("cannot read {file}"), "Restore it from git")?;
    let all: Value =
        serde_json::from_str(&text).or_fail(format!("{file} is no JSON"), "Restore it from git")?;
    let field = |name: &str| {
        all.pointer(&format!("/halls/{hall}/{name}"))
            .and_then(Value::as_str)
            .map(str::to_owned)
            .or_fail(
                format!("{file} has no halls.{hall}.{name}"),
                "Restore it from git",
            )
    };
    Ok(Keys {
        api: field("apiKey")?,
        secret: field("ticketSecret")?,
        kid: field("ticketKid")?,
    })
}
