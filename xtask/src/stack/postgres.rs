//! A PostgreSQL server of one's own, from the native programs in the npm package.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use nix::sys::signal::Signal;

use super::database::Database;
use super::native::{self, Native};
use super::port::{Port, claim};
use super::process::Process;
use super::server::{Server, Service};
use super::unprivileged::Unprivileged;
use crate::failure::{OrFail, Result};
use crate::progress;
use crate::project;
use crate::run;
use crate::tools::Modules;

/// The demo's and the tests' login; a server of one's own listens on 127.0.0.1 only.
const USER: &str = "haochaping";
const PASSWORD: &str = "haochaping";
const NAME: &str = "haochaping";
/// Crash recovery after a kill may replay much.
const READY: Duration = Duration::from_secs(60);

/// How to start a server.
#[derive(Debug, Clone)]
pub struct PostgresOptions {
    /// The port on 127.0.0.1.
    pub port: Port,
    /// The data folder; made when missing, kept afterwards.
    pub data: PathBuf,
    /// The log file.
    pub log: PathBuf,
}

/// A running server.
pub type Postgres = Server<PostgresService>;

/// What a server is started with.
#[derive(Debug)]
pub struct PostgresService {
    native: Native,
    user: Option<Unprivileged>,
    log: PathBuf,
    port: u16,
}

impl Postgres {
    /// Starts a server, making its data folder first when there is none, and waits until it
    /// answers. As root it runs as an unprivileged user.
    ///
    /// # Errors
    /// The port is busy, the programs cannot run, or the server does not get ready.
    pub fn start(modules: &Modules, options: &PostgresOptions) -> Result<Self> {
        let user = Unprivileged::when_root()?;
        let native = native::place(&modules.postgres(), &options.data, user.as_ref())?;
        let port = claim(options.port, "PostgreSQL", "--pg-port")?;
        let service = PostgresService {
            native,
            user,
            log: options.log.clone(),
            port,
        };
        if !service.native.data.join("PG_VERSION").is_file() {
            service.make_data()?;
        }
        Self::started(service)
    }

    /// How to reach it.
    #[must_use]
    pub fn database(&self) -> Database {
        Database::local(self.service.port, USER, PASSWORD, NAME)
    }
}

impl Service for PostgresService {
    fn launch(&self) -> Result<Process> {
        let mut postgres = self.command("postgres");
        postgres
            .arg("-D")
            .arg(&self.native.data)
            .args(["-p", &self.port.to_string()])
            .args(["-c", "listen_addresses=127.0.0.1"])
            .args(["-c", "unix_socket_directories="])
            .args(["-c", "timezone=UTC", "-c", "log_timezone=UTC"])
            // Children of a killed server may still hold the shared memory for a moment;
            // `restart_after_crash` concerns crashed children, not this.
            .args(["-c", "max_connections=100"]);
        // SIGINT is PostgreSQL's fast shutdown.
        let mut process = Process::start("PostgreSQL", postgres, &self.log, Signal::SIGINT)?;
        let maintenance = Database::local(self.port, USER, PASSWORD, "postgres");
        process.wait_until(READY, || maintenance.with(|_| Ok(())).is_ok())?;
        Self::make_database(&maintenance)?;
        Ok(process)
    }
}

impl PostgresService {
    fn make_data(&self) -> Result<()> {
        progress::step("making PostgreSQL's data folder", || {
            let data = &self.native.data;
            let make = || -> std::io::Result<PathBuf> {
                fs::create_dir_all(data)?;
                fs::set_permissions(data, fs::Permissions::from_mode(0o700))?;
                let password = data.with_extension("password");
                fs::write(&password, PASSWORD)?;
                Ok(password)
            };
            let password = make().or_fail(
                format!("cannot make {}", project::shown(data)),
                "Check the folder's permissions and free space",
            )?;
            if let Some(user) = &self.user {
                user.own(data)?;
                user.own(&password)?;
            }
            let mut initdb = self.command("initdb");
            initdb
                .arg("-D")
                .arg(data)
                .args(["-U", USER, "-A", "scram-sha-256", "-E", "UTF8"])
                .args(["--locale=C", "--no-sync", "--no-instructions"])
                .arg(format!("--pwfile={}", password.display()));
            let outcome = run::succeed("initdb", initdb);
            // Known to everybody; removed for tidiness only.
            let _ = fs::remove_file(&password);
            outcome.map(drop)
        })
    }

    fn make_database(maintenance: &Database) -> Result<()> {
        maintenance.with(|client| {
            let found = client
                .query_opt("SELECT 1 FROM pg_database WHERE datname = $1", &[&NAME])
                .or_fail("cannot list databases", "See PostgreSQL's log")?;
            if found.is_none() {
                client
                    .batch_execute(&format!("CREATE DATABASE {NAME}"))
                    .or_fail("cannot create the database", "See PostgreSQL's log")?;
            }
            Ok(())
        })
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.native.programs.join("bin").join(program));
        // The user it becomes may not be allowed into the current folder.
        command.current_dir(Path::new("/")).env("LC_ALL", "C");
        if let Some(user) = &self.user {
            user.apply(&mut command);
        }
        command
    }
}
