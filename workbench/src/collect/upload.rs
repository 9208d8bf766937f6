//! A table is uploaded: `POST /collect/upload`.

use askama::Template;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use contract::catalogue::View as Catalogue;
use contract::lang::Lang;
use haochaping_edge::profile::BodyCode;

use super::profiles::collector;
use super::store;
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

#[derive(Template)]
#[template(path = "collect/upload.html")]
struct Upload {
    v: View,
    t: &'static Texts,
    wrong: Option<&'static str>,
    /// The reasons as tables spell them: in their national wording.
    reasons: Catalogue,
    /// What each column takes.
    columns: Vec<(String, String)>,
}

/// `GET /collect/upload`: the form.
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    visit: Visit,
) -> Result<Response, Failure> {
    signed.require(Role::Collector)?;
    asked(&app, View::signed(visit, &signed), StatusCode::OK, None)
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
    let v = View::signed(visit, &signed);
    let (csrf, file) = match fields(form).await {
        Err(Failure::TooLarge) => {
            let wrong = sheet::body(BodyCode::TooLarge, v.lang);
            return asked(&app, v, StatusCode::PAYLOAD_TOO_LARGE, Some(wrong));
        }
        fields => fields?,
    };
    signed.check_csrf(&csrf)?;
    if file.is_empty() {
        let wrong = v.t.file_needed;
        return asked(&app, v, StatusCode::UNPROCESSABLE_ENTITY, Some(wrong));
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
            return asked(&app, v, StatusCode::UNPROCESSABLE_ENTITY, Some(wrong));
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
    while let Some(field) = form.next_field().await? {
        match field.name() {
            Some("csrf") => csrf = field.text().await?,
            Some("file") => file = field.bytes().await?.into(),
            _ => return Err(Failure::Unreadable),
        }
    }
    Ok((csrf, file))
}

fn asked(
    app: &App,
    v: View,
    status: StatusCode,
    wrong: Option<&'static str>,
) -> Result<Response, Failure> {
    let t = texts(v.lang);
    let profiles = app.profiles()?;
    let reasons = profiles.catalogue.view(Lang::Zh);
    let page = Upload {
        columns: sheet::columns(&profiles.table, v.lang),
        v,
        t,
        wrong,
        reasons,
    };
    page::html_with(status, &page)
}
