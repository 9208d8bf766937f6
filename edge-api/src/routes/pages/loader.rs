//! The hash that the hosted page names when it loads the widget.

use std::cell::RefCell;

use serde::Deserialize;

use crate::assets::VERSION;
use crate::ports::Files;

/// `integrity.json` of a version, as far as it is needed here.
#[derive(Deserialize)]
struct List {
    files: Hashes,
}

#[derive(Deserialize)]
struct Hashes {
    #[serde(rename = "loader.js")]
    loader: String,
}

thread_local! {
    /// Read once an isolate: the files of a version never change.
    static KNOWN: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// `integrity` of the loader; `None` when the widget's folder cannot be read, and
/// the page then stays as it is: complete without the widget.
pub(super) async fn integrity(files: &impl Files) -> Option<String> {
    if let Some(known) = KNOWN.with_borrow(Clone::clone) {
        return Some(known);
    }
    let bytes = files
        .read(&format!("{VERSION}/integrity.json"))
        .await
        .ok()??;
    let list: List = serde_json::from_slice(&bytes).ok()?;
    KNOWN.set(Some(list.files.loader.clone()));
    Some(list.files.loader)
}
