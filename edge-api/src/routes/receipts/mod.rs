//! What a receipt opens.

pub mod show;
