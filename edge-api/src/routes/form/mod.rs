//! What the form must show.

pub mod show;
