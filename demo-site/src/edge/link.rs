//! A short link for a text message: the edge makes it for a ticket that the hall signed, and
//! the hall's own gateway sends it.

use contract::api::links::{Link, LinkResults};

use crate::app::App;

/// The link of a ticket of channel 7; the same each time it is asked for.
///
/// # Errors
/// What the edge answered instead.
pub async fn link(app: &App, ticket: &str) -> Result<Link, String> {
    let answer = app
        .client
        .post(format!("{}/v1/links", app.settings.edge))
        .bearer_auth(&app.settings.key)
        .json(&serde_json::json!({ "tickets": [ticket] }))
        .send()
        .await
        .and_then(reqwest::Response::error_for_status)
        .map_err(|error| error.to_string())?;
    let answer: LinkResults = answer.json().await.map_err(|error| error.to_string())?;
    let result = answer.results.into_iter().next().ok_or("no result")?;
    let problem = result.problem.map(|problem| problem.title);
    result.link.ok_or(problem.unwrap_or_default())
}
