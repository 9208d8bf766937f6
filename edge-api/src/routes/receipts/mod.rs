//! What a receipt opens.

pub mod look_up;
pub mod show;
