//! Finds the pinned tools and installs, once, those that are missing.

pub mod chromium;
pub mod crates;
pub mod debian;
pub mod npm;
pub mod platform;
pub mod python;
pub mod target;

use std::path::PathBuf;
use std::process::Command;

pub use npm::Modules;

use crate::failure::{Failure, Result};
use crate::lock;

/// Everything the builds need.
#[derive(Debug, Clone)]
pub struct Tools {
    /// The wasm-bindgen command line tool, of the same version as the crate.
    pub wasm_bindgen: PathBuf,
    /// Cloudflare's bundler for Rust workers.
    pub worker_build: PathBuf,
    /// The installed npm packages.
    pub modules: Modules,
}

/// Finds every tool of the builds, installing what is missing: the wasm target through rustup,
/// crates into the user's cache folder, npm packages into `tests/node_modules`.
///
/// # Errors
/// Node is missing or older than 20, or an installation failed.
pub fn ensure() -> Result<Tools> {
    let _lock = lock::hold("tools")?;
    check_node()?;
    target::ensure()?;
    let wasm_bindgen = crates::ensure(&crates::WASM_BINDGEN)?;
    let worker_build = crates::ensure(&crates::WORKER_BUILD)?;
    let modules = npm::ensure()?;
    Ok(Tools {
        wasm_bindgen,
        worker_build,
        modules,
    })
}

fn check_node() -> Result<()> {
    const REMEDY: &str = "Install Node 20 or newer from https://nodejs.org";
    let output = Command::new("node")
        .arg("--version")
        .output()
        .map_err(|cause| Failure::new(format!("cannot run node: {cause}"), REMEDY))?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    match major(&version) {
        Some(20..) => Ok(()),
        _ => Err(Failure::new(
            format!("node is {version}, older than v20"),
            REMEDY,
        )),
    }
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_major_version_of_node() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("20"), None);
    }
}
