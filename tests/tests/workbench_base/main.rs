//! Signing in to the real workbench with real PostgreSQL, one stack for all: who gets in,
//! for how long, and what is written about it.

mod sign_in;
