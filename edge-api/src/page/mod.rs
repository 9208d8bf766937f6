//! The pages that the edge itself shows: the hosted form, its result, a receipt,
//! and refusals. All of them are complete without any script.
//!
//! The sheet inside comes from the widget's own parts; here are only the frame
//! around it (head, switches for language and size), its words and its headers.

mod html;
mod receipt;
mod refused;
mod security;
mod shell;
pub mod style;
mod text;
mod view;

pub use receipt::receipt;
pub use refused::refused;
pub use view::View;
