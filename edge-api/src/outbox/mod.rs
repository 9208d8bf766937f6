//! The durable outbox: accepts an evaluation once, keeps it on disk before it
//! is acknowledged, and forwards it to the centre until the centre has it.

pub mod admission;
pub mod backoff;
pub mod client;
pub mod delivery;
pub mod entry;
pub mod protocol;
pub mod settings;

pub use settings::Settings;
