//! Rateable steps that halls report.

pub mod report;
