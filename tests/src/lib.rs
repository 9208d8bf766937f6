//! Who takes part in the tests that need more than one room, and how a result is counted.

pub mod load;
pub mod metrics;
pub mod ticket;
