//! A device that one citizen after the other rates on: whose turn it is and when it ends.
//!
//! Pure: the rim gives the clock and carries out what a step asks for. Times are
//! milliseconds of any clock that never goes back.

mod times;
mod turn;

pub use times::Times;
pub use turn::{Input, Screen, Step, Turn, Word};
