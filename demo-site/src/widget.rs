//! The widget's files on the hall's own origin, for pages that may load nothing
//! from elsewhere.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use tower_http::services::ServeDir;

/// The folder that holds `loader.js`: `dist` itself, or the newest version in it.
fn version(dist: &Path) -> Option<PathBuf> {
    let built = |dir: &Path| dir.join("loader.js").is_file();
    if built(dist) {
        return Some(dist.to_owned());
    }
    std::fs::read_dir(dist)
        .ok()?
        .flatten()
        .map(|entry| entry.path())
        .filter(|dir| built(dir))
        .max_by_key(|dir| {
            dir.join("loader.js")
                .metadata()
                .and_then(|m| m.modified())
                .ok()
        })
}

/// Serves that folder; precompressed files go out where the browser takes them.
pub fn service(dist: &Path) -> ServeDir {
    ServeDir::new(version(dist).unwrap_or_else(|| dist.to_owned()))
        .precompressed_br()
        .precompressed_gzip()
}

#[derive(Deserialize)]
struct Integrity {
    files: Files,
}

#[derive(Deserialize)]
struct Files {
    #[serde(rename = "loader.js")]
    loader: String,
}

/// `sha384-…` of the loader, as its build wrote it down.
///
/// # Errors
/// When there is no built widget or its list of hashes cannot be read.
pub fn integrity(dist: &Path) -> Result<String, String> {
    let dir = version(dist).ok_or_else(|| {
        format!(
            "WIDGET_DIST: no loader.js in {}; build the widget first",
            dist.display()
        )
    })?;
    let file = dir.join("integrity.json");
    let text =
        std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let hashes: Integrity =
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(hashes.files.loader)
}
