//! The edge's archive, started as its systemd unit starts it.

use std::fs;
use std::path::Path;
use std::process::Command;

use nix::sys::signal::Signal;
use serde_json::Value;

use super::{must_exist, read};
use crate::demo::once;
use crate::failure::{Failure, OrFail, Result};
use crate::stack::{EDGE_READY, Process, Stack, answers};

const UNIT: &str = "deploy/haochaping-edge.service";
/// Where the unit says that the archive's folders are copied to.
const PLACES: [&str; 2] = ["/usr/lib/haochaping", "/usr/share/haochaping"];
const OUTBOX: &str = "/var/lib/haochaping/outbox";
const EDGE: &str = "127.0.0.1:8787";
const CENTRAL: &str = "127.0.0.1:5432";

/// Whatever the unit expects to be copied from the archive is in it.
pub fn unit_is_complete(archive: &Path) -> Result<()> {
    let unit = read(&archive.join(UNIT))?;
    let mut names: Vec<String> = unit
        .split([' ', '=', '\n'])
        .filter_map(|word| PLACES.iter().find_map(|place| word.strip_prefix(place)))
        .map(|inside| inside.trim_matches(['/', '…', ',']).to_owned())
        .collect();
    names.sort();
    names.dedup();
    must_exist(UNIT, archive, &names)
}

/// Starts the archive's workerd with the unit's own arguments, other places and ports put in, and
/// follows one rating into a row.
pub fn rates(archive: &Path, folder: &Path) -> Result<()> {
    let mut stack = Stack::fresh("package", false, Value::Null, Value::Null)?;
    // Its port and documents, without its process.
    stack.edge.stop();
    let url = stack.edge.url();
    let outbox = folder.join("outbox");
    fs::create_dir_all(&outbox).or_fail("cannot make an outbox", "Check free space")?;

    let here = archive.display().to_string();
    let [lib, share] = PLACES;
    let places = [
        (lib, here.clone()),
        (share, here),
        (OUTBOX, outbox.display().to_string()),
        (EDGE, url.trim_start_matches("http://").to_owned()),
        (CENTRAL, stack.edge.database().address()),
    ];
    let mut words = started_with(&read(&archive.join(UNIT))?, &places)?.into_iter();
    let program = words.next().or_fail("ExecStart is empty", "Name workerd")?;
    let mut workerd = Command::new(program);
    workerd
        .args(words)
        .env_clear()
        .envs(stack.edge.environment())
        .current_dir("/");
    let log = folder.join("edge.log");
    let mut process = Process::start("the unpacked edge", workerd, &log, Signal::SIGTERM)?;
    process.wait_until(EDGE_READY, || answers(&format!("{url}/healthz")))?;
    once::rate(&url, &stack.database)?;
    let loader = format!("{url}/widget/v1/loader.js");
    if answers(&loader) {
        return Ok(());
    }
    Err(Failure::new(
        format!("{loader} does not answer"),
        "Correct the unit's --directory-path widget=…",
    ))
}

/// The words of the unit's `ExecStart`, with the right side of each pair for its left.
fn started_with(unit: &str, places: &[(&str, String)]) -> Result<Vec<String>> {
    let unit = unit.replace("\\\n", " ");
    let line = unit
        .lines()
        .find_map(|line| line.strip_prefix("ExecStart="))
        .or_fail(format!("{UNIT} has no ExecStart"), "Restore it")?;
    let mut line = line.to_owned();
    for (written, put) in places {
        if !line.contains(written) {
            return Err(Failure::new(
                format!("ExecStart does not name {written}"),
                "Correct the unit, or test/package/edge.rs",
            ));
        }
        line = line.replace(written, put);
    }
    Ok(line.split_whitespace().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exec_start_goes_over_lines_and_misses_nothing() {
        let unit = "[Service]\nExecStart=/a/workerd serve \\\n  --x=/b\nRestart=always\n";
        let places = [("/a", "/tmp/1".to_owned()), ("/b", "/tmp/2".to_owned())];
        assert_eq!(
            started_with(unit, &places).unwrap(),
            ["/tmp/1/workerd", "serve", "--x=/tmp/2"]
        );
        assert!(started_with(unit, &[("/c", String::new())]).is_err());
    }
}
