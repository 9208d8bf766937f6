//! Where the hall's staff sign in.
//!
//! A process beside the centre: it keeps accounts in the central PostgreSQL,
//! as a role that reads evaluations and changes none, and speaks to the edge
//! over HTTP as any hall's backend does.

pub mod account;
pub mod app;
pub mod audit;
pub mod authorities;
pub mod call;
pub mod collect;
pub mod config;
pub mod database;
pub mod edge;
pub mod log;
pub mod onward;
pub mod page;
pub mod profiles;
pub mod routes;
pub mod serve;
pub mod session;
pub mod sheet;
