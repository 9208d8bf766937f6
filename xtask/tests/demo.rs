//! The demo as its user meets it: started from a terminal, ended with Ctrl-C, started again.

// What clippy.toml allows tests holds for what they share here too.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;
use xtask::demo::once;
use xtask::stack::{Database, Port, Postgres, PostgresOptions};
use xtask::tools::npm;

#[path = "demo/running.rs"]
mod running;

use running::Running;

/// The options that say where the parts listen.
const PORTS: [&str; 4] = [
    "--edge-port",
    "--hall-port",
    "--workbench-port",
    "--pg-port",
];

/// A folder of its own, which `stack::sweep` removes if this process cannot.
fn folder(name: &str) -> PathBuf {
    xtask::project::root().join(format!("target/stacks/{name}-{}-0", std::process::id()))
}

fn demo() -> Command {
    let mut demo = Command::new(env!("CARGO_BIN_EXE_xtask"));
    demo.arg("demo")
        .args(PORTS.iter().flat_map(|option| [option, "0"]))
        .env_remove("DATABASE_URL");
    demo
}

/// The one line that a refused start ends with.
fn complaint(output: &Output) -> String {
    assert!(!output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    let mut errors = text.lines().filter(|line| line.starts_with("error: "));
    let line = errors.next().expect("an error").to_owned();
    assert_eq!(errors.next(), None, "{text}");
    assert!(text.trim_end().ends_with(&line), "{text}");
    line
}

/// The receipt's row, if the demo's own PostgreSQL has it.
fn has_row(database: &Database, receipt: &str) -> bool {
    let stored = receipt.replace('-', "");
    database
        .with(|client| {
            let sql = "SELECT 1 FROM haochaping.evaluations WHERE receipt = $1";
            Ok(client.query_opt(sql, &[&stored]).unwrap().is_some())
        })
        .unwrap()
}

#[test]
fn ctrl_c_leaves_no_process_and_the_data() {
    let data = folder("demo-life");
    let mut command = demo();
    command.arg("--data").arg(&data);
    let first = Running::start(command);
    let children = first.descendants();
    // PostgreSQL with its own children, workerd, the hall, the workbench.
    assert!(children.len() >= 4, "{children:?}");
    assert_ne!(running::alive(&children), Vec::<i32>::new());
    let printed = once::rate(&first.edge, &first.database()).unwrap();
    let printed: Value = serde_json::from_str(&printed).unwrap();
    let receipt = printed["receipt"].as_str().unwrap();

    let mut command = demo();
    command.arg("--data").arg(&data);
    let line = complaint(&command.output().unwrap());
    assert!(line.contains("another demo uses"), "{line}");

    let ended = first.interrupt();
    assert!(ended.well, "{}", ended.errors);
    assert_eq!(running::alive(&children), Vec::<i32>::new());
    assert!(data.join("outbox").is_dir());

    let mut command = demo();
    command.arg("--data").arg(&data);
    let second = Running::start(command);
    assert!(has_row(&second.database(), receipt));
    let children = second.descendants();
    let ended = second.interrupt();
    assert!(ended.well, "{}", ended.errors);
    assert_eq!(running::alive(&children), Vec::<i32>::new());
    // Nothing is built or made a second time; that is what makes it quick.
    for slow in [
        "building the widget",
        "building the edge",
        "making PostgreSQL",
    ] {
        assert!(!ended.errors.contains(slow), "{}", ended.errors);
    }
    fs::remove_dir_all(data).unwrap();
}

#[test]
fn a_busy_port_is_one_line_before_anything_is_built() {
    let holder = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let busy = holder.local_addr().unwrap().port().to_string();
    for option in PORTS {
        let data = folder("demo-busy");
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.env_remove("DATABASE_URL").arg("demo");
        for other in PORTS {
            command.args([other, if other == option { &busy } else { "0" }]);
        }
        let output = command.arg("--data").arg(&data).output().unwrap();
        let line = complaint(&output);
        assert!(line.contains(&busy) && line.contains(option), "{line}");
        assert!(!String::from_utf8_lossy(&output.stderr).contains("building"));
        fs::remove_dir_all(data).unwrap();
    }
}

#[test]
fn a_missing_node_is_named_with_where_to_get_it() {
    let data = folder("demo-tool");
    let nothing = data.join("nothing");
    fs::create_dir_all(&nothing).unwrap();
    let output = demo()
        .arg("--data")
        .arg(&data)
        .env("PATH", &nothing)
        .output()
        .unwrap();
    let line = complaint(&output);
    assert!(
        line.contains("node") && line.contains("nodejs.org"),
        "{line}"
    );
    fs::remove_dir_all(data).unwrap();
}

#[test]
fn database_url_replaces_postgresql() {
    let (data, own) = (folder("demo-url"), folder("demo-central"));
    let server = Postgres::start(
        &npm::ensure().unwrap(),
        &PostgresOptions {
            port: Port::Free,
            data: own.join("postgres"),
            log: own.join("log/postgres.log"),
        },
    )
    .unwrap();
    let output = demo()
        .arg("--once")
        .arg("--data")
        .arg(&data)
        .env("DATABASE_URL", server.database().url())
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(has_row(
        &server.database(),
        printed["receipt"].as_str().unwrap()
    ));
    assert!(!errors.contains("starting PostgreSQL"), "{errors}");
    assert!(!data.join("postgres").exists());
    drop(server);
    fs::remove_dir_all(data).unwrap();
    fs::remove_dir_all(own).unwrap();
}
