//! The staff's screen: hands the tablet at the counter a ticket for each citizen.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use contract::channel::Channel;
use contract::round::Round;

use super::html;
use crate::app::App;
use crate::edge::{Standing, sign, standing};
use crate::visit::Visit;

/// A step that can be rated now.
struct Row {
    name: String,
    step: &'static str,
    no: String,
    ticket: String,
}

#[derive(Template)]
#[template(path = "counter.html")]
struct Counter {
    v: Visit,
    rows: Vec<Row>,
}

/// `GET /counter`: the latest step of each case that nobody has rated.
pub async fn show(State(app): State<Arc<App>>, v: Visit) -> Response {
    let cases = app.cases.read().await.clone();
    let mut rows = Vec::new();
    for case in &cases {
        let Some(step) = case.steps.last() else {
            continue;
        };
        let Ok(ticket) = sign(&app, case, step, Round::First, Channel::HallTablet) else {
            continue;
        };
        if standing(&app, case, step).await != Standing::Open {
            continue;
        }
        let item = app.book.item(&case.item);
        rows.push(Row {
            name: item.map_or_else(String::new, |item| item.name.of(v.lang).to_owned()),
            step: step.kind.label(v.lang),
            no: case.no.clone(),
            ticket,
        });
    }
    html(&Counter { v, rows })
}
