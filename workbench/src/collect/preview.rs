//! What was read of a table, row by row: `GET /collect/upload/{id}`.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use contract::lang::Lang;
use haochaping_edge::profile::{self, Canonical, Surroundings};
use jiff::tz::{Offset, TimeZone};

use super::profiles::{Profiles, collector};
use super::reasons;
use super::store::{self, Staged};
use super::texts::{Texts, texts};
use crate::account::Role;
use crate::app::App;
use crate::page::{self, Failure, View, Visit};
use crate::session::Signed;

/// Rows on one page.
const PAGE: usize = 200;

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
    why: String,
    receipt: String,
    /// What will be sent: where, day, level, reasons, words.
    told: [String; 5],
}

/// `GET /collect/upload/{id}?show=…&after=…`: row by row.
pub async fn show(
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
            let told = told(opinion, profiles, &surroundings, v.lang);
            line(row, told, profiles, v.lang)
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

fn line(row: &Staged, told: [String; 5], profiles: &Profiles, lang: Lang) -> Line {
    let t = texts(lang);
    let field = row.field.clone().unwrap_or_default();
    let why = |code: &str| reasons::row(&profiles.table, &field, code, lang);
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
        why: row.code.as_deref().map_or_else(String::new, why),
        field,
        receipt: row.receipt.clone().unwrap_or_default(),
        told,
    }
}

/// What of an opinion is shown, read as the edge will read it.
fn told(
    opinion: &str,
    profiles: &Profiles,
    surroundings: &Surroundings<'_>,
    lang: Lang,
) -> [String; 5] {
    let record = &profiles.record;
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
    // A retired code has no words.
    let words = |code: &String| match profiles.catalogue.indicator(code) {
        Some(reason) => lang.pick(&reason.zh, &reason.en).to_owned(),
        None => code.clone(),
    };
    let reasons: Vec<String> = it.indicators.iter().map(words).collect();
    let collection = it.collected.map(|it| it.collection.label(lang).to_owned());
    let day = jiff::Timestamp::from_millisecond(it.rated_at).ok();
    let day = day.map(|at| at.to_zoned(TimeZone::fixed(Offset::constant(8))).date());
    [
        collection.unwrap_or_default(),
        day.map_or_else(String::new, |day| day.to_string()),
        it.level.label(lang).to_owned(),
        reasons.join(lang.pick("；", "; ")),
        it.comment,
    ]
}
