//! The rim: DOM, fetch and storage, driven from the pure parts.
//!
//! Nothing here decides. `exports` is what the loader calls; `sheet` joins one mounted
//! sheet to its element; `send` empties the queue, once for the whole page; `kiosk` drives
//! the turns of a device that many people use, and is built for kiosks only.

mod dom;
mod event;
mod exports;
mod host;
mod http;
mod input;
mod json;
#[cfg(feature = "kiosk")]
mod kiosk;
mod lock;
mod send;
mod sheet;
#[cfg(not(feature = "kiosk"))]
mod storage;
