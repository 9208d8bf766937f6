//! Text to values and back, one syntax a file, each within the bounds.

pub(super) mod csv;
pub(super) mod form;
pub(super) mod json;
pub(super) mod xlsx;
pub(super) mod xml;
