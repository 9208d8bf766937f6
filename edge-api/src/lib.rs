//! edge-api

pub mod outbox;
