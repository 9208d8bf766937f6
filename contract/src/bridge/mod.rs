//! What a form inside an app, a mini-program or a frame and its host tell each other.
//!
//! One envelope in both directions, a flat JSON object: `haochaping` is the version of the
//! envelope, `type` says what the rest is. The form tells where it stands ([`Message`]) and
//! nothing of what was rated; the host tells how to show it and where back is
//! ([`Heard`]). What is not exactly that is refused, what is not ours is ignored.
//!
//! Nothing here reads JSON: a page has `JSON.parse`, and a parser of our own in it would weigh
//! more than all these rules. `widget/bridge` holds the schema and the test vectors.
//!
//! | module | decides |
//! |---|---|
//! | [`message`] | which event of the form becomes which message |
//! | [`settings`] | what is taken from a host |
//! | [`back`] | which addresses lead back |
//! | [`channel`] | which way there is to the host, and whom to hear |

pub mod back;
pub mod channel;
pub mod message;
pub mod settings;

pub use back::{Back, Scheme};
pub use channel::{Channel, Host, Sender};
pub use message::Message;
pub use settings::{Heard, Member, Refused};

/// Version of the envelope: the value of its member `haochaping`.
pub const VERSION: u32 = 1;

#[cfg(test)]
mod tests;
