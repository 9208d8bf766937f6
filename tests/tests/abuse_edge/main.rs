//! Attacks on the real edge, one file an attacker's aim. `docs/security.md` names the
//! test that shows each defence; none of these is about what a good citizen sends.

mod caches;
mod forgery;
mod log;
mod slowness;
mod smuggling;
mod stuffing;
mod timing;
