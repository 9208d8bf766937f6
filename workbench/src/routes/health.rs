//! Whether the process lives, and whether it can work.

use axum::extract::State;
use axum::http::StatusCode;

use crate::app::App;

/// `GET /health/live`: the process answers.
pub async fn live() -> &'static str {
    "live\n"
}

/// `GET /health/ready`: the centre answers too and has the workbench's tables.
pub async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    let asked = async {
        let client = app.pool.get().await.ok()?;
        client
            .query_one("SELECT count(*) FROM workbench.accounts WHERE false", &[])
            .await
            .ok()
    };
    match asked.await {
        Some(_) => (StatusCode::OK, "ready\n"),
        None => (
            StatusCode::SERVICE_UNAVAILABLE,
            "the central database does not answer or is not migrated\n",
        ),
    }
}
