//! The npm packages of `tests/package-lock.json`: workerd, PostgreSQL, esbuild, binaryen,
//! TypeScript, Playwright, axe; React and Vue, that the package is tried in.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::platform::{self, Platform};
use crate::failure::{OrFail, Result};
use crate::fingerprint;
use crate::lock;
use crate::progress;
use crate::project;
use crate::run;

/// Name of the stamp that says which lockfile is installed.
const STAMP: &str = "npm";

/// An installed `node_modules` folder.
#[derive(Debug, Clone)]
pub struct Modules {
    folder: PathBuf,
    platform: Platform,
}

impl Modules {
    /// Binaryen's optimizer, a script that Node runs.
    #[must_use]
    pub fn wasm_opt(&self) -> PathBuf {
        self.folder.join("binaryen/bin/wasm-opt")
    }

    /// esbuild's native program.
    #[must_use]
    pub fn esbuild(&self) -> PathBuf {
        self.folder
            .join(format!("@esbuild/{}/bin/esbuild", self.platform.common))
    }

    /// TypeScript's compiler, a script that Node runs.
    #[must_use]
    pub fn tsc(&self) -> PathBuf {
        self.folder.join("typescript/bin/tsc")
    }

    /// workerd's native program.
    #[must_use]
    pub fn workerd(&self) -> PathBuf {
        self.folder.join(format!(
            "@cloudflare/workerd-{}/bin/workerd",
            self.platform.workerd
        ))
    }

    /// The folder with `bin`, `lib` and `share` of PostgreSQL.
    #[must_use]
    pub fn postgres(&self) -> PathBuf {
        self.postgres_package().join("native")
    }

    /// The `node_modules` folder itself.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn postgres_package(&self) -> PathBuf {
        self.folder
            .join("@embedded-postgres")
            .join(self.platform.common)
    }
}

/// Installs the packages of the lockfile unless exactly those are installed.
///
/// # Errors
/// npm is missing or fails.
pub fn ensure() -> Result<Modules> {
    let _lock = lock::hold("npm")?;
    let tests = project::root().join("tests");
    let lock = fingerprint::of(
        &[tests.join("package.json"), tests.join("package-lock.json")],
        "",
    )?;
    let modules = located()?;
    let outputs = [
        modules.workerd(),
        modules.esbuild(),
        modules.postgres().join("bin/postgres"),
    ];
    if fingerprint::is_fresh(STAMP, &lock, &outputs) {
        return Ok(modules);
    }
    progress::step("npm ci in tests/ (once per lockfile)", || {
        let mut npm = Command::new("npm");
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            .current_dir(&tests);
        run::succeed("npm ci", npm)?;
        restore_links(&modules)
    })?;
    fingerprint::remember(STAMP, &lock)?;
    Ok(modules)
}

/// Installs the packages of the lockfile in `folder` (from the project's root) unless exactly those
/// are installed; returns its `node_modules`.
///
/// # Errors
/// npm is missing or fails.
pub fn ensure_in(folder: &str) -> Result<PathBuf> {
    let _lock = lock::hold("npm")?;
    let path = project::root().join(folder);
    let lock = fingerprint::of(
        &[path.join("package.json"), path.join("package-lock.json")],
        "",
    )?;
    let modules = path.join("node_modules");
    let stamp = format!("npm-{}", folder.replace('/', "-"));
    if !fingerprint::is_fresh(&stamp, &lock, std::slice::from_ref(&modules)) {
        progress::step(&format!("npm ci in {folder}/ (once per lockfile)"), || {
            let mut npm = Command::new("npm");
            npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
                .current_dir(&path);
            run::succeed("npm ci", npm)
        })?;
        fingerprint::remember(&stamp, &lock)?;
    }
    Ok(modules)
}

fn located() -> Result<Modules> {
    Ok(Modules {
        folder: project::root().join("tests/node_modules"),
        platform: platform::here()?,
    })
}

/// npm packages cannot hold symbolic links, so PostgreSQL's libraries come with a list of them that
/// the package's install script makes real. Install scripts are off; this one is run by name.
fn restore_links(modules: &Modules) -> Result<()> {
    let package = modules.postgres_package();
    let mut node = Command::new("node");
    node.arg("scripts/hydrate-symlinks.js")
        .current_dir(&package);
    run::succeed("linking PostgreSQL's libraries", node)?;
    fs::metadata(modules.postgres().join("bin/initdb"))
        .map(drop)
        .or_fail(
            format!("no initdb in {}", project::shown(&package)),
            "Remove tests/node_modules and run again",
        )
}
