//! What operators and their monitors ask.

pub mod metrics;
pub mod openapi;
pub mod ready;
pub mod reconcile;
