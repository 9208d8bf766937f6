//! `POST /call/rate`: what the citizen said, brought to the edge.

use axum::extract::State;
use axum::response::Response;
use contract::api::evaluations::EvaluationRequest;
use contract::identity::Consent;
use contract::lang::Lang;
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
use crate::session::{Posted, Signed};

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

/// Records a rating. Sent twice it is one evaluation, since the ticket is the same; sent with
/// other words it is refused, and what was recorded first stands.
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
        return again(&app, &signed, &form, v.lang).await;
    };
    let evaluation = form.evaluation(desk::ticket(&app, &signed, &held)?, v.lang);
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
        refused => {
            let own = Happened::Stands;
            return ending::settle(&app, &signed, &held, &refused, own).await;
        }
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

/// A call that is not held any more. Was it rated, only the edge knows with which words: the
/// same ones pressed twice are recorded, others are not.
async fn again(app: &App, signed: &Signed, form: &Form, lang: Lang) -> Result<Response, Failure> {
    let client = app.pool.get().await?;
    let alias = &signed.account.alias;
    let rated = store::rated_by(&client, &signed.hall.id, form.call, alias).await?;
    drop(client);
    let Some((call, receipt)) = rated else {
        return Ok(happened::to(Happened::Gone, None));
    };
    let evaluation = form.evaluation(desk::ticket(app, signed, &call)?, lang);
    let happened = match app.edge.rate(&evaluation, lang).await {
        Ok(_) => Happened::Recorded,
        // Also when the edge does not answer: the first stands, and nothing was added to it.
        Err(_) => Happened::Stands,
    };
    Ok(happened::to(happened, Some(&receipt)))
}

impl Form {
    /// What the edge is asked to record.
    fn evaluation(&self, ticket: String, lang: Lang) -> EvaluationRequest {
        let level = self.level.and_then(|level| Level::try_from(level).ok());
        EvaluationRequest {
            ticket,
            level,
            indicators: of_level(&self.indicators, level),
            comment: self.comment.clone(),
            catalogue: self.catalogue.clone(),
            identity: None,
            consent: Consent::default(),
            lang: Some(lang),
        }
    }
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
