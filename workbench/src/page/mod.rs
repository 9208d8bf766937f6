//! What the pages share: layout, words, refusals, the headers of every answer.

mod dress;
mod failure;
mod places;
pub mod texts;
mod view;
mod visit;

pub use dress::dress;
pub use failure::Failure;
pub use places::Place;
pub use view::View;
pub use visit::Visit;

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};

/// A rendered page.
///
/// # Errors
/// The template fails, which the log tells.
pub fn html(page: &impl Template) -> Result<Response, Failure> {
    page.render()
        .map(|body| Html(body).into_response())
        .map_err(|error| {
            crate::log::trouble("page not rendered", &error.to_string());
            Failure::Broken
        })
}

/// The same with a status other than 200.
///
/// # Errors
/// Those of [`html`].
pub fn html_with(status: StatusCode, page: &impl Template) -> Result<Response, Failure> {
    let mut response = html(page)?;
    *response.status_mut() = status;
    Ok(response)
}

/// Sends the browser on, with GET.
#[must_use]
pub fn see_other(path: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, path)]).into_response()
}
