//! `POST /call/outcome`: a call that ended without a rating.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

use super::desk;
use super::happened::{self, Happened};
use super::rules::{Next, Outcome, after};
use super::store;
use crate::account::Role;
use crate::app::App;
use crate::audit::Action;
use crate::page::{Failure, see_other};
use crate::session::Posted;

/// The form.
#[derive(Debug, Deserialize)]
pub struct Form {
    call: i64,
    outcome: Outcome,
}

/// Ends a held call, or puts it back.
///
/// # Errors
/// Not an operator; the centre does not answer.
pub async fn end(State(app): State<App>, posted: Posted<Form>) -> Result<Response, Failure> {
    let Posted { signed, form } = posted;
    signed.require(Role::Operator)?;
    let alias = &signed.account.alias;
    let mut client = app.pool.get().await?;
    let transaction = client.transaction().await?;
    let held = store::held(&transaction, &signed.hall.id, alias).await?;
    let Some(held) = held.filter(|held| held.id == form.call) else {
        return Ok(happened::to(Happened::Gone, None));
    };
    let action = match after(form.outcome, held.attempts) {
        Next::Waits { minutes, attempts } => {
            store::put_back(&transaction, held.id, alias, minutes, attempts).await?;
            Action::CallPutBack
        }
        Next::Ends(end) => {
            store::end(&transaction, held.id, alias, end, None).await?;
            Action::CallEnd
        }
    };
    desk::note(&transaction, &signed, action, held.id).await?;
    transaction.commit().await?;
    Ok(see_other("/call"))
}
