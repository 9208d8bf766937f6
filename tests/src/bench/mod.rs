//! Benchmarks: ours beside peers and limits, in turns.

pub mod edge;
pub mod widget;
