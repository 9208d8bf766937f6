//! Where things lie in the project and in the user's cache.

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::{OrFail, Result};

/// The folder that holds the workspace's `Cargo.toml`.
#[must_use]
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Native build output: `CARGO_TARGET_DIR`, else `target/`.
#[must_use]
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// What the demo keeps between runs: database, outbox, logs. Ignored by git.
#[must_use]
pub fn data() -> PathBuf {
    root().join(".data")
}

/// The folder of tools that are shared by all checkouts:
/// `$XDG_CACHE_HOME/haochaping`, else `~/.cache/haochaping`.
///
/// # Errors
/// Neither `XDG_CACHE_HOME` nor `HOME` is set.
pub fn cache() -> Result<PathBuf> {
    let base = match env::var_os("XDG_CACHE_HOME").filter(|value| !value.is_empty()) {
        Some(folder) => PathBuf::from(folder),
        None => env::var_os("HOME")
            .map(|home| PathBuf::from(home).join(".cache"))
            .or_fail(
                "no cache folder: neither XDG_CACHE_HOME nor HOME is set",
                "Set HOME",
            )?,
    };
    Ok(base.join("haochaping"))
}

/// `path` as it reads from the project root, for messages.
#[must_use]
pub fn shown(path: &Path) -> String {
    path.strip_prefix(root())
        .unwrap_or(path)
        .display()
        .to_string()
}
