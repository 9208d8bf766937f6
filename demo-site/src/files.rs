//! Styles and scripts of the hall, built into the program.

use std::sync::Arc;

use axum::Router;
use axum::http::header;
use axum::routing::get;

use crate::app::App;

const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";

/// Every file under `/static/`.
pub fn router() -> Router<Arc<App>> {
    [
        ("/static/hall.css", CSS, include_str!("../static/hall.css")),
        (
            "/static/hostile.css",
            CSS,
            include_str!("../static/hostile.css"),
        ),
        ("/static/dialog.js", JS, include_str!("../static/dialog.js")),
        ("/static/kiosk.js", JS, include_str!("../static/kiosk.js")),
        (
            "/static/counter.js",
            JS,
            include_str!("../static/counter.js"),
        ),
        ("/static/rated.js", JS, include_str!("../static/rated.js")),
        (
            "/static/central.js",
            JS,
            include_str!("../static/central.js"),
        ),
        (
            "/static/icon.svg",
            "image/svg+xml",
            include_str!("../static/icon.svg"),
        ),
    ]
    .into_iter()
    .fold(Router::new(), |router, (path, kind, body)| {
        let answer = move || async move {
            (
                [
                    (header::CONTENT_TYPE, kind),
                    (header::CACHE_CONTROL, "no-cache"),
                ],
                body,
            )
        };
        router.route(path, get(answer))
    })
}
