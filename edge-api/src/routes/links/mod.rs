//! Short links: a hall has them made and sends them, a citizen opens one.

pub mod make;
pub mod open;
