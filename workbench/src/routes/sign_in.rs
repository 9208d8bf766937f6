//! Signing in and out.

use askama::Template;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use serde::Deserialize;

use crate::account::Account;
use crate::app::App;
use crate::audit::{self, Action};
use crate::log;
use crate::page::{self, Failure, View, Visit, see_other};
use crate::session::check::{self, Checked};
use crate::session::{
    Cookie, Nothing, Posted, Signed, Token, attempts, cookie_of, is_own_page, store as sessions,
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
    headers: HeaderMap,
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
        token: form_token(&app, &headers),
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
        token: form_token(&app, &headers),
    };
    let ours = blank
        .token
        .as_ref()
        .is_some_and(|token| token.is_csrf(&form.csrf));
    if !ours || !is_own_page(&app.config, &headers) {
        let said = v.t.sign_in_again.to_owned();
        return asked(&app, v, blank, StatusCode::FORBIDDEN, Some(said));
    }

    let known = match check::password(&app, &form.hall, &form.alias, &form.password).await? {
        Checked::Right(known) => known,
        Checked::Wrong(somebody) => {
            if let Some(account) = somebody {
                tokio::spawn(write_refused(app.clone(), account));
            }
            let said = v.t.sign_in_wrong.to_owned();
            return asked(&app, v, blank, StatusCode::FORBIDDEN, Some(said));
        }
        Checked::Wait(rest) => {
            let said = v.t.sign_in_wait.replace("{}", &check::minutes(rest));
            return asked(&app, v, blank, StatusCode::TOO_MANY_REQUESTS, Some(said));
        }
    };
    let token = Token::random().map_err(|_| Failure::Broken)?;
    let mut client = app.pool.get().await?;
    let tx = client.transaction().await?;
    if !sessions::begin(&tx, &known, &token).await? {
        let said = v.t.sign_in_wrong.to_owned();
        return asked(&app, v, blank, StatusCode::FORBIDDEN, Some(said));
    }
    attempts::succeeded(&tx, &form.hall, &form.alias).await?;
    let account = known.account;
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

/// Writes that signing in to an account was refused. Beside the answer, which otherwise would
/// take longer for an alias that there is and so tell which there are.
async fn write_refused(app: App, account: Account) {
    let wrong = match app.pool.get().await {
        Ok(client) => {
            let (action, alias) = (Action::SignInRefused, &account.alias);
            let written = audit::write(&client, &account, action, "account", alias).await;
            written.err().map(|error| log::first_cause(&error))
        }
        Err(error) => Some(log::first_cause(&error)),
    };
    if let Some(cause) = wrong {
        log::trouble("trail", &cause);
    }
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
    /// What the browser has from the same form in another tab, which must stay good.
    token: Option<Token>,
}

fn asked(
    app: &App,
    v: View,
    form: Blank,
    status: StatusCode,
    said: Option<String>,
) -> Result<Response, Failure> {
    let token = match form.token {
        Some(token) => token,
        None => Token::random().map_err(|_| Failure::Broken)?,
    };
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

fn form_token(app: &App, headers: &HeaderMap) -> Option<Token> {
    cookie_of(headers, Cookie::Form.name(app.config.is_secure())).and_then(Token::parse)
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
