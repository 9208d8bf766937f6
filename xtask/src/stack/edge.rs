//! The edge on workerd, with the same `workerd.capnp` that a self-hosted edge runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use nix::sys::signal::Signal;
use serde_json::Value;

use super::database::Database;
use super::port::{Port, claim};
use super::process::Process;
use super::server::{Server, Service};
use crate::failure::{Failure, OrFail, Result};
use crate::project;
use crate::tools::Modules;

/// workerd compiles the wasm before it answers.
pub(crate) const EDGE_READY: Duration = Duration::from_secs(60);
const ASK: Duration = Duration::from_secs(2);

/// How to start an edge.
#[derive(Debug, Clone)]
pub struct EdgeOptions {
    /// The port on 127.0.0.1.
    pub port: Port,
    /// The folder of the outbox's SQLite files; made when missing, kept afterwards.
    pub data: PathBuf,
    /// The log file, one JSON line a request.
    pub log: PathBuf,
    /// The configuration document.
    pub config: Value,
    /// The secrets document; its `central` is replaced by the login of `database`.
    pub secrets: Value,
    /// Where it forwards to.
    pub database: Database,
}

/// What else a drill starts workerd with; by default nothing.
#[derive(Debug, Clone, Default)]
pub struct Launch {
    /// A program with its arguments that becomes workerd, such as `nsenter`.
    pub through: Vec<String>,
    /// More variables.
    pub variables: Vec<(String, String)>,
    /// `host:port` that leads to the centre, in place of the database's own.
    pub central: Option<String>,
    /// A folder with `build/` and `deploy/`, in place of `edge-api`.
    pub bundle: Option<PathBuf>,
}

/// A running edge.
pub type Edge = Server<EdgeService>;

/// What an edge is started with.
#[derive(Debug)]
pub struct EdgeService {
    options: EdgeOptions,
    launch: Launch,
    workerd: PathBuf,
    port: u16,
}

impl Edge {
    /// Starts an edge and waits until `/healthz` answers.
    ///
    /// # Errors
    /// It is not built, the port is busy, or the configuration is refused.
    pub fn start(modules: &Modules, options: EdgeOptions) -> Result<Self> {
        Self::start_with(modules, options, Launch::default())
    }

    /// The same, started in another way.
    ///
    /// # Errors
    /// Those of [`Edge::start`].
    pub fn start_with(modules: &Modules, options: EdgeOptions, launch: Launch) -> Result<Self> {
        let port = claim(options.port, "the edge", "--edge-port")?;
        Self::started(EdgeService {
            options,
            launch,
            workerd: modules.workerd(),
            port,
        })
    }

    /// Base address without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        self.service.url()
    }

    /// The folder of the outbox's SQLite files.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.service.options.data
    }

    /// The log file.
    #[must_use]
    pub fn log(&self) -> &Path {
        &self.service.options.log
    }

    /// The configuration document it runs with.
    #[must_use]
    pub fn config(&self) -> &Value {
        &self.service.options.config
    }

    /// The database that it forwards to, with its login.
    #[must_use]
    pub fn database(&self) -> &Database {
        &self.service.options.database
    }

    /// The variables that workerd.capnp binds: both documents, the secrets with the login of the
    /// database.
    #[must_use]
    pub fn environment(&self) -> [(&'static str, String); 2] {
        self.service.environment()
    }
}

impl EdgeService {
    fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn environment(&self) -> [(&'static str, String); 2] {
        let mut secrets = self.options.secrets.clone();
        if let Some(fields) = secrets.as_object_mut() {
            fields.insert("central".to_owned(), self.options.database.login());
        }
        [
            ("HAOCHAPING_CONFIG", self.options.config.to_string()),
            ("HAOCHAPING_SECRETS", secrets.to_string()),
        ]
    }
}

impl Service for EdgeService {
    fn launch(&self) -> Result<Process> {
        let root = project::root();
        let dist = root.join("widget/dist");
        let bundle = match &self.launch.bundle {
            Some(folder) => folder.clone(),
            None => root.join("edge-api"),
        };
        for needed in [&bundle.join("build/index.js"), &dist] {
            if !needed.exists() {
                return Err(Failure::new(
                    format!("{} is not built", project::shown(needed)),
                    "Run `cargo xtask build`",
                ));
            }
        }
        fs::create_dir_all(&self.options.data).or_fail(
            format!("cannot make {}", project::shown(&self.options.data)),
            "Check the folder's permissions and free space",
        )?;
        let folder = |name: &str, path: &Path| format!("{name}={}", path.display());
        let mut workerd = match self.launch.through.split_first() {
            None => Command::new(&self.workerd),
            Some((program, arguments)) => {
                let mut command = Command::new(program);
                command.args(arguments).arg(&self.workerd);
                command
            }
        };
        let central = match &self.launch.central {
            Some(address) => address.clone(),
            None => self.options.database.address(),
        };
        workerd
            .arg("serve")
            .arg(bundle.join("deploy/workerd.capnp"))
            .arg("config")
            .arg(format!("--socket-addr=http=127.0.0.1:{}", self.port))
            .arg(format!(
                "--directory-path={}",
                folder("outbox", &self.options.data)
            ))
            .arg(format!("--directory-path={}", folder("widget", &dist)))
            .arg(format!("--external-addr=central={central}"))
            .envs(self.environment())
            .envs(self.launch.variables.iter().cloned())
            .current_dir(&root);
        // A workerd that gets SIGTERM waits for open connections; nothing is lost without.
        let mut process = Process::start("the edge", workerd, &self.options.log, Signal::SIGKILL)?;
        let health = format!("{}/healthz", self.url());
        process.wait_until(EDGE_READY, || answers(&health))?;
        Ok(process)
    }
}

/// Whether a GET of `url` is answered with success.
pub(crate) fn answers(url: &str) -> bool {
    ureq::get(url)
        .config()
        .timeout_global(Some(ASK))
        .build()
        .call()
        .is_ok()
}
