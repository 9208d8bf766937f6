//! One service item, and applying for it.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;

use super::{html, nowhere};
use crate::app::App;
use crate::hall::Case;
use crate::visit::Visit;

struct Shown {
    path: String,
    name: String,
    summary: String,
    agency: String,
    days: u8,
    code: String,
}

#[derive(Template)]
#[template(path = "item.html")]
struct ItemPage {
    v: Visit,
    item: Shown,
}

/// `GET /items/{slug}`.
pub async fn show(State(app): State<Arc<App>>, Path(slug): Path<String>, v: Visit) -> Response {
    let Some(item) = app.book.item(&slug) else {
        return nowhere(v);
    };
    let Some(agency) = app.book.agency(item) else {
        return nowhere(v);
    };
    let item = Shown {
        path: format!("/items/{}", item.slug),
        name: item.name.of(v.lang).to_owned(),
        summary: item.summary.of(v.lang).to_owned(),
        agency: agency.name.of(v.lang).to_owned(),
        days: item.promise_working_days,
        code: item.code.as_str().to_owned(),
    };
    html(&ItemPage { v, item })
}

/// `POST /items/{slug}`: opens a case, wakes the report, and leads to the case.
pub async fn apply(State(app): State<Arc<App>>, Path(slug): Path<String>, v: Visit) -> Response {
    let Some(item) = app.book.item(&slug) else {
        return nowhere(v);
    };
    let Ok(case) = Case::begun(&app.book.hall.area_code, &item.slug, Timestamp::now()) else {
        return nowhere(v);
    };
    let to = v.link_with(&format!("/cases/{}", case.no), "applied=1");
    app.cases.write().await.insert(0, case);
    app.changed.notify_one();
    Redirect::to(&to).into_response()
}
