//! How a held call ends, or goes back, by what the edge says.

use axum::response::Response;
use contract::api::form::FormState;
use contract::lang::Lang;
use contract::receipt::Receipt;

use super::desk::{note, ticket};
use super::happened::{Happened, to};
use super::rules::{AGAIN_AFTER_MINUTES, ARRIVES_MINUTES, End};
use super::store::{self, Held};
use crate::app::App;
use crate::audit::Action;
use crate::edge::Refused;
use crate::page::Failure;
use crate::session::Signed;

/// Asks the edge whether a held call can still be rated. What can no longer be rated ends here,
/// so that nobody is called for nothing; then the answer is where to go on.
pub(super) async fn open(
    app: &App,
    signed: &Signed,
    held: &Held,
    lang: Lang,
) -> Result<Result<(), Response>, Failure> {
    let ticket = ticket(app, signed, held)?;
    let refused = match app.edge.form(&ticket, lang).await {
        Ok(form) => match form.state {
            FormState::Open => return Ok(Ok(())),
            FormState::AlreadyEvaluated => Refused::AlreadyEvaluated,
            FormState::Expired => Refused::Expired,
        },
        Err(refused) => refused,
    };
    match refused {
        Refused::Away | Refused::Broken(_) => Ok(Err(to(Happened::Unasked, None))),
        refused => settle(app, signed, held, &refused, Happened::Recorded)
            .await
            .map(Err),
    }
}

/// Ends a call that the edge said no to for good, or puts it back; where to go on. `own` is what
/// is told when the step's evaluation is what this very call recorded.
pub(super) async fn settle(
    app: &App,
    signed: &Signed,
    held: &Held,
    refused: &Refused,
    own: Happened,
) -> Result<Response, Failure> {
    let (end, happened) = match refused {
        Refused::AlreadyEvaluated => return already(app, signed, held, own).await,
        Refused::Expired => (Some(End::Expired), Happened::Expired),
        Refused::Code(code) => {
            // A wrong key or area: every call would fail, so an administrator must see it.
            crate::log::trouble("the edge refuses a call", code.as_str());
            (None, Happened::Refused)
        }
        Refused::Away | Refused::Broken(_) => return Ok(to(Happened::Unasked, None)),
    };
    change(app, signed, held, end, AGAIN_AFTER_MINUTES).await?;
    Ok(to(happened, None))
}

/// The step has an evaluation. It may be what this very call recorded, when the answer was lost
/// on the way; so the centre is looked at before anything is said.
async fn already(
    app: &App,
    signed: &Signed,
    held: &Held,
    own: Happened,
) -> Result<Response, Failure> {
    let client = app.pool.get().await?;
    let found = store::evaluated(&client, &signed.hall, held).await?;
    drop(client);
    match found {
        Some((true, receipt)) => {
            rated(app, signed, held.id, &receipt).await?;
            Ok(to(own, Some(&receipt)))
        }
        Some((false, _)) => {
            change(app, signed, held, Some(End::RatedElsewhere), 0).await?;
            Ok(to(Happened::Elsewhere, None))
        }
        // On its way from the edge to the centre: whose it is will show when it is there.
        None => {
            change(app, signed, held, None, ARRIVES_MINUTES).await?;
            Ok(to(Happened::Elsewhere, None))
        }
    }
}

/// Ends a call with the receipt of what was recorded.
pub(super) async fn rated(
    app: &App,
    signed: &Signed,
    call: i64,
    receipt: &Receipt,
) -> Result<(), Failure> {
    let mut client = app.pool.get().await?;
    let transaction = client.transaction().await?;
    let alias = &signed.account.alias;
    if store::end(
        &transaction,
        call,
        alias,
        End::Rated,
        Some(receipt.as_str()),
    )
    .await?
    {
        note(&transaction, signed, Action::CallRecord, call).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Ends a held call without a rating, or puts it back for `minutes`.
async fn change(
    app: &App,
    signed: &Signed,
    held: &Held,
    end: Option<End>,
    minutes: u32,
) -> Result<(), Failure> {
    let alias = &signed.account.alias;
    let mut client = app.pool.get().await?;
    let transaction = client.transaction().await?;
    let (changed, action) = match end {
        Some(end) => (
            store::end(&transaction, held.id, alias, end, None).await?,
            Action::CallEnd,
        ),
        None => (
            store::put_back(&transaction, held.id, alias, minutes, held.attempts).await?,
            Action::CallPutBack,
        ),
    };
    if changed {
        note(&transaction, signed, action, held.id).await?;
    }
    transaction.commit().await?;
    Ok(())
}
