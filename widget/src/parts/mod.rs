//! The parts of the sheet, one folder each: the view, its style, its words, its
//! examples and its tests.

pub mod comment;
pub mod contact;
pub mod errors;
pub mod kiosk;
pub mod levels;
pub mod matter;
pub mod outcome;
pub mod reasons;
pub mod settings;
pub mod submit;
pub mod text;

mod sheet;

pub use sheet::{Plain, sheet};
