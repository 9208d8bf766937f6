//! Drills: a crowd rates, something is broken and mended, and what was acknowledged is
//! counted against what the centre has.
//!
//! | part | does |
//! |---|---|
//! | [`ground`] | what a drill stands on: its size, a runtime, waiting, the reckoning at its end |
//! | [`findings`] | what a drill found |
//! | [`record`] | keeps full drills under `docs/reliability/` and puts them into the page |
//! | [`relay`] | a TCP proxy that shares connections out or cuts them |
//! | the others | one drill each |

pub mod findings;
pub mod ground;
pub mod record;

mod central_away;
mod clock;
mod cut;
mod flood;
mod full_disk;
mod kill_central;
mod kill_edge;
mod open_loop;
mod relay;
mod restore;
mod slow_central;
mod small_disk;
mod two_edges;
mod upgrade;

use findings::Findings;
use ground::Ground;
pub use upgrade::record as record_upgrade;

/// One drill.
#[derive(Clone, Copy)]
pub struct Drill {
    /// As given on the command line.
    pub name: &'static str,
    /// What is broken, in a few words.
    pub breaks: &'static str,
    /// Runs it.
    pub run: fn(&Ground) -> Findings,
}

/// All drills, in the order of the page.
pub const ALL: &[Drill] = &[
    kill_edge::DRILL,
    kill_central::DRILL,
    central_away::DRILL,
    full_disk::DRILL,
    slow_central::DRILL,
    cut::DRILL,
    clock::DRILL,
    two_edges::DRILL,
    restore::DRILL,
    flood::DRILL,
    upgrade::DRILL,
];
