//! The queue's text on a kiosk's disk, encrypted.
//!
//! `loader/src/vault.ts` encrypts, decrypts and writes; that takes time, and the queue
//! asks at once. So the text stands here too, every change is written behind it, and
//! whoever must know that a change is on the disk waits for [`written`].

use super::super::send;
use crate::queue::{Device, KIOSK_ROOM, NotKept, Room};
use js_sys::Promise;
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// The vault of `loader/src/vault.ts`.
    pub type Vault;

    /// The text, once this page alone has the vault.
    #[wasm_bindgen(method)]
    fn open(this: &Vault) -> Promise;

    /// Puts a text in its place; resolves once it is on the disk.
    #[wasm_bindgen(method)]
    fn write(this: &Vault, text: Option<&str>) -> Promise;
}

#[derive(Default)]
struct Held {
    vault: RefCell<Option<Vault>>,
    /// Whether the vault is this page's.
    open: Cell<bool>,
    text: RefCell<Option<String>>,
    last: RefCell<Option<Promise>>,
}

thread_local! {
    static HELD: Held = Held::default();
}

/// Takes the vault that the queue lies in. Until it is open nothing is kept; where it
/// cannot be opened (no secure context, storage switched off), nothing ever is.
#[wasm_bindgen]
pub fn keep_in(vault: Vault) {
    let opening = vault.open();
    HELD.with(|held| held.vault.replace(Some(vault)));
    send::spawn(async move {
        let Ok(text) = JsFuture::from(opening).await else {
            return;
        };
        HELD.with(|held| {
            held.text.replace(text.as_string());
            held.open.set(true);
        });
        send::hurry();
    });
}

/// Waits for the last change. Answers whether it is on the disk.
pub async fn written() -> bool {
    let last = HELD.with(|held| held.last.borrow().clone());
    match last {
        Some(last) => JsFuture::from(last).await.is_ok(),
        None => HELD.with(|held| held.open.get()),
    }
}

/// The vault as the queue's device.
#[derive(Default)]
pub struct Vaulted;

impl Device for Vaulted {
    const ROOM: Room = KIOSK_ROOM;

    fn read(&self) -> Result<Option<String>, NotKept> {
        HELD.with(|held| {
            if held.open.get() {
                Ok(held.text.borrow().clone())
            } else {
                Err(NotKept)
            }
        })
    }

    fn write(&self, text: Option<&str>) -> Result<(), NotKept> {
        HELD.with(|held| {
            let vault = held.vault.borrow();
            let vault = vault.as_ref().filter(|_| held.open.get()).ok_or(NotKept)?;
            held.text.replace(text.map(str::to_owned));
            held.last.replace(Some(vault.write(text)));
            Ok(())
        })
    }
}
