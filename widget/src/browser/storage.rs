//! The queue in `localStorage`. Every access may throw (sandboxed frame, storage
//! switched off, quota) and is told, never taken for an empty queue.

use crate::queue::{Book, KEY, Unreadable};
use web_sys::Storage;

/// The device keeps nothing: no storage, no room, or a later version's data in it.
pub struct NotKept;

fn storage() -> Result<Storage, NotKept> {
    web_sys::window()
        .and_then(|window| window.local_storage().ok()?)
        .ok_or(NotKept)
}

/// The stored jobs.
pub fn read() -> Result<Book, NotKept> {
    let text = storage()?.get_item(KEY).map_err(|_| NotKept)?;
    match Book::read(text.as_deref()) {
        Ok(book) => Ok(book),
        Err(Unreadable::Later) => Err(NotKept),
        // Nothing in it can be told, so nothing is lost by starting anew.
        Err(Unreadable::Damaged) => Ok(Book::default()),
    }
}

/// Stores the jobs; an empty book leaves nothing behind.
pub fn write(book: &Book) -> Result<(), NotKept> {
    let storage = storage()?;
    if book.is_empty() {
        storage.remove_item(KEY).map_err(|_| NotKept)
    } else {
        storage.set_item(KEY, &book.write()).map_err(|_| NotKept)
    }
}
