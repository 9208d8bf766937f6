//! `GET` and `POST /call-lists`: which cases are to be called about.

use askama::Template;
use axum::extract::{Multipart, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::lang::Lang;
use haochaping_edge::profile::{BodyCode, Profile};

use super::list::{self, Listed, Wrong};
use super::listing::{self, List, Standing};
use super::texts::{Texts, texts};
use crate::account::Role;
use crate::app::App;
use crate::audit::{self, Action};
use crate::page::{Failure, View, Visit, html};
use crate::session::Signed;
use crate::sheet;

/// The names of the columns, with a byte order mark that makes office programs read UTF-8.
const TEMPLATE: &str = "\u{feff}办件编号,环节序号,办理环节,办理时间,实施编码,事项名称,部门代码,部门名称,行政区划,联系电话\r\n";
/// Most characters of a list's name.
const TITLE: usize = 100;

/// A row that was left out.
struct Row {
    place: String,
    why: String,
}

/// What became of a file.
struct Outcome {
    added: usize,
    known: usize,
    wrong: Vec<Row>,
}

#[derive(Template)]
#[template(path = "call/lists.html")]
struct Page<'a> {
    v: View,
    t: &'a Texts,
    standing: Standing,
    lists: Vec<List>,
    title: String,
    wrong: Option<String>,
    result: Option<Outcome>,
    /// What each column takes.
    columns: Vec<(String, String)>,
}

/// A form with a file, as it was sent.
#[derive(Default)]
struct Sent {
    title: String,
    file: Vec<u8>,
}

/// Shows the lists.
///
/// # Errors
/// Not a supervisor; the centre does not answer.
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    visit: Visit,
) -> Result<Response, Failure> {
    signed.require(Role::Supervisor)?;
    let v = View::signed(visit, &signed);
    page(&app, &signed, v, String::new(), None, None).await
}

/// An empty list to fill in.
///
/// # Errors
/// Not a supervisor.
pub async fn template(signed: Signed) -> Result<Response, Failure> {
    signed.require(Role::Supervisor)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"call-list.csv\"",
        ),
    ];
    Ok((headers, TEMPLATE).into_response())
}

/// Takes a list: every good row is added, every other told with its place.
///
/// # Errors
/// Not a supervisor; a form of another session; the centre does not answer.
pub async fn add(
    State(app): State<App>,
    signed: Signed,
    visit: Visit,
    form: Multipart,
) -> Result<Response, Failure> {
    signed.require(Role::Supervisor)?;
    let v = View::signed(visit, &signed);
    let (lang, t) = (v.lang, texts(v.lang));
    let sent = match sent(&signed, form).await {
        Err(Failure::TooLarge) => {
            let wrong = sheet::body(BodyCode::TooLarge, lang).to_owned();
            let mut told = page(&app, &signed, v, String::new(), Some(wrong), None).await?;
            *told.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
            return Ok(told);
        }
        sent => sent?,
    };
    let title = sent.title.trim().to_owned();
    let refuse = |why: &str| Some(why.to_owned());
    if title.is_empty() || title.chars().count() > TITLE {
        return page(&app, &signed, v, title, refuse(t.title_needed), None).await;
    }
    if sent.file.is_empty() {
        let needed = refuse(v.t.file_needed);
        return page(&app, &signed, v, title, needed, None).await;
    }
    let now = jiff::Timestamp::now().as_millisecond();
    let digest = app.desk.seal.digest(&sent.file);
    let (desk, area) = (app.desk.clone(), signed.hall.area_code.clone());
    let rows = sheet::turn(move || {
        let kind = sheet::content_type(&sent.file);
        list::read(&desk.profile, &desk.catalogue, &area, kind, &sent.file, now)
    });
    let rows = match rows.await? {
        Ok(rows) => rows,
        Err(refusal) => {
            let why = sheet::body(refusal.code, lang);
            return page(&app, &signed, v, title, refuse(why), None).await;
        }
    };
    let (good, wrong): (Vec<_>, Vec<_>) = rows.into_iter().partition(Result::is_ok);
    let wrong: Vec<Row> = wrong
        .into_iter()
        .filter_map(|row| Some(told(&row.err()?, &app.desk.profile, lang)))
        .collect();
    let good: Vec<Listed> = good.into_iter().filter_map(Result::ok).collect();
    let added = if good.is_empty() {
        Some(0)
    } else {
        store_list(&app, &signed, &title, &digest, &good).await?
    };
    match added {
        None => page(&app, &signed, v, title, refuse(t.same_file), None).await,
        Some(added) => {
            let outcome = Outcome {
                added,
                known: good.len() - added,
                wrong,
            };
            page(&app, &signed, v, String::new(), None, Some(outcome)).await
        }
    }
}

/// Stores a list with its calls in one transaction; how many were new, or `None` when the
/// file was taken before.
async fn store_list(
    app: &App,
    signed: &Signed,
    title: &str,
    digest: &str,
    rows: &[Listed],
) -> Result<Option<usize>, Failure> {
    let hall = &signed.hall;
    let mut client = app.pool.get().await?;
    let transaction = client.transaction().await?;
    let alias = &signed.account.alias;
    let Some(list) = listing::add_list(&transaction, &hall.id, title, digest, alias).await? else {
        return Ok(None);
    };
    let mut added = 0;
    for row in rows {
        let new = listing::add_call(
            &transaction,
            &list,
            &hall.id,
            &hall.area_code,
            row,
            &app.desk.seal,
        );
        added += usize::from(new.await?);
    }
    audit::write(
        &transaction,
        &signed.account,
        Action::CallList,
        "call_list",
        &list,
    )
    .await?;
    transaction.commit().await?;
    Ok(Some(added))
}

async fn sent(signed: &Signed, mut form: Multipart) -> Result<Sent, Failure> {
    let mut sent = Sent::default();
    let mut known = false;
    while let Some(field) = form.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await?;
        let text = || String::from_utf8(bytes.to_vec()).map_err(|_| Failure::Unreadable);
        match name.as_str() {
            "csrf" => {
                signed.check_csrf(&text()?)?;
                known = true;
            }
            "title" => sent.title = text()?,
            "file" => sent.file = bytes.to_vec(),
            _ => return Err(Failure::Unreadable),
        }
    }
    if known { Ok(sent) } else { Err(Failure::Stale) }
}

fn told(wrong: &Wrong, profile: &Profile, lang: Lang) -> Row {
    let (place, why) = match wrong {
        Wrong::Read(refusal) => {
            let why = sheet::refused(profile, &refusal.field, refusal.code, lang);
            (&refusal.place, why)
        }
        Wrong::Number(place) => (place, texts(lang).wrong_phone.to_owned()),
    };
    Row {
        place: sheet::place(place, lang),
        why,
    }
}

async fn page(
    app: &App,
    signed: &Signed,
    v: View,
    title: String,
    wrong: Option<String>,
    result: Option<Outcome>,
) -> Result<Response, Failure> {
    let client = app.pool.get().await?;
    let standing = listing::standing(&client, &signed.hall.id).await?;
    let lists = listing::lists(&client, &signed.hall.id).await?;
    let t = texts(v.lang);
    html(&Page {
        columns: sheet::columns(&app.desk.profile, v.lang),
        v,
        t,
        standing,
        lists,
        title,
        wrong,
        result,
    })
}
