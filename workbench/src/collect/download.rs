//! Tables to take away: an empty one, and the rows that have to be put right.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use haochaping_edge::profile;

use super::reasons;
use super::store::{self, Staged};
use super::texts::texts;
use crate::account::Role;
use crate::app::App;
use crate::page::{Failure, Visit};
use crate::session::Signed;

/// `GET /collect/template.csv`: the columns.
pub async fn template(State(app): State<App>, signed: Signed) -> Result<Response, Failure> {
    signed.require(Role::Collector)?;
    let profiles = app.profiles()?;
    let body = profile::blank(&profiles.table).ok_or(Failure::NotFound)?;
    let kind = profiles.table.content_type();
    Ok(file(kind, "template.csv", body))
}

/// `GET /collect/upload/{id}/wrong.csv`: the rows as they were sent, and what is wrong with each.
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
    let t = texts(visit.lang);
    let mut lines = vec![line(&[t.line, t.column, t.why, t.sent])];
    for row in rows.iter().filter(|row| row.is_faulty()) {
        let why = row.code.as_deref().unwrap_or_default();
        let field = row.field.as_deref().unwrap_or_default();
        let why = reasons::row(&profiles.table, field, why, visit.lang);
        let number = row.line.to_string();
        let mut cells = vec![number.as_str(), field, why.as_str()];
        let sent = sent(row);
        cells.extend(sent.iter().map(|(_, text)| text.as_str()));
        lines.push(line(&cells));
    }
    // With the mark by which office programs know UTF-8.
    let body = format!("\u{feff}{}\r\n", lines.join("\r\n"));
    let kind = "text/csv; charset=utf-8".to_owned();
    Ok(file(kind, "wrong.csv", body.into_bytes()))
}

fn sent(row: &Staged) -> Vec<(String, String)> {
    let cells = row.cells.as_deref();
    cells
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default()
}

/// One line of a table. A cell that an office program would take for a formula is text.
fn line(cells: &[&str]) -> String {
    let quoted = |cell: &&str| {
        let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let guard = if formula { "'" } else { "" };
        format!("\"{guard}{}\"", cell.replace('"', "\"\""))
    };
    let cells: Vec<String> = cells.iter().map(quoted).collect();
    cells.join(",")
}

fn file(kind: String, name: &str, body: Vec<u8>) -> Response {
    let named = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, named),
    ];
    (headers, body).into_response()
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(
            line(&["=1+1", "a\"b", "-2", "满意"]),
            r#""'=1+1","a""b","'-2","满意""#
        );
    }
}
