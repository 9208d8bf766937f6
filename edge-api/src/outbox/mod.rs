//! The durable outbox: accepts an evaluation once, keeps it on disk before it
//! is acknowledged, and forwards it to the centre until the centre has it.
//!
//! | part | does |
//! |---|---|
//! | [`protocol`], [`client`] | how the front speaks to it |
//! | [`entry`], [`admission`] | what a record is, and what becomes of it; pure |
//! | [`gathering`] | shares one commit among those who arrive together |
//! | [`store`] | the tables |
//! | [`delivery`], [`lot`], [`backoff`] | which rows go together, what a failure means, how long to wait; pure |
//! | [`skipping`], [`timing`] | rows that are tried alone and less often, what is made of old times; pure |
//! | [`forwarding`] | one pass to the centre |
//! | [`reconciling`], [`comparing`] | whether the centre still has what it took; the second is pure |
//! | [`pointing`] | keeps the rating points and tells the centre of them |
//! | [`linking`] | keeps the short links and tells the centre of them |
//! | [`outbox_do`], [`answering`], [`storing`], [`remote`] | the Durable Object that ties them together |

pub mod admission;
pub mod answering;
mod attending;
pub mod backoff;
pub mod client;
pub mod comparing;
#[cfg(test)]
mod comparing_tests;
pub mod delivery;
#[cfg(test)]
mod delivery_tests;
pub mod entry;
pub mod forwarding;
pub mod gathering;
pub mod linking;
pub mod lot;
pub mod outbox_do;
pub mod pointing;
pub mod protocol;
pub mod reconciling;
pub mod remote;
pub mod settings;
pub mod setup;
pub mod skipping;
pub mod store;
pub mod storing;
pub mod timing;

pub use settings::Settings;
