//! A text message with a short link, as a telephone shows it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use contract::api::links::Link;

use super::html;
use crate::app::App;
use crate::edge::link;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "message.html")]
struct Message {
    v: Visit,
    link: Link,
    /// Its last day.
    until: String,
}

/// The message for whoever holds `ticket`.
pub async fn show(app: &App, v: Visit, ticket: &str) -> Response {
    match link(app, ticket).await {
        Ok(link) => {
            let until = link.expires_at.get(..10).unwrap_or_default().to_owned();
            html(&Message { v, link, until })
        }
        Err(line) => {
            eprintln!("demo-site: no link: {line}");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}
