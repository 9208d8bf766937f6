//! `api`: requests that schemathesis generates from openapi.json, to a running edge.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::json;

use super::Outcome;
use super::examples::Examples;
use crate::failure::{OrFail, Result};
use crate::progress;
use crate::project;
use crate::run;
use crate::stack::{DEMO_HALL, Stack, demo_keys};
use crate::tools::python;

/// Generated requests an operation and phase, before time decides.
const SHORT: u32 = 25;
/// A run longer than this goes on generating until its time is over.
const LONG: Duration = Duration::from_secs(60);

/// Starts an edge and asks it for about `length`. Short runs send the same requests each
/// time; longer ones look further.
///
/// # Errors
/// Python or a package is missing, or the edge does not start.
pub fn run(length: Duration) -> Result<Outcome> {
    let folder = project::root().join("tests/fuzz/api");
    let programs = python::ensure("schemathesis", &folder.join("requirements.txt"))?;
    // Nobody is to be slowed down here, or everything would be answered with 429.
    let many = json!({ "burst": 1_000_000, "perMinute": 6_000_000 });
    let config =
        json!({ "limits": { "ticket": many, "hall": many, "device": many, "point": many } });
    let secrets = json!({});
    let stack = Stack::fresh("api-fuzz", false, config, secrets)?;
    let edge = stack.edge.url();
    let file = stack.edge.data().with_file_name("examples.json");
    let examples = Examples::make(&edge, stack.edge.config())?;
    fs::write(&file, examples.json()).or_fail(
        format!("cannot write {}", project::shown(&file)),
        "Check the folder's permissions and free space",
    )?;

    let report = project::root().join("target/api-fuzz.xml");
    let mut command = Command::new(programs.join("schemathesis"));
    command
        .arg("--config-file")
        .arg(folder.join("schemathesis.toml"))
        .arg("run")
        .arg(project::root().join("edge-api/openapi.json"))
        .args(["--url", &edge, "--phases", "examples,coverage,fuzzing"])
        .args(["--max-examples", &SHORT.to_string()])
        .args(["--report", "junit", "--report-junit-path"])
        .arg(&report)
        .current_dir(&folder)
        .env("HALL_KEY", demo_keys(DEMO_HALL)?.api)
        .env("METRICS_KEY", metrics_key(&stack)?)
        .env("HAOCHAPING_EXAMPLES", &file)
        .env("PYTHONDONTWRITEBYTECODE", "1");
    if length > LONG {
        command.args(["--max-time", &length.as_secs().to_string()]);
    }
    let finished = progress::step("schemathesis", || run::finish("schemathesis", command))?;
    let outcome = counted(&report, finished.status.success())?;
    if outcome.broke > 0 {
        for line in finished
            .lines
            .iter()
            .skip_while(|line| !line.contains("FAILURES"))
        {
            eprintln!("    {line}");
        }
    }
    Ok(outcome)
}

fn metrics_key(stack: &Stack) -> Result<String> {
    let [_, (_, secrets)] = stack.edge.environment();
    let secrets: serde_json::Value =
        serde_json::from_str(&secrets).or_fail("the secrets are no JSON", "Correct them")?;
    let key = secrets.get("metricsKey").and_then(|key| key.as_str());
    Ok(key
        .or_fail("the secrets have no metricsKey", "Add it")?
        .to_owned())
}

/// Operations that held and broke, from the report's `tests` and `failures`.
fn counted(report: &Path, well: bool) -> Result<Outcome> {
    let text = fs::read_to_string(report)
        .or_fail("schemathesis left no report", "Its output above says why")?;
    let number = |name: &str| {
        text.split_once(&format!(" {name}=\""))
            .and_then(|(_, rest)| rest.split_once('"'))
            .and_then(|(number, _)| number.parse().ok())
            .unwrap_or(0_u64)
    };
    let failed = number("failures") + number("errors");
    // A run that ended badly without a failure, or asked nothing, did not hold either.
    let broke = if failed == 0 && (!well || number("tests") == 0) {
        1
    } else {
        failed
    };
    Ok(Outcome {
        held: number("tests").saturating_sub(failed),
        broke,
    })
}
