//! The hashes that the hosted page names when it loads the widget and the bridge.

use serde::Deserialize;

use crate::assets::VERSION;
use crate::ports::Files;

/// `integrity.json` of a version, as far as it is needed here.
#[derive(Deserialize)]
struct List {
    files: Hashes,
}

/// `integrity` of the scripts.
#[derive(Deserialize)]
pub struct Hashes {
    /// Of the loader.
    #[serde(rename = "loader.js")]
    pub loader: String,
    /// Of the bridge.
    #[serde(rename = "bridge.js")]
    pub bridge: String,
}

/// The hashes; `None` when the widget's folder cannot be read, and the page then
/// stays as it is: complete without the widget.
///
/// Read anew for every page: it is one small file, and a kept hash would outlive a
/// folder that was exchanged under a running edge.
pub(in crate::routes) async fn integrity(files: &impl Files) -> Option<Hashes> {
    let bytes = files
        .read(&format!("{VERSION}/integrity.json"))
        .await
        .ok()??;
    let list: List = serde_json::from_slice(&bytes).ok()?;
    Some(list.files)
}
