//! Builds the Worker with worker-build and the locked local tools.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::failure::{OrFail, Result};
use crate::project;
use crate::run;
use crate::tools::Tools;

/// What workerd and wrangler load, in `edge-api/build`: our entry, what worker-build made.
pub const FILES: [&str; 3] = [ENTRY, "index.js", "index_bg.wasm"];

const ENTRY: &str = "entry.js";

/// Their paths.
#[must_use]
pub fn outputs() -> Vec<PathBuf> {
    let build = project::root().join("edge-api/build");
    FILES.iter().map(|file| build.join(file)).collect()
}

/// Builds `edge-api/build`.
///
/// # Errors
/// worker-build fails, the end of its output is shown; or the entry cannot be copied.
pub fn build(tools: &Tools) -> Result<()> {
    let root = project::root();
    let mut worker_build = Command::new(&tools.worker_build);
    worker_build
        .arg("--release")
        .current_dir(root.join("edge-api"))
        // Without these three it downloads its own.
        .env("WASM_BINDGEN_BIN", &tools.wasm_bindgen)
        .env("WASM_OPT_BIN", tools.modules.wasm_opt())
        .env("ESBUILD_BIN", tools.modules.esbuild())
        // Its own folder: other targets' and profiles' builds do not push it out of the cache.
        .env("CARGO_TARGET_DIR", root.join("target/edge"));
    run::succeed("worker-build", worker_build)?;
    let (ours, built) = (
        root.join("edge-api").join(ENTRY),
        root.join("edge-api/build").join(ENTRY),
    );
    fs::copy(&ours, &built).or_fail(
        format!("cannot copy {} into build/", project::shown(&ours)),
        "Restore it from git; check permissions and free space",
    )?;
    Ok(())
}
