//! The hall's pages, one file a place.

mod case;
mod cases;
mod central;
mod counter;
mod developers;
mod embed;
mod home;
mod item;
mod message;
mod shown;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use contract::lang::Lang;

use crate::app::App;
use crate::visit::Visit;

/// What goes into one embedded form.
pub struct Rating {
    /// Base address of the edge.
    pub edge: String,
    /// The ticket.
    pub ticket: String,
    /// The hosted page of that ticket.
    pub hosted: String,
    /// `zh` or `en`.
    pub lang: &'static str,
    /// Elder mode.
    pub elder: bool,
}

impl Rating {
    /// A form for `ticket` as this visitor wants to see it.
    pub fn new(app: &App, visit: &Visit, ticket: String) -> Self {
        let lang = match visit.lang {
            Lang::Zh => "zh",
            Lang::En => "en",
        };
        let edge = app.settings.edge.clone();
        let hosted = visit.link(&format!("{edge}/r/{ticket}"));
        Self {
            edge,
            ticket,
            hosted,
            lang,
            elder: visit.elder,
        }
    }
}

/// All pages.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(home::show))
        .route("/items/{slug}", get(item::show).post(item::apply))
        .route("/cases", get(cases::show))
        .route("/cases/{no}", get(case::show))
        .route("/embed/{kind}", get(embed::show))
        .route("/counter", get(counter::show))
        .route("/developers", get(developers::show))
        .route("/central", get(central::show))
        .route("/central/events", get(central::events))
        .fallback(not_found)
}

#[derive(Template)]
#[template(path = "problem.html")]
struct Problem {
    v: Visit,
}

async fn not_found(v: Visit) -> Response {
    nowhere(v)
}

/// The page for an address that leads nowhere.
fn nowhere(v: Visit) -> Response {
    (StatusCode::NOT_FOUND, html(&Problem { v })).into_response()
}

/// A rendered page, never cached: what can be rated changes with every rating.
fn html(page: &impl Template) -> Response {
    match page.render() {
        Ok(body) => (
            [
                (header::CONTENT_TYPE, "text/html; charset=utf-8"),
                (header::CACHE_CONTROL, "no-store"),
            ],
            body,
        )
            .into_response(),
        Err(error) => {
            eprintln!("demo-site: page not rendered: {error}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
