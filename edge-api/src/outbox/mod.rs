//! The durable outbox: accepts an evaluation once, keeps it on disk before it
//! is acknowledged, and forwards it to the centre until the centre has it.

pub mod client;
pub mod protocol;
pub mod settings;

pub use settings::Settings;
