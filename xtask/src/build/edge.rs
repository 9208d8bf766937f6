//! Builds the Worker with worker-build and the locked local tools.

use std::path::PathBuf;
use std::process::Command;

use crate::failure::Result;
use crate::project;
use crate::run;
use crate::tools::Tools;

/// The files that workerd and wrangler load.
#[must_use]
pub fn outputs() -> Vec<PathBuf> {
    let build = project::root().join("edge-api/build");
    vec![build.join("index.js"), build.join("index_bg.wasm")]
}

/// Builds `edge-api/build/index.js` and `index_bg.wasm`.
///
/// # Errors
/// worker-build fails; the end of its output is shown.
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
    run::succeed("worker-build", worker_build).map(drop)
}
