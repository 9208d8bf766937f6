//! What a hall does with the edge: report what took place, sign who may rate it,
//! and ask whether it has been rated.

mod report;
mod sign;
mod standing;

pub use report::{Told, keep_reporting};
pub use sign::sign;
pub use standing::{Standing, standing};
