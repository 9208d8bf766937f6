//! One command per job, and the real stack for tests.

pub mod bench;
pub mod build;
pub mod demo;
pub mod doctor;
pub mod drill;
pub mod failure;
mod fingerprint;
pub mod fuzz;
pub mod generate;
mod lock;
pub mod migrate;
pub mod package;
pub mod progress;
pub mod project;
pub mod reconcile;
pub mod run;
pub mod size;
mod spawn;
pub mod stack;
pub mod test;
pub mod tools;
pub mod unseal;
