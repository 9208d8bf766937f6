//! The vocabulary of 政务服务“好差评” and the rules that hold for it.
//!
//! Everything here is pure: no clock, no I/O, no browser or Worker type. The
//! widget compiles it without features and pays only for what it uses; the edge
//! compiles it with `full`. So both refuse the same things, for the same reason,
//! in the same words.
//!
//! | module | answers |
//! |---|---|
//! | [`level`], [`channel`], [`certainty`], [`round`], [`lang`] | which values exist and what they are called |
//! | [`case`] | what a rateable step of a case is, and which codes are well formed |
//! | [`catalogue`] | which reasons may be given for which level |
//! | [`evaluation`] | what an evaluation must satisfy |
//! | [`redaction`] | which numbers of a person are taken out of free text |
//! | [`ticket`], [`receipt`] | who may rate what, and how acceptance is proved |
//! | [`point`], [`link`] | what a QR code at a window and an address in a message lead to |
//! | [`recorded`] | who wrote down what a citizen said, and where |
//! | [`identity`] | who rated, and how that is sealed |
//! | [`problem`] | how a refusal is told |
//! | [`api`] | how all this travels |
//! | [`bridge`] | what a form inside an app and that app tell each other |

pub mod api;
mod base32;
pub mod bridge;
pub mod case;
pub mod catalogue;
pub mod certainty;
pub mod channel;
pub mod evaluation;
pub mod identity;
pub mod lang;
pub mod level;
pub mod limits;
pub mod link;
pub mod point;
pub mod problem;
pub mod receipt;
pub mod recorded;
pub mod redaction;
pub mod round;
pub mod ticket;
