//! Tools that come from PyPI: one environment per list of versions and hashes, in the user's
//! cache folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest as _, Sha256};

use super::debian;
use crate::failure::{OrFail, Result};
use crate::lock;
use crate::progress;
use crate::project;
use crate::run;

/// The folder of the programs that `requirements` installs, installing them if they are
/// missing. Every package is held to a hash in that file.
///
/// # Errors
/// Python 3.11 or newer is missing, or a package cannot be installed.
pub fn ensure(name: &str, requirements: &Path) -> Result<PathBuf> {
    let file = project::shown(requirements);
    let list =
        fs::read(requirements).or_fail(format!("cannot read {file}"), "Restore it from git")?;
    let digest: String = Sha256::digest(&list)
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let folder = project::cache()?
        .join("tools")
        .join(format!("{name}-{digest}"));
    let programs = folder.join("bin");
    let done = folder.join("installed");
    if done.is_file() {
        return Ok(programs);
    }
    let _lock = lock::hold("tools")?;
    if done.is_file() {
        return Ok(programs);
    }
    debian::python()?;
    let title = format!("installing {name} into {} (once)", folder.display());
    progress::step(&title, || {
        let mut python = Command::new("python3");
        python.args(["-m", "venv", "--clear"]).arg(&folder);
        run::succeed("python3 -m venv", python)?;
        let mut pip = Command::new(programs.join("pip"));
        pip.args(["install", "--quiet", "--require-hashes", "--requirement"])
            .arg(requirements);
        run::succeed("pip install", pip)?;
        fs::write(&done, "").or_fail(
            format!("cannot write {}", done.display()),
            "Check the folder's permissions and free space",
        )
    })?;
    Ok(programs)
}
