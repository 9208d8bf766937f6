//! Signing in to the real workbench with real PostgreSQL, one stack for all: who gets in,
//! for how long, what they may do and what is written about it.

mod accounts;
mod forms;
mod guessing;
mod halls;
mod meanwhile;
mod password;
mod process;
mod rights;
mod sessions;
mod sign_in;
mod tls;
mod trail;
