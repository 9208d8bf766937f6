//! Our load generator beside a well-known one, on the server that costs least: what it measures
//! must not be itself.
//!
//! It exists because the well-known ones cannot send each ticket once at an even pace: oha draws
//! bodies at random and so sends some twice, autocannon paces an open loop by a burst a second,
//! rlt drops requests in flight at the end, which the server has counted by then.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;
use xtask::failure::{OrFail, Result};
use xtask::{project, run};

use super::contender::Contender;
use super::load::{Load, Pace};
use super::requests::{Hall, Requests};
use super::{Bench, bundle};
use crate::report::Table;

const CONNECTIONS: usize = 64;

/// Requests a second of both, one sample a round.
///
/// # Errors
/// One of them fails.
pub async fn measure(
    bench: &Bench,
    hall: &mut Hall,
    rounds: usize,
    window: Duration,
) -> Result<Table> {
    let running = bench.start(Contender::Empty, &bench.folder.join("generator"), None)?;
    let evaluation = hall.evaluations(1)?;
    let body = String::from_utf8_lossy(&evaluation[0]).into_owned();
    let (mut own, mut others) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let load = Load {
            address: running.address(),
            process: running.process()?,
            connections: CONNECTIONS,
            pace: Pace::Closed,
            warm_up: window / 4,
            window,
            status: 202,
        };
        own.push(load.run(Requests::circling(evaluation.clone())).await?.rate);
        let url = format!("http://{}/v1/evaluations", running.address());
        others.push(autocannon(&url, &body, window)?);
    }
    let title = format!("The load generator on the empty handler, {CONNECTIONS} connections");
    Ok(Table::new("generator", &title, "1/s", false)
        .against("autocannon")
        .row("ours", "", own)
        .row("autocannon", "", others))
}

fn autocannon(url: &str, body: &str, window: Duration) -> Result<f64> {
    let program = Path::new(bundle::FOLDER).join("node_modules/autocannon/autocannon.js");
    let mut node = Command::new("node");
    node.arg(program)
        .args(["--json", "--no-progress", "--method", "POST"])
        .args(["--connections", &CONNECTIONS.to_string()])
        .args(["--duration", &window.as_secs().max(1).to_string()])
        .args([
            "--headers",
            "Content-Type=application/json",
            "--body",
            body,
            url,
        ])
        .current_dir(project::root());
    let finished = run::succeed("autocannon", node)?;
    let said: Value = serde_json::from_str(finished.stdout.trim())
        .or_fail("autocannon's answer is no JSON", "Run it again")?;
    let good = said["2xx"]
        .as_f64()
        .or_fail("autocannon counts no answers", "Run it again")?;
    let took = said["duration"]
        .as_f64()
        .or_fail("autocannon tells no time", "Run it again")?;
    Ok(good / took)
}
