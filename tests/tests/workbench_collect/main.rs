//! Collected opinions at the real workbench, with the real edge and real PostgreSQL, one stack
//! for all.

mod entry;
mod same;
mod slow;
mod upload;
mod world;
