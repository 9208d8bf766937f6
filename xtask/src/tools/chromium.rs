//! The browser of the browser tests.

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};
use crate::tools::debian::{self, on_path};

const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];
const MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const REMEDY: &str =
    "Install Chromium (Debian: apt-get install chromium) or set CHROME to its path";

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
    debian::install(&["chromium"], REMEDY)?;
    find().ok_or_else(|| Failure::new("apt installed no Chromium", REMEDY))
}

fn find() -> Option<PathBuf> {
    NAMES
        .iter()
        .find_map(|name| on_path(name))
        .or_else(|| Path::new(MAC).is_file().then(|| PathBuf::from(MAC)))
}
