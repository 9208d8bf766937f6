//! The hall's own business: what can be applied for, and which cases there are.
//!
//! A real hall has this in its own systems; here it is one JSON file and a list in
//! memory. What a web team would copy stands in [`crate::edge`].

mod book;
mod case;

pub use book::Book;
pub use case::{Case, Step, beijing, this_monday};
