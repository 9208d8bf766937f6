//! The hosted page: the whole evaluation without any script.

pub mod loader;
pub mod show;
pub mod submit;
