//! Every address of the workbench.

mod audit;
mod files;
mod health;
mod home;
mod onward;
mod password;
mod sign_in;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use crate::app::App;
use crate::call;
use crate::collect;
use crate::page::{Failure, dress};

/// Bytes of the largest form that a page sends; a room that takes files says so for its own
/// routes.
const FORM: usize = 64 * 1024;

/// All routes.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/", get(home::show))
        .route("/sign-in", get(sign_in::show).post(sign_in::submit))
        .route("/sign-out", post(sign_in::end))
        .route("/password", get(password::show).post(password::submit))
        .route("/audit", get(audit::show))
        .route("/onward", get(onward::show))
        .route("/onward/again", post(onward::again))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .merge(collect::router())
        .merge(call::router())
        .merge(files::router())
        .fallback(async || Failure::NotFound)
        .layer(DefaultBodyLimit::max(FORM))
        .layer(from_fn_with_state(app.clone(), dress))
        .with_state(app)
}
