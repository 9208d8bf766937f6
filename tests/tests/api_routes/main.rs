//! Every route of the edge on real workerd with real PostgreSQL, one stack for all.
//!
//! Each file tells one promise of the API; what must not be stored is looked for in
//! the outbox (through the form) and in PostgreSQL.

mod assets;
mod evaluations;
mod events;
mod links;
mod log;
mod operations;
mod origins;
mod pages;
mod phone;
mod points;
mod receipts;
mod refusals;
mod scans;
mod sessions;
mod tickets;
mod windows;

use haochaping_tests::world;
