//! Collected opinions: what lay in a paper box, or was said at a forum or an open day.
//!
//! Nothing of them is kept here but a table that waits to be confirmed. They go to the edge by
//! an import profile, as a hall's own system would send them, and stand in central storage with
//! `certainty` `collected` and the collector's alias: apart from evaluations of a matter.

mod confirm;
mod download;
mod entry;
mod figures;
mod lease;
mod mending;
mod opinion;
mod preview;
mod profiles;
mod reasons;
mod same;
mod store;
mod sweep;
mod table;
mod texts;
mod upload;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::app::App;

pub use profiles::Profiles;
pub use sweep::Sweeper;

/// The addresses of this room.
pub fn router() -> Router<App> {
    Router::new()
        .route("/collect", get(entry::show).post(entry::submit))
        .route(
            "/collect/upload",
            get(upload::show)
                .post(upload::submit)
                .layer(DefaultBodyLimit::max(upload::FORM)),
        )
        .route(
            "/collect/upload/{id}",
            get(preview::show).post(confirm::submit),
        )
        .route("/collect/upload/{id}/discard", post(confirm::discard))
        .route("/collect/upload/{id}/wrong.csv", get(download::wrong))
        .route("/collect/template.csv", get(download::template))
        .route("/collected", get(figures::show))
}
