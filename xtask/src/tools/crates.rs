//! Tools that come from crates.io, each installed once per version into the user's cache folder.

use std::path::PathBuf;
use std::process::Command;

use crate::failure::{Failure, Result};
use crate::progress;
use crate::project;
use crate::run;

/// A tool of one pinned version.
#[derive(Debug)]
pub struct CrateTool {
    name: &'static str,
    version: &'static str,
    binary: &'static str,
}

/// Must equal the `wasm-bindgen` of the workspace: the two speak a private format.
pub const WASM_BINDGEN: CrateTool = CrateTool {
    name: "wasm-bindgen-cli",
    version: "0.2.130",
    binary: "wasm-bindgen",
};

/// Must fit the `worker` crate of the workspace.
pub const WORKER_BUILD: CrateTool = CrateTool {
    name: "worker-build",
    version: "0.8.7",
    binary: "worker-build",
};

/// Builds the targets of tests/fuzz with the flags that libFuzzer needs.
pub const CARGO_FUZZ: CrateTool = CrateTool {
    name: "cargo-fuzz",
    version: "0.13.2",
    binary: "cargo-fuzz",
};

/// Every tool of the builds with its version, for fingerprints.
#[must_use]
pub fn versions() -> String {
    [WASM_BINDGEN, WORKER_BUILD]
        .map(|tool| format!("{} {}", tool.name, tool.version))
        .join("\n")
}

/// The path of the tool's program, after installing it if it was missing.
///
/// # Errors
/// The installation failed.
pub fn ensure(tool: &CrateTool) -> Result<PathBuf> {
    let folder = project::cache()?
        .join("tools")
        .join(format!("{}-{}", tool.name, tool.version));
    let binary = folder.join("bin").join(tool.binary);
    if binary.is_file() {
        return Ok(binary);
    }
    let title = format!(
        "installing {} {} into {} (once, takes minutes)",
        tool.name,
        tool.version,
        folder.display()
    );
    progress::step(&title, || {
        // With the author's lockfile first: that is what was tested. A registry that lacks one of
        // its versions needs the second way.
        let locked = run::finish(tool.name, install(tool, &folder, true))?;
        if !locked.status.success() {
            progress::note("its own lockfile cannot be met here; resolving versions anew");
            run::succeed(tool.name, install(tool, &folder, false))?;
        }
        if binary.is_file() {
            return Ok(binary);
        }
        Err(Failure::new(
            format!("{} was installed without {}", tool.name, binary.display()),
            format!("Remove {} and run again", folder.display()),
        ))
    })
}

fn install(tool: &CrateTool, folder: &std::path::Path, locked: bool) -> Command {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["install", tool.name, "--version"])
        .arg(format!("={}", tool.version))
        .arg("--root")
        .arg(folder)
        .current_dir(project::root())
        // A folder set for the project's own builds is no place for a tool's.
        .env_remove("CARGO_TARGET_DIR");
    if locked {
        cargo.arg("--locked");
    }
    cargo
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wasm_bindgen_is_the_workspace_s_version() {
        let manifest = std::fs::read_to_string(project::root().join("Cargo.toml")).unwrap();
        assert!(manifest.contains(&format!("wasm-bindgen = \"={}\"", WASM_BINDGEN.version)));
        assert!(manifest.contains(&format!("worker = \"{}\"", WORKER_BUILD.version)));
    }
}
