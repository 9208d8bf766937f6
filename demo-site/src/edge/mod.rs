//! What a hall does with the edge: report what took place, sign who may rate it, get links,
//! and ask whether it has been rated.

mod link;
mod report;
mod sign;
mod standing;

pub use link::link;
pub use report::{Told, keep_reporting};
pub use sign::sign;
pub use standing::{Standing, standing};
