//! Signing in and out.

use askama::Template;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use serde::Deserialize;

use crate::account::{Busy, Password, store as accounts};
use crate::app::App;
use crate::audit::{self, Action};
use crate::page::{self, Failure, View, Visit, see_other};
use crate::session::attempts::{self, Turn};
use crate::session::{
    Cookie, Nothing, Posted, Signed, Token, cookie_of, is_own_page, store as sessions,
};

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn {
    v: View,
    halls: Vec<(String, String)>,
    chosen: String,
    alias: String,
    next: String,
    csrf: String,
    said: Option<String>,
}

/// What the form sends.
#[derive(Deserialize)]
pub struct Credentials {
    csrf: String,
    hall: String,
    alias: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// `GET /sign-in?next=…`; who is signed in goes on.
pub async fn show(
    State(app): State<App>,
    signed: Result<Signed, Failure>,
    visit: Visit,
) -> Result<Response, Failure> {
    let next = local(visit.value("next").unwrap_or_default());
    if signed.is_ok() {
        return Ok(see_other(&next));
    }
    let over = visit.value("over").is_some();
    let form = Blank {
        hall: String::new(),
        alias: String::new(),
        next,
    };
    let v = View::new(visit);
    let said = over.then(|| v.t.session_over.to_owned());
    asked(&app, v, form, StatusCode::OK, said)
}

/// `POST /sign-in`.
pub async fn submit(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    form: Result<Form<Credentials>, FormRejection>,
) -> Result<Response, Failure> {
    let Form(form) = form.map_err(|_| Failure::Unreadable)?;
    let v = View::new(visit);
    let blank = Blank {
        hall: form.hall.clone(),
        alias: form.alias.clone(),
        next: local(&form.next),
    };
    let name = Cookie::Form.name(app.config.is_secure());
    let ours = cookie_of(&headers, name)
        .and_then(Token::parse)
        .is_some_and(|token| token.is_csrf(&form.csrf));
    if !ours || !is_own_page(&app.config, &headers) {
        let said = v.t.sign_in_again.to_owned();
        return asked(&app, v, blank, StatusCode::FORBIDDEN, Some(said));
    }

    let mut client = app.pool.get().await?;
    let tx = client.transaction().await?;
    let turn = attempts::take(&tx, &form.hall, &form.alias).await?;
    tx.commit().await?;
    if let Turn::Wait(rest) = turn {
        let minutes = rest.as_secs().div_ceil(60).to_string();
        let said = v.t.sign_in_wait.replace("{}", &minutes);
        return asked(&app, v, blank, StatusCode::TOO_MANY_REQUESTS, Some(said));
    }
    let known = accounts::find(&client, &form.hall, &form.alias).await?;
    let kept = known.as_ref().map(|known| known.password.clone());
    // Hashing takes long; whoever else needs the connection has it meanwhile.
    drop(client);
    let right = app
        .guard
        .is_right(Password::typed(&form.password), kept)
        .await
        .map_err(|Busy| Failure::Busy)?;

    let mut client = app.pool.get().await?;
    let Some(known) = known else {
        let said = v.t.sign_in_wrong.to_owned();
        return asked(&app, v, blank, StatusCode::FORBIDDEN, Some(said));
    };
    let account = known.account;
    if !right {
        audit::write(
            &client,
            &account,
            Action::SignInRefused,
            "account",
            &account.alias,
        )
        .await?;
        let said = v.t.sign_in_wrong.to_owned();
        return asked(&app, v, blank, StatusCode::FORBIDDEN, Some(said));
    }
    let token = Token::random().map_err(|_| Failure::Broken)?;
    let tx = client.transaction().await?;
    attempts::succeeded(&tx, &form.hall, &form.alias).await?;
    sessions::begin(&tx, &account, &token).await?;
    audit::write(&tx, &account, Action::SignIn, "account", &account.alias).await?;
    tx.commit().await?;

    let mut response = see_other(&blank.next);
    let cookies = [
        Cookie::Session.set(&app.config, &token.text()),
        Cookie::Form.remove(&app.config),
    ];
    for cookie in cookies.into_iter().flatten() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// `POST /sign-out`.
pub async fn end(
    State(app): State<App>,
    Posted { signed, .. }: Posted<Nothing>,
) -> Result<Response, Failure> {
    let mut client = app.pool.get().await?;
    let tx = client.transaction().await?;
    sessions::end(&tx, signed.token()).await?;
    audit::write(
        &tx,
        &signed.account,
        Action::SignOut,
        "account",
        &signed.account.alias,
    )
    .await?;
    tx.commit().await?;
    let mut response = see_other("/sign-in");
    if let Some(cookie) = Cookie::Session.remove(&app.config) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// What stays in the form when it is shown again; never the password.
struct Blank {
    hall: String,
    alias: String,
    next: String,
}

fn asked(
    app: &App,
    v: View,
    form: Blank,
    status: StatusCode,
    said: Option<String>,
) -> Result<Response, Failure> {
    let token = Token::random().map_err(|_| Failure::Broken)?;
    let halls = app.config.halls.iter();
    let page = SignIn {
        v,
        halls: halls
            .map(|hall| (hall.id.clone(), hall.name.clone()))
            .collect(),
        chosen: form.hall,
        alias: form.alias,
        next: form.next,
        csrf: token.csrf(),
        said,
    };
    let mut response = page::html_with(status, &page)?;
    if let Some(cookie) = Cookie::Form.set(&app.config, &token.text()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// A path of the workbench itself, or its start page: signing in must lead nowhere else.
fn local(next: &str) -> String {
    let plain = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && next.chars().all(|c| c.is_ascii_graphic());
    if plain {
        next.to_owned()
    } else {
        "/".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn signing_in_leads_nowhere_else() {
        assert_eq!(local("/audit?before=3"), "/audit?before=3");
        for elsewhere in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nb",
        ] {
            assert_eq!(local(elsewhere), "/", "{elsewhere}");
        }
    }
}
