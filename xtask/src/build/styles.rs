//! Turns the style files beside the widget's parts into three sheets.
//!
//! *critical* is what the loader's first paint needs and goes into the loader; *form* is the rest
//! and goes into engine.js; *whole* is both, for the hosted page and for browsers without
//! constructable sheets. No file is listed twice, so nothing can differ between them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{OrFail, Result};
use crate::project;
use crate::run;
use crate::tools::Tools;

/// Files, below `widget/src`, whose rules the painted radios need.
const CRITICAL: [&str; 4] = [
    "styles/tokens.css",
    "styles/sheet.css",
    "parts/matter/style.css",
    "parts/levels/style.css",
];
/// The floor of supported browsers; newer syntax is lowered or refused.
const TARGET: &str = "--target=chrome96,firefox90,safari15";

/// The three sheets, minified.
#[derive(Debug)]
pub struct Sheets {
    /// For the loader.
    pub critical: String,
    /// For engine.js.
    pub form: String,
    /// For `widget.css`.
    pub whole: String,
}

/// Builds the sheets from every `.css` file below `widget/src`.
///
/// # Errors
/// A file cannot be read, or esbuild refuses one.
pub fn build(tools: &Tools, stage: &Path) -> Result<Sheets> {
    let source = project::root().join("widget/src");
    let critical: Vec<PathBuf> = CRITICAL.iter().map(|name| source.join(name)).collect();
    let mut form = Vec::new();
    collect(&source, &mut form)?;
    form.retain(|file| !critical.contains(file));
    // `styles/` before `parts/…`: what all share comes first.
    form.sort_by_key(|file| (!file.starts_with(source.join("styles")), file.clone()));
    let whole: Vec<PathBuf> = critical.iter().chain(&form).cloned().collect();
    Ok(Sheets {
        critical: minify(tools, stage, "critical", &critical)?,
        form: minify(tools, stage, "form", &form)?,
        whole: minify(tools, stage, "widget", &whole)?,
    })
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let unreadable = format!("cannot list {}", project::shown(folder));
    for entry in fs::read_dir(folder).or_fail(&unreadable, "Check its permissions")? {
        let path = entry.or_fail(&unreadable, "Check its permissions")?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "css") {
            files.push(path);
        }
    }
    Ok(())
}

fn minify(tools: &Tools, stage: &Path, name: &str, files: &[PathBuf]) -> Result<String> {
    let list = stage.join(format!("{name}.list.css"));
    let imports: String = files
        .iter()
        .map(|file| {
            format!(
                "@import {};\n",
                serde_json::Value::from(file.display().to_string())
            )
        })
        .collect();
    fs::write(&list, imports).or_fail(
        format!("cannot write {}", project::shown(&list)),
        "Check the folder's permissions and free space",
    )?;
    let mut esbuild = Command::new(tools.modules.esbuild());
    esbuild.arg(&list).args([
        "--bundle",
        "--minify",
        "--charset=utf8",
        TARGET,
        "--log-level=warning",
    ]);
    let finished = run::succeed(&format!("esbuild of {name}.css"), esbuild)?;
    Ok(finished.stdout.trim_end().to_owned())
}
