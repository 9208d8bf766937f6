//! Evaluations, from any page that holds a ticket.

pub mod submit;
