//! From what was sent to what is stored: pure, so every rule can be tried in
//! milliseconds, and the same whichever door it came through.

mod evaluation;
mod event;
mod fields;
mod imported;
mod json;
mod point;
mod submission;

pub use evaluation::{Prepared, evaluation, lang_code, plain, step_key};
pub use event::{Reported, event};
pub use fields::{Filled, fields};
pub use imported::{Imported, flags, imported};
pub(crate) use json::name as member_name;
pub use json::{Malformed, body, read};
pub use point::point;
pub use submission::submission;
