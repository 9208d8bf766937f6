//! The handlers, `<noun>/<verb>.rs`. Each says its method and path in its first line.

pub mod evaluations;
pub mod form;
pub mod imports;
pub mod links;
pub mod operations;
pub mod pages;
pub mod points;
pub mod receipts;
pub mod scans;
pub mod service_events;
