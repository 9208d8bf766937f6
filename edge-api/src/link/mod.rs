//! Short links: what an address in a text message leads to.
//!
//! | part | does |
//! |---|---|
//! | [`record`] | what is kept of a link, and how the front asks for it |
//! | [`offer`] | whether a ticket may have one, and until when; pure |
//!
//! Each link is kept by the shard of the outbox that its code names, `crate::outbox::linking`,
//! and is in the centre for every other edge.

pub mod offer;
pub mod record;

pub use record::{Question, Record, Told};
