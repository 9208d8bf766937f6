//! One process at a time installs tools or writes build output.

use std::fs::{self, File};
use std::path::Path;

use crate::failure::{Failure, OrFail, Result};
use crate::progress;
use crate::project;

/// Held until dropped; the system frees it when the process dies.
#[must_use = "the lock is freed when this is dropped"]
#[derive(Debug)]
pub struct Lock(#[allow(dead_code, reason = "held, not read")] File);

/// Waits for the lock `name` under `target/stamps/`.
///
/// # Errors
/// The lock file cannot be created or locked.
pub fn hold(name: &str) -> Result<Lock> {
    let folder = project::root().join("target/stamps");
    let path = folder.join(format!("{name}.lock"));
    let what = format!("cannot lock {}", project::shown(&path));
    let remedy = "Check the folder's permissions and free space";
    fs::create_dir_all(&folder).or_fail(&what, remedy)?;
    let file = File::create(&path).or_fail(&what, remedy)?;
    if file.try_lock().is_err() {
        progress::note(&format!("waiting for another xtask that holds {name}"));
        file.lock().or_fail(&what, remedy)?;
    }
    Ok(Lock(file))
}

/// Takes the lock of the folder `path`, which lasts until dropped.
///
/// # Errors
/// Another process holds it, or the lock file cannot be created.
pub fn claim(path: &Path, taken: Failure) -> Result<Lock> {
    let what = format!("cannot lock {}", project::shown(path));
    let remedy = "Check the folder's permissions and free space";
    fs::create_dir_all(path).or_fail(&what, remedy)?;
    let file = File::create(path.join("lock")).or_fail(&what, remedy)?;
    file.try_lock().map_err(|_| taken)?;
    Ok(Lock(file))
}
