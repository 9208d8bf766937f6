//! The workbench, beside a running stack.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use nix::sys::signal::Signal;
use serde_json::{Value, json};

use super::documents::merge;
use super::edge::answers;
use super::port::{Port, claim};
use super::process::Process;
use super::server::{Server, Service};
use super::whole::{DEMO_HALL, Stack};
use crate::failure::{Failure, OrFail, Result};
use crate::project;

const READY: Duration = Duration::from_secs(20);

/// Who can sign in to the demo's workbench: alias and roles.
pub const DEMO_ACCOUNTS: [(&str, &str); 3] = [
    ("op-01", "operator"),
    ("co-01", "collector"),
    ("su-01", "supervisor,operator,collector"),
];

/// The password of each of them, which everybody knows.
pub const DEMO_PASSWORD: &str = "demo-workbench";

/// How a workbench differs from the demo's.
#[derive(Debug, Clone)]
pub struct WorkbenchOptions {
    /// The port on 127.0.0.1.
    pub port: Port,
    /// JSON merge patch on the demo's configuration.
    pub config: Value,
    /// JSON merge patch on the demo's secrets.
    pub secrets: Value,
}

impl Default for WorkbenchOptions {
    fn default() -> Self {
        Self {
            port: Port::Free,
            config: Value::Null,
            secrets: Value::Null,
        }
    }
}

/// A running workbench. Drop it before its stack.
pub type Workbench = Server<WorkbenchService>;

/// What a workbench is started with.
#[derive(Debug)]
pub struct WorkbenchService {
    port: u16,
    config: PathBuf,
    secrets: PathBuf,
    log: PathBuf,
}

impl Workbench {
    /// Starts a workbench for the database and the edge of `stack` and waits until it is ready.
    ///
    /// # Errors
    /// It is not built, the port is busy, or it refuses its documents.
    pub fn start(stack: &Stack, options: &WorkbenchOptions) -> Result<Self> {
        Self::started(WorkbenchService::prepare(stack, options)?)
    }

    /// Runs a command with the documents of a workbench that is not started.
    ///
    /// # Errors
    /// Those of [`Workbench::command`].
    pub fn once(stack: &Stack, options: &WorkbenchOptions, arguments: &[&str]) -> Result<String> {
        WorkbenchService::prepare(stack, options)?.command(arguments, "")
    }

    /// Base address without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        self.service.url()
    }

    /// The log file.
    #[must_use]
    pub fn log(&self) -> &Path {
        &self.service.log
    }

    /// Runs a command of the workbench, such as `account list`, with its documents; returns what
    /// it printed.
    ///
    /// # Errors
    /// It cannot be started, or what it says when it fails.
    pub fn command(&self, arguments: &[&str], input: &str) -> Result<String> {
        self.service.command(arguments, input)
    }

    /// Adds an account to the demo's hall; roles are separated by commas.
    ///
    /// # Errors
    /// It is there already, or its alias, a role or the password is refused.
    pub fn add_account(&self, alias: &str, roles: &str, password: &str) -> Result<()> {
        let arguments = [
            "account",
            "add",
            "--hall",
            DEMO_HALL,
            "--alias",
            alias,
            "--roles",
            roles,
            "--password-stdin",
        ];
        self.command(&arguments, password).map(drop)
    }

    /// Adds those of [`DEMO_ACCOUNTS`] that are not there.
    ///
    /// # Errors
    /// Those of [`Workbench::add_account`].
    pub fn add_demo_accounts(&self) -> Result<()> {
        let known = self.command(&["account", "list"], "")?;
        let has = |alias: &str| {
            let name = format!("{DEMO_HALL}\t{alias}\t");
            known.lines().any(|line| line.starts_with(&name))
        };
        for (alias, roles) in DEMO_ACCOUNTS {
            if !has(alias) {
                self.add_account(alias, roles, DEMO_PASSWORD)?;
            }
        }
        Ok(())
    }
}

impl WorkbenchService {
    /// Writes the documents.
    fn prepare(stack: &Stack, options: &WorkbenchOptions) -> Result<Self> {
        let port = claim(options.port, "the workbench", "--workbench-port")?;
        let address = format!("127.0.0.1:{port}");
        let mut config = document("demo.config.json")?;
        merge(
            &mut config,
            &json!({
                "listen": address,
                "publicUrl": format!("http://{address}"),
                "edge": stack.edge.url(),
            }),
        );
        merge(&mut config, &options.config);
        let mut secrets = document("demo.secrets.json")?;
        merge(&mut secrets, &json!({ "database": stack.workbench.url() }));
        merge(&mut secrets, &options.secrets);
        // A test may have several beside one stack.
        let folder = stack.folder.join("workbench");
        let service = Self {
            port,
            config: folder.join(format!("{port}.config.json")),
            secrets: folder.join(format!("{port}.secrets.json")),
            log: stack
                .folder
                .join("log")
                .join(format!("workbench-{port}.log")),
        };
        let kept = || -> std::io::Result<()> {
            fs::create_dir_all(&folder)?;
            fs::write(&service.config, config.to_string())?;
            fs::write(&service.secrets, secrets.to_string())
        };
        kept().or_fail(
            format!("cannot write into {}", folder.display()),
            "Check free space",
        )?;
        Ok(service)
    }

    fn command(&self, arguments: &[&str], input: &str) -> Result<String> {
        let what = || format!("haochaping-workbench {}", arguments.join(" "));
        let remedy = "Build it: cargo build --package haochaping-workbench";
        let mut child = self
            .program()
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .or_fail(what(), remedy)?;
        if let Some(mut stdin) = child.stdin.take() {
            // A command that reads nothing may have ended.
            let _ = stdin.write_all(input.as_bytes());
        }
        let output = child.wait_with_output().or_fail(what(), remedy)?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        if output.status.success() {
            return Ok(text(&output.stdout));
        }
        let said = text(&output.stderr);
        Err(Failure::new(
            format!("{}: {said}", what()),
            "See what it says",
        ))
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn program(&self) -> Command {
        let mut program = Command::new(project::target().join("debug/haochaping-workbench"));
        program
            .arg("--config")
            .arg(&self.config)
            .arg("--secrets")
            .arg(&self.secrets)
            .current_dir(project::root());
        program
    }
}

impl Service for WorkbenchService {
    fn launch(&self) -> Result<Process> {
        let mut program = self.program();
        program.arg("serve");
        let mut process = Process::start("the workbench", program, &self.log, Signal::SIGTERM)?;
        let ready = format!("{}/health/ready", self.url());
        process.wait_until(READY, || answers(&ready))?;
        Ok(process)
    }
}

fn document(name: &str) -> Result<Value> {
    let path = project::root().join("workbench/deploy").join(name);
    let file = project::shown(&path);
    let text =
        fs::read_to_string(&path).or_fail(format!("cannot read {file}"), "Restore it from git")?;
    serde_json::from_str(&text).or_fail(format!("{file} is no JSON"), "Correct it")
}
