//! edge-api

pub mod central;
pub mod outbox;
