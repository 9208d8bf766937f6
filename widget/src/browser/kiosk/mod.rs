//! A kiosk: whose turn it is, and the outbox on the disk.

mod hearing;
mod station;
pub mod vault;

pub use station::Station;
