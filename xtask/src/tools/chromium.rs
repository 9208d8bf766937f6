//! The browser of the browser tests.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Result};
use crate::progress;
use crate::run;

const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];
const MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const REMEDY: &str =
    "Install Chromium (Debian: apt-get install chromium fonts-noto-cjk) or set CHROME to its path";

/// The path of Chromium or Chrome: `CHROME`, else on `PATH`, else installed through apt as root.
///
/// # Errors
/// There is none and it cannot be installed here.
pub fn ensure() -> Result<PathBuf> {
    if let Some(chosen) = env::var_os("CHROME").filter(|value| !value.is_empty()) {
        let chosen = PathBuf::from(chosen);
        return if chosen.is_file() {
            Ok(chosen)
        } else {
            Err(Failure::new(
                format!("CHROME={} is no file", chosen.display()),
                REMEDY,
            ))
        };
    }
    if let Some(found) = find() {
        return Ok(found);
    }
    if !nix::unistd::geteuid().is_root() || on_path("apt-get").is_none() {
        return Err(Failure::new("no Chromium found", REMEDY));
    }
    progress::step("apt-get install chromium fonts-noto-cjk", || {
        apt(&["update"])?;
        apt(&[
            "install",
            "--yes",
            "--no-install-recommends",
            "chromium",
            "fonts-noto-cjk",
        ])
    })?;
    find().ok_or_else(|| Failure::new("apt installed no Chromium", REMEDY))
}

fn apt(arguments: &[&str]) -> Result<()> {
    let mut apt = Command::new("apt-get");
    apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    run::succeed("apt-get", apt).map(drop)
}

fn find() -> Option<PathBuf> {
    NAMES
        .iter()
        .find_map(|name| on_path(name))
        .or_else(|| Path::new(MAC).is_file().then(|| PathBuf::from(MAC)))
}

fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}
