//! How all this travels: the bodies of the edge API.
//!
//! Member names are camelCase, times RFC 3339 texts, codes those of the other
//! modules. Members that are not known are refused, so that a misspelt one is not
//! silently dropped.

pub mod evaluations;
pub mod events;
pub mod form;
pub mod imports;
pub mod links;
pub mod points;
pub mod receipts;
pub mod reconciliation;

#[cfg(test)]
mod tests;
