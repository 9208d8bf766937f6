//! Collected opinions: what lay in a paper box, or was said at a forum or an open day.
//!
//! Nothing of them is kept here but a table that waits to be confirmed. They go to the edge by
//! an import profile, as a hall's own system would send them, and stand in central storage with
//! `certainty` `collected` and the collector's alias: apart from evaluations of a matter.

mod entry;
mod figures;
mod opinion;
mod profiles;
mod reasons;
mod texts;

use axum::Router;
use axum::routing::get;

use crate::app::App;

pub use profiles::Profiles;

/// The addresses of this room.
pub fn router() -> Router<App> {
    Router::new()
        .route("/collect", get(entry::show).post(entry::submit))
        .route("/collected", get(figures::show))
}
