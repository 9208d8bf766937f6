//! The widget's files on the hall's own origin, for pages that may load nothing from
//! elsewhere. The loader looks for its parts in the folder of its version, so the
//! version stands in their address: `/haochaping/0.1.0/loader.js`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use axum::Router;
use serde::Deserialize;
use tower_http::services::ServeDir;

/// A build of the widget, as its `integrity.json` describes it.
#[derive(Deserialize)]
pub struct Build {
    /// Version of the widget.
    pub version: String,
    files: HashMap<String, String>,
}

impl Build {
    /// Reads what was built into `dist`, or into the newest version in it.
    ///
    /// # Errors
    /// When there is no built widget or its list of hashes cannot be read.
    pub fn read(dist: &Path) -> Result<Self, String> {
        let file = folder(dist)?.join("integrity.json");
        let wrong =
            |error: &dyn std::fmt::Display| format!("WIDGET_DIST: {}: {error}", file.display());
        let text = std::fs::read_to_string(&file).map_err(|error| wrong(&error))?;
        serde_json::from_str(&text).map_err(|error| wrong(&error))
    }

    /// `sha384-…` of a file.
    pub fn integrity(&self, file: &str) -> Option<&str> {
        self.files.get(file).map(String::as_str)
    }

    /// Where the hall serves this build.
    pub fn path(&self) -> String {
        format!("/haochaping/{}", self.version)
    }
}

/// The folder that holds `loader.js`: `dist` itself, or the newest version in it.
fn folder(dist: &Path) -> Result<PathBuf, String> {
    let built = |dir: &Path| dir.join("loader.js").is_file();
    if built(dist) {
        return Ok(dist.to_owned());
    }
    std::fs::read_dir(dist)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|dir| built(dir))
        .max_by_key(|dir| {
            dir.join("loader.js")
                .metadata()
                .and_then(|m| m.modified())
                .ok()
        })
        .ok_or_else(|| {
            format!(
                "WIDGET_DIST: no loader.js in {}; build the widget first",
                dist.display()
            )
        })
}

/// Serves the build; precompressed files go out where the browser takes them.
///
/// # Errors
/// When there is no built widget.
pub fn router<S: Clone + Send + Sync + 'static>(dist: &Path) -> Result<Router<S>, String> {
    let files = ServeDir::new(folder(dist)?)
        .precompressed_br()
        .precompressed_gzip();
    Ok(Router::new().nest_service(&Build::read(dist)?.path(), files))
}

#[cfg(test)]
mod tests {
    use super::Build;

    #[test]
    fn the_list_of_hashes_is_read_as_the_build_writes_it() {
        let json = r#"{"version": "0.1.0", "files": {"loader.js": "sha384-abc", "engine.js": "sha384-def"}}"#;
        let build: Build = serde_json::from_str(json).unwrap();
        assert_eq!(build.path(), "/haochaping/0.1.0");
        assert_eq!(build.integrity("loader.js"), Some("sha384-abc"));
        assert_eq!(build.integrity("other.js"), None);
    }
}
