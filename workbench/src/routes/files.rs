//! Styles of the pages, built into the program.

use axum::Router;
use axum::http::header;
use axum::routing::get;

use crate::app::App;

const FILES: [(&str, &str, &str); 4] = [
    (
        "/static/workbench.css",
        "text/css; charset=utf-8",
        include_str!("../../static/workbench.css"),
    ),
    (
        "/static/collect.css",
        "text/css; charset=utf-8",
        include_str!("../../static/collect.css"),
    ),
    (
        "/static/call.css",
        "text/css; charset=utf-8",
        include_str!("../../static/call.css"),
    ),
    (
        "/static/icon.svg",
        "image/svg+xml",
        include_str!("../../static/icon.svg"),
    ),
];

/// Every file under `/static/`.
pub fn router() -> Router<App> {
    FILES
        .into_iter()
        .fold(Router::new(), |router, (path, kind, body)| {
            let answer = move || async move {
                let headers = [
                    (header::CONTENT_TYPE, kind),
                    (header::CACHE_CONTROL, "no-cache"),
                ];
                (headers, body)
            };
            router.route(path, get(answer))
        })
}
