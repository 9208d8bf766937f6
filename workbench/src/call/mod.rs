//! The telephone call-back desk (电话回访): the next case from a list, the question and the
//! five levels to be read out, what the citizen said, and nothing else.
//!
//! ```text
//! list ─► waiting ◄──► held by an operator ─► rated | rated elsewhere | declined | …
//!                           │ ticket with the operator in it
//!                           └──────────────► edge ─► receipt
//! ```
//!
//! What the citizen said is never stored here: it goes to the edge as an evaluation by channel
//! 6, which keeps it once and for ever. So a case cannot be rated twice nor a record altered.

mod desk;
mod ending;
mod forgetting;
mod happened;
mod list;
mod listing;
mod lists;
mod number;
mod outcome;
mod rate;
mod rules;
mod store;
mod texts;
mod ticket;

pub use forgetting::run as forget;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use contract::catalogue::Catalogue;
use haochaping_edge::profile::Profile;

use crate::app::App;
use crate::config::Config;
use crate::sheet;

/// What the desk needs besides what every page needs.
pub struct Desk {
    seal: number::Seal,
    profile: Profile,
    catalogue: Catalogue,
}

impl Desk {
    /// Prepares the desk.
    ///
    /// # Errors
    /// Never with the files of this project; a test opens it.
    pub fn open(config: &Config) -> Result<Self, String> {
        Ok(Self {
            seal: number::Seal::new(&config.call_key),
            profile: list::profile().map_err(|wrong| format!("call-list.json: {wrong}"))?,
            catalogue: Catalogue::national().map_err(|wrong| wrong.to_string())?,
        })
    }
}

/// The pages of the desk.
pub fn router() -> Router<App> {
    // A form around the file: names, title and token.
    let upload = DefaultBodyLimit::max(sheet::BYTES + 16 * 1024);
    Router::new()
        .route("/call", get(desk::show))
        .route("/call/next", post(desk::next))
        .route("/call/rate", post(rate::record))
        .route("/call/outcome", post(outcome::end))
        .route(
            "/call-lists",
            get(lists::show).post(lists::add).layer(upload),
        )
        .route("/call-lists/template.csv", get(lists::template))
}
