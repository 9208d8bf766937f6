//! The hosted page: the whole evaluation without any script.

mod loader;
pub mod show;
pub mod submit;
