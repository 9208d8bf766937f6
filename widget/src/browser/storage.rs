//! The queue's text in `localStorage`. Every access may throw (sandboxed frame, storage
//! switched off, quota) and is told, never taken for an empty queue.

use crate::queue::{Device, KEY, NotKept};
use web_sys::Storage;

/// The browser's storage for the page's origin.
#[derive(Default)]
pub struct LocalStorage;

fn storage() -> Result<Storage, NotKept> {
    web_sys::window()
        .and_then(|window| window.local_storage().ok()?)
        .ok_or(NotKept)
}

impl Device for LocalStorage {
    fn read(&self) -> Result<Option<String>, NotKept> {
        storage()?.get_item(KEY).map_err(|_| NotKept)
    }

    fn write(&self, text: Option<&str>) -> Result<(), NotKept> {
        let storage = storage()?;
        match text {
            None => storage.remove_item(KEY),
            Some(text) => storage.set_item(KEY, text),
        }
        .map_err(|_| NotKept)
    }
}
