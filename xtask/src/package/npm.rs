//! The npm package of the widget: `widget/package` with the built files in its `dist`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::files;
use crate::build::widget;
use crate::failure::{OrFail, Result};
use crate::project;
use crate::run;

/// Stages the package under `target/` and lets npm pack it into `dist`.
pub(super) fn pack(dist: &Path) -> Result<PathBuf> {
    let stage = project::root().join("target/package/npm");
    // What an earlier version left must not be packed.
    let _ = fs::remove_dir_all(&stage);
    copy(&project::root().join("widget/package"), &stage)?;
    copy(&widget::folder(), &stage.join("dist"))?;
    fs::copy(project::root().join("LICENSE"), stage.join("LICENSE"))
        .or_fail("cannot copy LICENSE", "Restore it from git")?;
    let mut npm = Command::new("npm");
    npm.args(["pack", "--json", "--ignore-scripts", "--pack-destination"])
        .arg(dist)
        .current_dir(&stage);
    let packed = run::succeed("npm pack", npm)?;
    let report: serde_json::Value = serde_json::from_str(&packed.stdout)
        .or_fail("npm pack reported no JSON", "Use npm 9 or newer")?;
    // A list with one entry; newer versions of npm name the entry by the package.
    let entry = match &report {
        serde_json::Value::Object(entries) => entries.values().next(),
        list => list.get(0),
    };
    entry
        .and_then(|entry| entry.get("filename")?.as_str())
        .map(|name| dist.join(name))
        .or_fail("npm pack named no file", "See its output above")
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for path in files(from)? {
        let below = path
            .strip_prefix(from)
            .or_fail("a file outside its folder", "Report this")?;
        let target = to.join(below);
        let place = || -> std::io::Result<()> {
            if let Some(folder) = target.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::copy(&path, &target).map(drop)
        };
        place().or_fail(
            format!("cannot copy to {}", project::shown(&target)),
            "Check permissions and free space",
        )?;
    }
    Ok(())
}
