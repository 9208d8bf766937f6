//! Rating points: the codes at a hall's windows, and what a scan of one leads to.
//!
//! | part | does |
//! |---|---|
//! | [`record`] | what is kept of a point, and how the front asks for it |
//! | [`change`] | registering, renewing, closing; pure |
//! | [`scan`] | what a citizen said after a scan, checked; pure |
//! | [`device`] | the cookie by which a device is told from the others of a hall; pure |
//! | [`session`] | what the kiosk at a point is to show now; pure |
//! | [`grant`] | the ticket of lower assurance that a scan gives; pure |
//!
//! Points are kept by the first shard of the outbox, `crate::outbox::pointing`, and are in
//! the centre for every other edge.

pub mod change;
pub mod device;
pub mod grant;
pub mod record;
pub mod scan;
pub mod session;

pub use change::{Change, Changed};
pub use record::{Question, Record, Told};
