//! `GET /call`: the call that the operator holds; `POST /call/next` takes one.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use contract::catalogue::View as Catalogue;
use contract::lang::Lang;
use contract::recorded::Recorder;
use contract::round::Round;
use contract::ticket::{self, Recording};
use serde::Deserialize;

use super::ending;
use super::happened::{Happened, Notice, Said};
use super::listing::{self, Standing};
use super::number::Bound;
use super::store::{self, Held};
use super::texts::{self, Texts, texts};
use super::ticket::claims;
use crate::account::Role;
use crate::app::App;
use crate::audit::{self, Action};
use crate::page::{Failure, View, Visit, html, see_other};
use crate::session::{Posted, Signed};

/// What stands below the figures.
pub enum Shows {
    /// Nothing is held: the next one can be taken.
    Nothing,
    /// A call is held, and cannot be shown now.
    Held,
    /// A call, what is wrong with what was sent, and what was typed.
    Call(Box<Shown>, Vec<String>, Typed),
}

/// What the operator typed, to be shown again.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub level: Option<u8>,
    pub indicators: Vec<String>,
    pub comment: String,
}

/// A call as the page shows it.
pub struct Shown {
    id: i64,
    item: String,
    step: &'static str,
    agency: String,
    date: String,
    case_no: String,
    attempts: u8,
    number: Option<String>,
    opening: String,
    question: &'static str,
    levels: String,
    catalogue: Catalogue,
}

#[derive(Template)]
#[template(path = "call/desk.html")]
struct Page<'a> {
    v: View,
    t: &'a Texts,
    standing: Standing,
    notice: Option<Notice>,
    again: bool,
    call: Option<Shown>,
    errors: Vec<String>,
    typed: Typed,
}

/// Shows the call that the operator holds, or how many wait.
///
/// # Errors
/// Not an operator; the centre does not answer.
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    visit: Visit,
    Query(said): Query<Said>,
) -> Result<Response, Failure> {
    signed.require(Role::Operator)?;
    let v = View::signed(visit, &signed);
    let client = app.pool.get().await?;
    let held = store::held(&client, &signed.hall.id, &signed.account.alias).await?;
    drop(client);
    let happened = said.said;
    let notice = said.notice(texts(v.lang));
    let Some(held) = held else {
        return page(&app, &signed, v, notice, Shows::Nothing).await;
    };
    // Who was sent here because the edge did not answer is not sent round in a circle.
    if happened == Some(Happened::Unasked) {
        return page(&app, &signed, v, notice, Shows::Held).await;
    }
    if let Err(response) = ending::open(&app, &signed, &held, v.lang).await? {
        return Ok(response);
    }
    let shown = shown(&app, &signed, &held, v.lang);
    let call = Shows::Call(Box::new(shown), Vec::new(), Typed::default());
    page(&app, &signed, v, notice, call).await
}

/// Takes the next call.
///
/// # Errors
/// As [`show`].
pub async fn next(State(app): State<App>, posted: Posted<Nothing>) -> Result<Response, Failure> {
    let signed = posted.signed;
    signed.require(Role::Operator)?;
    let mut client = app.pool.get().await?;
    let transaction = client.transaction().await?;
    // The same person in two windows at once: the second finds what the first took.
    transaction
        .execute(
            "SELECT pg_advisory_xact_lock(hashtextextended($1 || '/' || $2, 0))",
            &[&signed.hall.id, &signed.account.alias],
        )
        .await?;
    let held = store::next(&transaction, &signed.hall.id, &signed.account.alias).await?;
    if let Some(held) = held {
        note(&transaction, &signed, Action::CallTake, held.id).await?;
    }
    transaction.commit().await?;
    Ok(see_other("/call"))
}

/// A form without fields of its own.
#[derive(Debug, Deserialize)]
pub struct Nothing {}

/// The ticket of a held call.
pub(super) fn ticket(app: &App, signed: &Signed, held: &Held) -> Result<String, Failure> {
    let recording = Recording {
        by: Recorder::parse(&signed.account.alias).map_err(unsigned)?,
    };
    let hall = &signed.hall;
    let now = jiff::Timestamp::now().as_second();
    let claims = claims(
        &hall.id,
        &app.config.audience,
        held.id,
        &held.matter,
        recording,
        now,
    );
    ticket::sign(&claims, &hall.ticket_kid, &hall.ticket_key).map_err(unsigned)
}

/// A ticket that cannot be signed is a fault of ours or of the configuration.
fn unsigned(error: impl std::fmt::Display) -> Failure {
    crate::log::trouble("ticket of a call not signed", &error.to_string());
    Failure::Broken
}

/// Writes into the trail that something was done to a call.
pub(super) async fn note(
    client: &impl deadpool_postgres::GenericClient,
    signed: &Signed,
    action: Action,
    call: i64,
) -> Result<(), Failure> {
    audit::write(client, &signed.account, action, "call", &call.to_string()).await?;
    Ok(())
}

/// A held call as its page shows it.
pub(super) fn shown(app: &App, signed: &Signed, held: &Held, lang: Lang) -> Shown {
    let matter = &held.matter;
    let bound = Bound {
        hall: &signed.hall.id,
        case_no: matter.case_no.as_str(),
        step_no: matter.step_no.value(),
        round: matter.round.value(),
    };
    let date = day(matter.service_at);
    let words = match lang {
        Lang::Zh => &widget::parts::levels::ZH,
        Lang::En => &widget::parts::levels::EN,
    };
    let question = match matter.round {
        Round::First => words.question,
        Round::Additional => words.question_again,
    };
    let step = matter.step.label(lang);
    let number = held.sealed.as_deref();
    Shown {
        id: held.id,
        opening: texts::opening(
            lang,
            &signed.hall.name,
            &date,
            &matter.agency_name,
            &matter.item_name,
            step,
        ),
        question,
        levels: texts::levels(lang),
        item: matter.item_name.clone(),
        step,
        agency: matter.agency_name.clone(),
        date,
        case_no: matter.case_no.as_str().to_owned(),
        attempts: held.attempts,
        number: number.and_then(|sealed| app.desk.seal.open(sealed, bound)),
        catalogue: app.desk.catalogue.view(lang),
    }
}

/// The page, with a call or without.
pub(super) async fn page(
    app: &App,
    signed: &Signed,
    v: View,
    notice: Option<Notice>,
    shows: Shows,
) -> Result<Response, Failure> {
    let client = app.pool.get().await?;
    let standing = listing::standing(&client, &signed.hall.id).await?;
    let t = texts(v.lang);
    let again = matches!(shows, Shows::Held);
    let (call, errors, typed) = match shows {
        Shows::Call(call, errors, typed) => (Some(*call), errors, typed),
        Shows::Nothing | Shows::Held => (None, Vec::new(), Typed::default()),
    };
    html(&Page {
        v,
        t,
        standing,
        notice,
        again,
        call,
        errors,
        typed,
    })
}

/// The day in Chongqing.
fn day(seconds: i64) -> String {
    let ms = seconds.saturating_mul(1_000);
    haochaping_edge::clock::rfc3339(ms)
        .chars()
        .take(10)
        .collect()
}
