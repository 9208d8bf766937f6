//! What halls' own systems send.

pub mod receive;
mod storing;
mod voice;
