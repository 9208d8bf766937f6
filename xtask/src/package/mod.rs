//! `cargo xtask package`: `dist/` with what others install, the widget for web teams as an npm
//! package and the edge for operators as one archive.

mod edge;
mod npm;

use std::fs;
use std::path::{Path, PathBuf};

use crate::build;
use crate::failure::{OrFail, Result};
use crate::progress;
use crate::project;

/// What was packed.
#[derive(Debug)]
pub struct Packages {
    /// The edge's archive, a `.tar.gz`.
    pub edge: PathBuf,
    /// The widget's npm package, a `.tgz`.
    pub npm: PathBuf,
}

/// Packs both and shows them.
///
/// # Errors
/// Those of [`pack`].
pub fn command() -> Result<()> {
    let made = pack()?;
    for made in [made.edge, made.npm] {
        let size = fs::metadata(&made).map_or(0, |meta| meta.len());
        println!("{} ({} KB)", project::shown(&made), size.div_ceil(1024));
    }
    Ok(())
}

/// Builds what changed and packs both into `dist/`.
///
/// # Errors
/// A build fails or a file cannot be written.
pub fn pack() -> Result<Packages> {
    let tools = build::everything()?;
    let dist = project::root().join("dist");
    fs::create_dir_all(&dist).or_fail("cannot make dist/", "Check permissions")?;
    let edge = progress::step("packing the edge", || edge::pack(&tools.modules, &dist))?;
    let npm = progress::step("packing the npm package", || npm::pack(&dist))?;
    Ok(Packages { edge, npm })
}

/// Files below `folder`, sorted, so that archives do not depend on the disk's order.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let what = || format!("cannot list {}", project::shown(folder));
    let remedy = "Run `cargo xtask build`";
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).or_fail(what(), remedy)? {
        let path = entry.or_fail(what(), remedy)?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
