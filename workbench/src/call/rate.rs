//! `POST /call/rate`: what the citizen said, brought to the edge.

use axum::extract::State;
use axum::response::Response;
use contract::api::evaluations::EvaluationRequest;
use contract::identity::Consent;
use contract::level::Level;
use serde::Deserialize;

use super::desk::{self, Shows, Typed};
use super::ending;
use super::happened::{self, Happened};
use super::store;
use super::texts::texts;
use crate::account::Role;
use crate::app::App;
use crate::edge::Refused;
use crate::page::{Failure, View, Visit};
use crate::session::Posted;

/// The form.
#[derive(Debug, Deserialize)]
pub struct Form {
    call: i64,
    #[serde(default)]
    level: Option<u8>,
    #[serde(default, rename = "indicator")]
    indicators: Vec<String>,
    #[serde(default)]
    comment: String,
    #[serde(default)]
    catalogue: Option<String>,
}

/// Records a rating. Sent twice it is one evaluation, since the ticket is the same.
///
/// # Errors
/// Not an operator; the centre does not answer.
pub async fn record(
    State(app): State<App>,
    mut visit: Visit,
    posted: Posted<Form>,
) -> Result<Response, Failure> {
    let Posted { signed, form } = posted;
    signed.require(Role::Operator)?;
    // A page that shows the form again is the desk's.
    "/call".clone_into(&mut visit.path);
    let v = View::signed(visit, &signed);
    let alias = &signed.account.alias;
    let client = app.pool.get().await?;
    let held = store::held(&client, &signed.hall.id, alias).await?;
    drop(client);
    let Some(held) = held.filter(|held| held.id == form.call) else {
        // Pressed twice: what the first press recorded is recorded.
        let client = app.pool.get().await?;
        let receipt = store::rated_by(&client, &signed.hall.id, form.call, alias).await?;
        return Ok(match receipt {
            Some(receipt) => happened::to(Happened::Recorded, Some(&receipt)),
            None => happened::to(Happened::Gone, None),
        });
    };
    let level = form.level.and_then(|level| Level::try_from(level).ok());
    let evaluation = EvaluationRequest {
        ticket: desk::ticket(&app, &signed, &held)?,
        level,
        indicators: of_level(&form.indicators, level),
        comment: form.comment.clone(),
        catalogue: form.catalogue,
        identity: None,
        consent: Consent::default(),
        lang: Some(v.lang),
    };
    let refused = match app.edge.rate(&evaluation, v.lang).await {
        Ok(accepted) => {
            // A task of its own: a browser that goes away must not leave the call open.
            let (app, signed, call) = (app.clone(), signed.clone(), held.id);
            let receipt = accepted.receipt.clone();
            let noted =
                tokio::spawn(
                    async move { ending::rated(&app, &signed, call, &accepted.receipt).await },
                );
            match noted.await {
                Ok(Ok(())) => return Ok(happened::to(Happened::Recorded, Some(&receipt))),
                // The edge has it; pressing again, or opening the call, finds it there.
                Ok(Err(_)) | Err(_) => Refused::Away,
            }
        }
        Err(refused) => refused,
    };
    let (notice, errors) = match refused {
        Refused::Broken(broken) => (None, broken.into_iter().map(|rule| rule.text).collect()),
        Refused::Away => {
            let away = Happened::Away.notice(texts(v.lang));
            (Some(away), Vec::new())
        }
        refused => return ending::settle(&app, &signed, &held, &refused).await,
    };
    let typed = Typed {
        level: form.level,
        indicators: form.indicators,
        comment: form.comment,
    };
    let shown = desk::shown(&app, &signed, &held, v.lang);
    let call = Shows::Call(Box::new(shown), errors, typed);
    desk::page(&app, &signed, v, notice, call).await
}

/// The reasons of the chosen level: those of another may still be ticked where nobody sees
/// them, from before the citizen changed their mind. The first digit of a code is its level.
fn of_level(indicators: &[String], level: Option<Level>) -> Vec<String> {
    let digit = level.map(|level| level.value().to_string());
    indicators
        .iter()
        .filter(|code| {
            digit
                .as_deref()
                .is_some_and(|digit| code.starts_with(digit))
        })
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Level, of_level};

    #[test]
    fn reasons_of_another_level_are_left_behind() {
        let ticked = ["510", "210", "211"].map(str::to_owned);
        assert_eq!(of_level(&ticked, Some(Level::Dissatisfied)), ["210", "211"]);
        assert!(of_level(&ticked, None).is_empty());
    }
}
