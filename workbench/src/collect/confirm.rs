//! A table is entered, or thrown away: `POST /collect/upload/{id}` and `…/discard`.

use axum::extract::{Path, State};
use axum::response::Response;
use contract::api::imports::{ImportResult, ImportStatus};
use deadpool_postgres::GenericClient;

use super::lease::{self, Taken};
use super::profiles::Profiles;
use super::store::{self, Became, Staged};
use super::table;
use crate::account::Role;
use crate::app::App;
use crate::audit::{self, Action};
use crate::edge::NotTaken;
use crate::page::{Failure, Visit, see_other};
use crate::session::{Nothing, Posted, Signed};

/// Opinions of one request to the edge; no profile takes fewer.
const AT_ONCE: usize = 100;

/// Enters what is good, each hundred for itself. Whoever presses twice is told that it is being
/// entered; what the edge could not take stays and can be tried again.
pub async fn submit(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<i64>,
    Posted { signed, .. }: Posted<Nothing>,
) -> Result<Response, Failure> {
    signed.require(Role::Collector)?;
    let profiles = app.profiles()?;
    let rows = {
        let client = app.pool.get().await?;
        match lease::take(&client, &signed, id).await? {
            Taken::Nowhere => return Err(Failure::NotFound),
            Taken::Busy => return Ok(busy(id)),
            Taken::Ours => store::rows(&client, &signed, id).await?,
        }
    };
    let rows = rows.ok_or(Failure::NotFound)?;
    let waiting: Vec<&Staged> = rows.iter().filter(|row| row.opinion.is_some()).collect();
    let (mut away, mut entered) = (false, false);
    for some in waiting.chunks(AT_ONCE) {
        // Once the edge does not answer, the rest is not tried. No connection waits for it.
        let results = if away {
            None
        } else {
            send(&app, profiles, &signed, some, &visit).await
        };
        let mut results = results.unwrap_or_default().into_iter();
        let settled = |row: &&Staged| settled(row, results.next());
        let became: Vec<Became> = some.iter().map(settled).collect();
        let again = |it: &Became| it.state == "retry";
        away |= became.iter().any(again);
        let mut client = app.pool.get().await?;
        let tx = client.transaction().await?;
        store::settle(&tx, id, &became).await?;
        lease::renew(&tx, id).await?;
        if !entered && !became.iter().all(again) {
            entered = true;
            trail(&tx, &signed, Action::CollectConfirm, id).await?;
        }
        tx.commit().await?;
    }
    lease::release(&app.pool.get().await?, id).await?;
    let mark = if away { "?away=1" } else { "" };
    Ok(see_other(&format!("/collect/upload/{id}{mark}")))
}

/// Throws a table away; what is entered stays.
pub async fn discard(
    State(app): State<App>,
    Path(id): Path<i64>,
    Posted { signed, .. }: Posted<Nothing>,
) -> Result<Response, Failure> {
    signed.require(Role::Collector)?;
    let mut client = app.pool.get().await?;
    let tx = client.transaction().await?;
    match lease::take(&tx, &signed, id).await? {
        Taken::Nowhere => return Err(Failure::NotFound),
        Taken::Busy => return Ok(busy(id)),
        Taken::Ours => {}
    }
    store::discard(&tx, id).await?;
    trail(&tx, &signed, Action::CollectDiscard, id).await?;
    tx.commit().await?;
    Ok(see_other("/collect/upload"))
}

fn busy(upload: i64) -> Response {
    see_other(&format!("/collect/upload/{upload}?busy=1"))
}

async fn trail(
    client: &impl GenericClient,
    signed: &Signed,
    action: Action,
    upload: i64,
) -> Result<(), Failure> {
    let target = upload.to_string();
    audit::write(client, &signed.account, action, "upload", &target).await?;
    Ok(())
}

/// One result for each of `some`; none when the edge gave none.
async fn send(
    app: &App,
    profiles: &Profiles,
    signed: &Signed,
    some: &[&Staged],
    visit: &Visit,
) -> Option<Vec<ImportResult>> {
    let bodies = some.iter().filter_map(|row| row.opinion.as_deref());
    let sent = app
        .edge
        .import(
            &signed.hall,
            profiles.record.name(),
            &profiles.record.content_type(),
            table::joined(bodies),
            some.len(),
            visit.lang,
        )
        .await;
    match sent {
        Ok(results) => Some(results.results),
        Err(NotTaken::Away) => None,
        Err(NotTaken::Refused(code)) => {
            crate::log::trouble("the edge refuses collected opinions", &code);
            None
        }
    }
}

fn tried(row: &Staged) -> Became {
    Became {
        line: row.line,
        state: "retry",
        ..Became::default()
    }
}

fn settled(row: &Staged, result: Option<ImportResult>) -> Became {
    let Some(result) = result else {
        return tried(row);
    };
    let state = match (result.status, &result.receipt) {
        (ImportStatus::Accepted, Some(_)) => "entered",
        (ImportStatus::Duplicate, Some(_)) => "duplicate",
        (ImportStatus::Refused, _) => "refused",
        _ => return tried(row),
    };
    Became {
        line: row.line,
        state,
        code: result.refusal.map(|refusal| refusal.code),
        receipt: result.receipt.map(|receipt| receipt.as_str().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn nothing_is_entered_without_a_receipt() {
        let row = Staged {
            line: 7,
            state: "good".into(),
            opinion: Some("[{}]".into()),
            cells: None,
            field: None,
            code: None,
            receipt: None,
        };
        let became = |result: serde_json::Value| {
            settled(&row, Some(serde_json::from_value(result).unwrap())).state
        };
        let receipt = "KM80-A0RM-2ZZK-DGF4-FCK0";
        assert_eq!(became(json!({"index": 0, "status": "accepted"})), "retry");
        assert_eq!(became(json!({"index": 0, "status": "retry"})), "retry");
        assert_eq!(
            became(json!({"index": 0, "status": "accepted", "receipt": receipt})),
            "entered"
        );
        assert_eq!(
            became(json!({"index": 0, "status": "duplicate", "receipt": receipt})),
            "duplicate"
        );
        assert_eq!(became(json!({"index": 0, "status": "refused"})), "refused");
        assert_eq!(settled(&row, None).state, "retry");
    }
}
