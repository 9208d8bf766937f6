//! Skips work whose inputs have not changed: a hash over names and contents of files, kept in
//! `target/stamps/`.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::failure::{OrFail, Result};
use crate::project;

/// Folders that hold results, never inputs.
const RESULTS: [&str; 5] = ["target", "node_modules", "dist", "build", ".data"];

/// SHA-256, in hex, over every file below `inputs` (files or folders; missing ones count as empty)
/// and over `extra`, such as tool versions.
///
/// # Errors
/// A file cannot be read.
pub fn of(inputs: &[PathBuf], extra: &str) -> Result<String> {
    let mut files = Vec::new();
    for input in inputs {
        collect(input, &mut files)?;
    }
    files.sort();
    let mut hash = Sha256::new();
    hash.update(extra.as_bytes());
    for file in files {
        let content = fs::read(&file).or_fail(
            format!("cannot read {}", project::shown(&file)),
            "Check its permissions",
        )?;
        hash.update(project::shown(&file).as_bytes());
        hash.update([0]);
        hash.update(content.len().to_le_bytes());
        hash.update(content);
    }
    Ok(hash.finalize().iter().map(|b| format!("{b:02x}")).collect())
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_file() {
        files.push(path.to_path_buf());
        return Ok(());
    }
    if !path.is_dir() {
        return Ok(());
    }
    let unreadable = || {
        (
            format!("cannot list {}", project::shown(path)),
            "Check its permissions",
        )
    };
    let entries = fs::read_dir(path).or_fail(unreadable().0, unreadable().1)?;
    for entry in entries {
        let entry = entry.or_fail(unreadable().0, unreadable().1)?;
        let name = entry.file_name();
        if !RESULTS.iter().any(|result| name == *result) {
            collect(&entry.path(), files)?;
        }
    }
    Ok(())
}

/// Whether `name` was last completed with this fingerprint and all its outputs still exist.
#[must_use]
pub fn is_fresh(name: &str, fingerprint: &str, outputs: &[PathBuf]) -> bool {
    fs::read_to_string(stamp(name)).is_ok_and(|kept| kept == fingerprint)
        && outputs.iter().all(|output| output.exists())
}

/// Remembers that `name` was completed with this fingerprint.
///
/// # Errors
/// The stamp cannot be written.
pub fn remember(name: &str, fingerprint: &str) -> Result<()> {
    let stamp = stamp(name);
    let write = || -> std::io::Result<()> {
        if let Some(folder) = stamp.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&stamp, fingerprint)
    };
    write().or_fail(
        format!("cannot write {}", project::shown(&stamp)),
        "Check the folder's permissions and free space",
    )
}

fn stamp(name: &str) -> PathBuf {
    project::root().join("target/stamps").join(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_with_content_and_extra_only() {
        let folder = project::target().join("fingerprint-test");
        fs::create_dir_all(folder.join("dist")).unwrap();
        fs::write(folder.join("a"), "1").unwrap();
        let inputs = [folder.clone()];
        let first = of(&inputs, "x").unwrap();
        fs::write(folder.join("dist/result"), "2").unwrap();
        assert_eq!(of(&inputs, "x").unwrap(), first);
        assert_ne!(of(&inputs, "y").unwrap(), first);
        fs::write(folder.join("a"), "2").unwrap();
        assert_ne!(of(&inputs, "x").unwrap(), first);
        fs::remove_dir_all(folder).unwrap();
    }
}
