//! A table is uploaded and looked through: `POST /collect/upload`, `GET /collect/upload/{id}`.

use askama::Template;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use contract::lang::Lang;
use haochaping_edge::profile::{self, Canonical, Profile, Surroundings};
use jiff::tz::{Offset, TimeZone};

use super::profiles::collector;
use super::reasons;
use super::store::{self, Staged};
use super::table;
use super::texts::{Texts, texts};
use crate::account::Role;
use crate::app::App;
use crate::audit::{self, Action};
use crate::page::{self, Failure, View, Visit, see_other};
use crate::session::Signed;
use crate::sheet;

/// Bytes of the form with the file in it: a table of 4 MiB, and what is around it.
pub const FORM: usize = 4_500_000;
/// Rows on one page.
const PAGE: usize = 200;

#[derive(Template)]
#[template(path = "collect/upload.html")]
struct Upload {
    v: View,
    t: &'static Texts,
    wrong: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "collect/preview.html")]
struct Preview {
    v: View,
    t: &'static Texts,
    id: i64,
    counts: Vec<(&'static str, &'static str, usize, bool)>,
    all: usize,
    waits: usize,
    known: usize,
    away: bool,
    busy: bool,
    faulty: usize,
    rows: Vec<Line>,
    more: Option<String>,
}

/// A row as the page shows it.
struct Line {
    line: i32,
    kind: &'static str,
    state: &'static str,
    field: String,
    why: &'static str,
    receipt: String,
    /// What will be sent: where, day, level, words.
    told: [String; 4],
}

/// `GET /collect/upload`: the form.
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    visit: Visit,
) -> Result<Response, Failure> {
    signed.require(Role::Collector)?;
    app.profiles()?;
    asked(View::signed(visit, &signed), StatusCode::OK, None)
}

/// `POST /collect/upload`: reads the file, keeps what it says for a day, stores no opinion.
pub async fn submit(
    State(app): State<App>,
    signed: Signed,
    visit: Visit,
    form: Multipart,
) -> Result<Response, Failure> {
    signed.require(Role::Collector)?;
    app.profiles()?;
    let (csrf, file) = fields(form).await?;
    signed.check_csrf(&csrf)?;
    let v = View::signed(visit, &signed);
    if file.is_empty() {
        let wrong = texts(v.lang).file_needed;
        return asked(v, StatusCode::UNPROCESSABLE_ENTITY, Some(wrong));
    }
    let collector = collector(&signed)?;
    let (with, area) = (app.clone(), signed.hall.area_code.clone());
    let (digest, rows) = sheet::turn(move || -> Result<_, Failure> {
        let profiles = with.profiles()?;
        let surroundings = profiles.surroundings(&area, &collector);
        let rows = table::read(&profiles.table, &profiles.record, &surroundings, &file);
        Ok((table::digest(&file), rows))
    })
    .await??;
    let rows = match rows {
        Ok(rows) => rows,
        Err(code) => {
            let wrong = sheet::body(code, v.lang);
            return asked(v, StatusCode::UNPROCESSABLE_ENTITY, Some(wrong));
        }
    };
    let mut client = app.pool.get().await?;
    let tx = client.transaction().await?;
    store::sweep(&tx).await?;
    let upload = store::keep(&tx, &signed, &digest, &rows).await?;
    let target = upload.to_string();
    audit::write(
        &tx,
        &signed.account,
        Action::CollectUpload,
        "upload",
        &target,
    )
    .await?;
    tx.commit().await?;
    Ok(see_other(&format!("/collect/upload/{upload}")))
}

/// What the form sends: its token and the file.
async fn fields(mut form: Multipart) -> Result<(String, Vec<u8>), Failure> {
    let (mut csrf, mut file) = (String::new(), Vec::new());
    while let Some(field) = form.next_field().await.map_err(|_| Failure::Unreadable)? {
        match field.name() {
            Some("csrf") => csrf = field.text().await.map_err(|_| Failure::TooLarge)?,
            Some("file") => file = field.bytes().await.map_err(|_| Failure::TooLarge)?.into(),
            _ => return Err(Failure::Unreadable),
        }
    }
    Ok((csrf, file))
}

/// `GET /collect/upload/{id}?show=…&after=…`: row by row.
pub async fn preview(
    State(app): State<App>,
    signed: Signed,
    visit: Visit,
    Path(id): Path<i64>,
) -> Result<Response, Failure> {
    signed.require(Role::Collector)?;
    let client = app.pool.get().await?;
    let rows = store::rows(&client, &signed, id).await?;
    let rows = rows.ok_or(Failure::NotFound)?;
    let v = View::signed(visit, &signed);
    let t = texts(v.lang);
    let chosen = v.visit.value("show").unwrap_or_default().to_owned();
    let after: i32 = v
        .visit
        .value("after")
        .and_then(|it| it.parse().ok())
        .unwrap_or(0);
    let count = |state: &str| rows.iter().filter(|row| row.state == state).count();
    let counts = t
        .states
        .iter()
        .map(|(state, name)| (*state, *name, count(state), chosen == *state))
        .filter(|(_, _, count, _)| *count > 0)
        .collect();
    let mut shown: Vec<&Staged> = rows
        .iter()
        .filter(|row| row.line > after && (chosen.is_empty() || row.state == chosen))
        .collect();
    let more = shown.len() > PAGE;
    shown.truncate(PAGE);
    let last = shown
        .last()
        .filter(|_| more)
        .map(|row| row.line.to_string());
    let profiles = app.profiles()?;
    let collector = collector(&signed)?;
    let surroundings = profiles.surroundings(&signed.hall.area_code, &collector);
    let lines = shown
        .into_iter()
        .map(|row| {
            let opinion = row.opinion.as_deref().unwrap_or_default();
            let told = told(opinion, &profiles.record, &surroundings, v.lang);
            line(row, told, v.lang)
        })
        .collect();
    page::html(&Preview {
        t,
        id,
        counts,
        all: rows.len(),
        waits: count("good") + count("retry"),
        known: count("known"),
        away: v.visit.value("away").is_some(),
        busy: v.visit.value("busy").is_some(),
        faulty: count("wrong") + count("refused"),
        more: last.map(|line| v.visit.with(&[("after", &line)])),
        rows: lines,
        v,
    })
}

fn line(row: &Staged, told: [String; 4], lang: Lang) -> Line {
    let t = texts(lang);
    Line {
        line: row.line,
        kind: match row.state.as_str() {
            "wrong" | "refused" | "retry" => "bad",
            "known" | "duplicate" => "soft",
            _ => "good",
        },
        state: t
            .states
            .iter()
            .find(|(state, _)| *state == row.state)
            .map_or("", |(_, name)| *name),
        field: row.field.clone().unwrap_or_default(),
        why: row
            .code
            .as_deref()
            .map_or("", |code| reasons::record(code, lang)),
        receipt: row.receipt.clone().unwrap_or_default(),
        told,
    }
}

/// What of an opinion is shown, read as the edge will read it.
fn told(
    opinion: &str,
    record: &Profile,
    surroundings: &Surroundings<'_>,
    lang: Lang,
) -> [String; 4] {
    let read = profile::read(
        record,
        surroundings,
        record.media_type(),
        opinion.as_bytes(),
    );
    let first = read.ok().and_then(|read| read.into_iter().next());
    let Some(Ok(Canonical::Evaluation(it))) = first else {
        return Default::default();
    };
    let collection = it.collected.map(|it| it.collection.label(lang).to_owned());
    let day = jiff::Timestamp::from_millisecond(it.rated_at).ok();
    let day = day.map(|at| at.to_zoned(TimeZone::fixed(Offset::constant(8))).date());
    [
        collection.unwrap_or_default(),
        day.map_or_else(String::new, |day| day.to_string()),
        it.level.label(lang).to_owned(),
        it.comment,
    ]
}

fn asked(v: View, status: StatusCode, wrong: Option<&'static str>) -> Result<Response, Failure> {
    let t = texts(v.lang);
    page::html_with(status, &Upload { v, t, wrong })
}
