//! Tables to take away: an empty one, and the rows that have to be put right.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use contract::lang::Lang;
use haochaping_edge::profile::{self, Profile};

use super::mending::{self, Faulty};
use super::reasons;
use super::store::{self, Staged};
use crate::account::Role;
use crate::app::App;
use crate::page::{Failure, Visit};
use crate::session::Signed;
use crate::sheet;

/// `GET /collect/template.csv`: the columns.
pub async fn template(State(app): State<App>, signed: Signed) -> Result<Response, Failure> {
    signed.require(Role::Collector)?;
    let profiles = app.profiles()?;
    let body = profile::blank(&profiles.table).ok_or(Failure::NotFound)?;
    let kind = profiles.table.content_type();
    Ok(file(kind, "template.csv", body))
}

/// `GET /collect/upload/{id}/wrong.csv`: the rows as they were sent, and what is wrong with each;
/// put right, it can be uploaded as it is.
pub async fn wrong(
    State(app): State<App>,
    signed: Signed,
    visit: Visit,
    Path(id): Path<i64>,
) -> Result<Response, Failure> {
    signed.require(Role::Collector)?;
    let profiles = app.profiles()?;
    let client = app.pool.get().await?;
    let rows = store::rows(&client, &signed, id).await?;
    let rows = rows.ok_or(Failure::NotFound)?;
    let table = &profiles.table;
    let faulty = rows.iter().filter(|row| row.is_faulty());
    let faulty: Vec<Faulty> = faulty
        .map(|row| self::faulty(table, row, visit.lang))
        .collect();
    let usual: Vec<&str> = table.takes().map(|(name, _)| name).collect();
    let lines = mending::lines(&usual, &faulty);
    // With the mark by which office programs know UTF-8.
    let body = format!("\u{feff}{}\r\n", lines.join("\r\n"));
    let kind = "text/csv; charset=utf-8".to_owned();
    Ok(file(kind, "wrong.csv", body.into_bytes()))
}

fn faulty(table: &Profile, row: &Staged, lang: Lang) -> Faulty {
    let code = row.code.as_deref().unwrap_or_default();
    let field = row.field.clone().unwrap_or_default();
    let why = reasons::row(table, &field, code, lang);
    let place = sheet::place(&format!("line {}", row.line), lang);
    let cells = row.cells.as_deref();
    Faulty {
        cells: cells
            .and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default(),
        field,
        why: format!("{place}{}{why}", lang.pick("：", ": ")),
    }
}

fn file(kind: String, name: &str, body: Vec<u8>) -> Response {
    let named = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, named),
    ];
    (headers, body).into_response()
}
