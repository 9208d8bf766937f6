//! What `cargo xtask package` made, tried where it is unpacked: of the project, it gets a
//! PostgreSQL and nothing else.

mod edge;
mod npm;
mod wrangler;

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use tar::Archive;

use super::counts::Counts;
use crate::failure::{Failure, OrFail, Result};
use crate::package;
use crate::project;
use crate::stack::Temporary;

/// Packs, unpacks and tries both packages.
///
/// # Errors
/// They cannot be packed or unpacked.
pub fn run() -> Result<Counts> {
    let made = package::pack()?;
    let folder =
        Temporary(project::root().join(format!("target/stacks/unpacked-{}-0", std::process::id())));
    let edge = unpack(&made.edge, &folder.0.join("edge"))?;
    let npm = unpack(&made.npm, &folder.0.join("npm"))?;
    let checks = [
        ("the edge's licence", license(&edge)),
        ("the systemd unit", edge::unit_is_complete(&edge)),
        ("wrangler.toml's paths", wrangler::paths_exist(&edge)),
        ("wrangler.toml's bindings", wrangler::binds_alike(&edge)),
        ("one rating", edge::rates(&edge, &folder.0)),
        ("the npm package's licence", license(&npm)),
        ("the npm package's files", npm::names_its_files(&npm)),
        ("the npm package in Node", npm::resolves(&npm, &folder.0)),
    ];
    let mut counts = Counts::default();
    for (name, outcome) in checks {
        if let Err(failure) = &outcome {
            eprintln!("  error: {name}: {failure}");
        }
        counts = counts + outcome.map_or(Counts::FAILED, |()| Counts::PASSED);
    }
    Ok(counts)
}

/// Unpacks into `folder` and returns the one folder that everything in the archive lies in.
fn unpack(archive: &Path, folder: &Path) -> Result<PathBuf> {
    let what = || format!("cannot unpack {}", project::shown(archive));
    let remedy = "Check permissions and free space";
    fs::create_dir_all(folder).or_fail(what(), remedy)?;
    let file = File::open(archive).or_fail(what(), remedy)?;
    Archive::new(GzDecoder::new(file))
        .unpack(folder)
        .or_fail(what(), remedy)?;
    let mut tops: Vec<PathBuf> = fs::read_dir(folder)
        .or_fail(what(), remedy)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    match (tops.pop(), tops.is_empty()) {
        (Some(top), true) => Ok(top),
        _ => Err(Failure::new(
            format!("{} does not hold one folder", project::shown(archive)),
            "Put everything into one",
        )),
    }
}

fn license(unpacked: &Path) -> Result<()> {
    let wanted = read(&project::root().join("LICENSE"))?;
    if read(&unpacked.join("LICENSE"))? == wanted {
        return Ok(());
    }
    Err(Failure::new(
        "LICENSE is not the project's",
        "Pack the one at the top of the project",
    ))
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).or_fail(
        format!("cannot read {}", path.display()),
        "Correct what xtask/src/package packs",
    )
}

/// Fails when one of `names` does not lie in `folder`; `who` names them.
fn must_exist(who: &str, folder: &Path, names: &[String]) -> Result<()> {
    let missing: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|name| !folder.join(name).exists())
        .collect();
    if names.is_empty() || !missing.is_empty() {
        return Err(Failure::new(
            format!("{who} names {names:?}; missing are {missing:?}"),
            "Correct the names, or what xtask/src/package packs",
        ));
    }
    Ok(())
}
