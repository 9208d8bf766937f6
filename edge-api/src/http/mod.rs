//! Requests and replies without a runtime: what the handlers see and return.
//! The rim turns the Worker's own types into these and back.

pub mod accept;
pub mod body;
pub mod host;
pub mod reply;
pub mod request;

pub use reply::{Note, Reply};
pub use request::{Method, Request};
