//! The telephone desk with real PostgreSQL, edge and workbench. Calls of a hall are one queue,
//! so each test has a stack of its own.

mod again;
mod away;
mod dismissed;
mod halls;
mod holding;
mod numbers;
mod place;
