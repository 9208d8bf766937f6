//! Start page: every service item, and the search over items and cases.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::html;
use crate::app::App;
use crate::visit::Visit;

struct ItemRow {
    path: String,
    name: String,
    summary: String,
}

struct CaseRow {
    path: String,
    name: String,
    no: String,
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    v: Visit,
    q: String,
    items: Vec<ItemRow>,
    cases: Vec<CaseRow>,
}

/// `GET /?q=`: items by name, summary or code and cases by number.
pub async fn show(State(app): State<Arc<App>>, v: Visit) -> Response {
    let q = v.value("q").unwrap_or_default().trim().to_owned();
    let wanted = q.to_lowercase();
    let items = app
        .book
        .items
        .iter()
        .filter(|item| {
            [
                item.name.of(v.lang),
                item.summary.of(v.lang),
                item.code.as_str(),
            ]
            .iter()
            .any(|text| text.to_lowercase().contains(&wanted))
        })
        .map(|item| ItemRow {
            path: format!("/items/{}", item.slug),
            name: item.name.of(v.lang).to_owned(),
            summary: item.summary.of(v.lang).to_owned(),
        })
        .collect();
    let mut cases = Vec::new();
    if !q.is_empty() {
        for case in app
            .cases
            .read()
            .await
            .iter()
            .filter(|case| case.no.contains(&q))
        {
            if let Some(item) = app.book.item(&case.item) {
                cases.push(CaseRow {
                    path: format!("/cases/{}", case.no),
                    name: item.name.of(v.lang).to_owned(),
                    no: case.no.clone(),
                });
            }
        }
    }
    html(&Home { v, q, items, cases })
}
