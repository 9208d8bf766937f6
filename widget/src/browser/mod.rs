//! The rim: DOM, fetch and storage, driven from the pure parts.
//!
//! Nothing here decides. `exports` is what the loader calls; `sheet` joins one mounted
//! sheet to its element; `send` empties the queue, once for the whole page.

mod dom;
mod event;
mod exports;
mod host;
mod http;
mod input;
mod json;
mod lock;
mod send;
mod sheet;
mod storage;
