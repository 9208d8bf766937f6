//! The rating form of 政务服务“好差评”: what a citizen sees and fills in.
//!
//! The same parts are mounted in the browser (feature `csr`: the `mount`, `update`,
//! `command` and `unmount` that the loader calls) and printed on the server as a
//! plain HTML form (feature `ssr`: `page`).
//!
//! | module | holds |
//! |---|---|
//! | [`parts`] | one folder per part of the sheet: view, style, words, examples |
//! | [`form`] | what is on the sheet and how it changes; pure |
//! | [`kiosk`] | whose turn it is on a device that many people use; pure |
//! | [`queue`] | which evaluations wait to be sent, and when; pure |
//! | `browser` | DOM, fetch, storage: the rim that the pure parts are driven from |
//! | `page` | whole pages for the hosted form |
//! | [`style`] | the style sheet |

#[cfg(feature = "csr")]
mod browser;
pub mod form;
pub mod kiosk;
mod markup;
#[cfg(feature = "ssr")]
pub mod page;
pub mod parts;
pub mod queue;
pub mod style;

pub use style::STYLE;
