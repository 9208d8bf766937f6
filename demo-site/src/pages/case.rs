//! One case: its steps, and the form of the step that the citizen chose.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use contract::channel::Channel;
use contract::round::Round;

use super::shown::{ShownCase, shown};
use super::{Rating, html, nowhere};
use crate::app::App;
use crate::edge::{Standing, sign};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "case.html")]
struct CasePage {
    v: Visit,
    case: ShownCase,
    chosen: u8,
    applied: bool,
    /// The form is for the additional evaluation.
    again: bool,
    /// None once the step's time is over.
    rating: Option<Rating>,
}

/// `GET /cases/{no}?step=&round=`: without a step, the latest that can be rated; a
/// step that was rated shows its form in that state.
pub async fn show(State(app): State<Arc<App>>, Path(no): Path<String>, v: Visit) -> Response {
    let found = app
        .cases
        .read()
        .await
        .iter()
        .find(|case| case.no == no)
        .cloned();
    let Some(case) = found else { return nowhere(v) };
    let Some(page) = shown(&app, &v, &case, &case.steps).await else {
        return nowhere(v);
    };
    let wanted = v.value("step").and_then(|no| no.parse::<u8>().ok());
    let open = page
        .steps
        .iter()
        .rev()
        .find(|step| step.standing == Standing::Open);
    let chosen = wanted
        .or(open.map(|step| step.no))
        .or(page.steps.last().map(|step| step.no));
    let Some(step) = chosen.and_then(|no| case.step(no)) else {
        return nowhere(v);
    };
    let round = if v.value("round") == Some("2") {
        Round::Additional
    } else {
        Round::First
    };
    let ticket = sign(&app, &case, step, round, Channel::Web).ok();
    let rating = ticket.map(|ticket| Rating::new(&app, &v, ticket));
    let applied = v.value("applied").is_some();
    html(&CasePage {
        chosen: step.no.value(),
        case: page,
        applied,
        again: round == Round::Additional,
        rating,
        v,
    })
}
