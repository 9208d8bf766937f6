//! Builds the Worker with worker-build and the locked local tools.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::failure::{OrFail, Result};
use crate::project;
use crate::run;
use crate::tools::Tools;

/// What workerd and wrangler load, in `edge-api/build`: our entry, what worker-build made, the
/// profiles.
pub const FILES: [&str; 4] = [ENTRY, "index.js", "index_bg.wasm", PROFILES];

const ENTRY: &str = "entry.js";
const PROFILES: &str = "profiles.json";

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
    let path = root.join("edge-api/build").join(PROFILES);
    fs::write(&path, profiles()?).or_fail(
        format!("cannot write {}", project::shown(&path)),
        "Check permissions and free space",
    )
}

/// The profile files of the project as one JSON list, which the Worker checks when it starts.
///
/// # Errors
/// A folder of `edge-api/profiles` cannot be read.
pub fn profiles() -> Result<String> {
    let folder = project::root().join("edge-api/profiles");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect())
        .or_fail(
            format!("cannot read {}", project::shown(&folder)),
            "Restore it from git",
        )?;
    files.retain(|path| path.is_dir());
    files.sort();
    let texts = files
        .into_iter()
        .map(|folder| {
            let path = folder.join("profile.json");
            fs::read_to_string(&path).or_fail(
                format!("cannot read {}", project::shown(&path)),
                "A folder of profiles holds a profile.json",
            )
        })
        .collect::<Result<Vec<String>>>()?;
    Ok(format!("[\n{}]\n", texts.join(",\n")))
}
