//! `cargo xtask demo`: everything installed, built, started and wired; Ctrl-C ends it and keeps the
//! data.

pub mod once;

use std::env;
use std::path::PathBuf;
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::build;
use crate::failure::{Failure, OrFail, Result};
use crate::lock;
use crate::progress;
use crate::project;
use crate::run;
use crate::stack::{
    DEMO_ACCOUNTS, DEMO_PASSWORD, Database, Port, Ports, Stack, StackOptions, Workbench,
    WorkbenchOptions, claim,
};

/// How often the running parts are looked at.
const WATCH: Duration = Duration::from_secs(1);

/// Options of the command.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Rate one matter over HTTP, print its receipt and its row as JSON, and end
    #[arg(long)]
    pub once: bool,
    /// Port of the edge; 0 takes any free one
    #[arg(long, default_value_t = 8787)]
    pub edge_port: u16,
    /// Port of the demo hall; 0 takes any free one
    #[arg(long, default_value_t = 8788)]
    pub hall_port: u16,
    /// Port of the workbench; 0 takes any free one
    #[arg(long, default_value_t = 8790)]
    pub workbench_port: u16,
    /// Port of the demo's own PostgreSQL; 0 takes any free one
    #[arg(long, default_value_t = 54329)]
    pub pg_port: u16,
    /// Folder of database, outbox and logs [default: .data in the project]
    #[arg(long)]
    pub data: Option<PathBuf>,
}

/// Runs the demo until Ctrl-C, or once.
///
/// # Errors
/// The first step that fails, or a part that ends by itself.
pub fn command(options: &Options) -> Result<()> {
    let began = Instant::now();
    let database = match env::var("DATABASE_URL") {
        Ok(url) if !url.is_empty() => Some(Database::parse(&url)?),
        _ => None,
    };
    let folder = match &options.data {
        Some(folder) => std::path::absolute(folder).or_fail("--data", "Give a folder")?,
        None => project::data(),
    };
    let taken = Failure::new(
        format!("another demo uses {}", project::shown(&folder)),
        "Stop it with Ctrl-C, or give this one --data <folder> and other ports",
    );
    let _lock = lock::claim(&folder, taken)?;
    let ports = ports(options);
    // Before minutes of building, not after. The stack claims them again when it starts.
    check_ports(ports, database.is_some())?;
    let workbench_port = port(options.workbench_port);
    if !options.once {
        claim(workbench_port, "the workbench", "--workbench-port")?;
    }

    let tools = build::everything()?;
    build_native()?;
    let stopped = stop_signal()?;
    let mut stack = Stack::start(
        &tools.modules,
        &StackOptions {
            folder,
            ports,
            database,
            hall: true,
            config: Value::Null,
            secrets: Value::Null,
        },
    )?;
    if options.once {
        let printed = progress::step("rating one matter and waiting for its row", || {
            once::rate(&stack.edge.url(), &stack.database)
        })?;
        println!("{printed}");
        return Ok(());
    }
    // After the stack, so that it stops before it.
    let mut workbench = progress::step("starting the workbench", || {
        let workbench = Workbench::start(
            &stack,
            &WorkbenchOptions {
                port: workbench_port,
                ..WorkbenchOptions::default()
            },
        )?;
        workbench.add_demo_accounts()?;
        Ok(workbench)
    })?;
    let took = progress::seconds(began.elapsed());
    announce(&stack, &workbench, &took);
    stay(&mut stack, &mut workbench, &stopped)?;
    eprintln!("Stopping; the data stays.");
    Ok(())
}

/// Compiles the demo hall's backend and the workbench.
///
/// # Errors
/// One of them does not compile.
pub fn build_native() -> Result<()> {
    progress::step("building the demo hall and the workbench", || {
        let mut cargo = Command::new("cargo");
        cargo
            .args(["build", "--package", "demo-site"])
            .args(["--package", "haochaping-workbench"])
            .current_dir(project::root());
        run::succeed("cargo for hall and workbench", cargo).map(drop)
    })
}

const fn port(number: u16) -> Port {
    match number {
        0 => Port::Free,
        number => Port::Fixed(number),
    }
}

fn ports(options: &Options) -> Ports {
    Ports {
        postgres: port(options.pg_port),
        edge: port(options.edge_port),
        hall: port(options.hall_port),
    }
}

fn check_ports(ports: Ports, database_given: bool) -> Result<()> {
    claim(ports.edge, "the edge", "--edge-port")?;
    claim(ports.hall, "the demo hall", "--hall-port")?;
    if !database_given {
        claim(ports.postgres, "PostgreSQL", "--pg-port")?;
    }
    Ok(())
}

fn stop_signal() -> Result<Receiver<()>> {
    let (stop, stopped) = channel();
    ctrlc::set_handler(move || {
        // The receiver is gone only when the demo is ending anyway.
        let _ = stop.send(());
    })
    .or_fail("cannot catch Ctrl-C", "Run it in an ordinary terminal")?;
    Ok(stopped)
}

fn announce(stack: &Stack, workbench: &Workbench, took: &str) {
    let hall = stack
        .hall
        .as_ref()
        .map(crate::stack::Hall::url)
        .unwrap_or_default();
    println!();
    println!("Ready after {took}.");
    println!("  Demo hall     {hall}/");
    println!("  Edge          {}", stack.edge.url());
    println!("  Workbench     {}/", workbench.url());
    println!("  PostgreSQL    {}", stack.database.url_without_password());
    println!("  Logs          {}", project::shown(&log_folder(stack)));
    let aliases: Vec<&str> = DEMO_ACCOUNTS.iter().map(|(alias, _)| *alias).collect();
    println!(
        "To the workbench sign in as {} with {DEMO_PASSWORD}",
        aliases.join(", ")
    );
    println!("Ctrl-C stops everything and keeps the data.");
}

fn log_folder(stack: &Stack) -> PathBuf {
    stack
        .edge
        .log()
        .parent()
        .map_or_else(project::data, PathBuf::from)
}

fn stay(stack: &mut Stack, workbench: &mut Workbench, stopped: &Receiver<()>) -> Result<()> {
    loop {
        match stopped.recv_timeout(WATCH) {
            Err(RecvTimeoutError::Timeout) => {
                workbench.check()?;
                stack.check()?;
            }
            Ok(()) | Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
    }
}
