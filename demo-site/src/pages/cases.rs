//! 我的办件: every case with its state and one action.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use futures_util::future::join_all;

use super::html;
use super::shown::{ShownCase, ShownStep, shown};
use crate::app::App;
use crate::visit::Visit;

struct Row {
    case: ShownCase,
    step: ShownStep,
}

#[derive(Template)]
#[template(path = "cases.html")]
struct Cases {
    v: Visit,
    rows: Vec<Row>,
}

/// `GET /cases`: the latest step of each case; older ones stand on its own page.
pub async fn show(State(app): State<Arc<App>>, v: Visit) -> Response {
    let cases = app.cases.read().await.clone();
    let rows = join_all(cases.iter().map(async |case| {
        let latest = case.steps.last()?;
        let mut case = shown(&app, &v, case, std::slice::from_ref(latest)).await?;
        let step = case.steps.pop()?;
        Some(Row { case, step })
    }))
    .await;
    let rows = rows.into_iter().flatten().collect();
    html(&Cases { v, rows })
}
