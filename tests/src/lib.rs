//! Who takes part in the tests that need more than one room, and how results are counted and
//! reported.

pub mod authority;
pub mod backup;
pub mod bench;
pub mod careless;
pub mod clock;
pub mod door;
pub mod drill;
pub mod load;
pub mod metrics;
pub mod national;
pub mod platform;
pub mod report;
pub mod second_edge;
pub mod ticket;
pub mod wire;
pub mod workbench;
pub mod world;
