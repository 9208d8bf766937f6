//! Another password of one's own: whoever added the account knows the first one.

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::Response;
use serde::Deserialize;

use crate::account::{Password, store as accounts};
use crate::app::App;
use crate::audit::{self, Action};
use crate::page::{self, Failure, View, Visit, see_other};
use crate::session::check::{self, Checked};
use crate::session::{Cookie, Posted, Signed, Token, attempts, store as sessions};

#[derive(Template)]
#[template(path = "password.html")]
struct Page {
    v: View,
    /// What is wrong, with the id of the field.
    wrong: Option<(&'static str, String)>,
    done: bool,
}

/// One field of the form.
struct Field<'a> {
    id: &'static str,
    label: &'static str,
    hint: Option<&'static str>,
    /// What a password manager does with it.
    kind: &'static str,
    wrong: Option<&'a str>,
}

impl Page {
    fn fields(&self) -> [Field<'_>; 3] {
        let t = self.v.t;
        let field = |id, label, kind| Field {
            id,
            label,
            kind,
            hint: None,
            wrong: self
                .wrong
                .as_ref()
                .and_then(|(at, said)| (*at == id).then_some(said.as_str())),
        };
        [
            field("old", t.password_old, "current-password"),
            Field {
                hint: Some(t.password_hint),
                ..field("new", t.password_new, "new-password")
            },
            field("again", t.password_again, "new-password"),
        ]
    }
}

/// What the form sends.
#[derive(Deserialize)]
pub struct Change {
    old: String,
    new: String,
    again: String,
}

/// `GET /password`.
pub async fn show(signed: Signed, visit: Visit) -> Result<Response, Failure> {
    let done = visit.value("done").is_some();
    let v = View::signed(visit, &signed);
    let wrong = None;
    page::html(&Page { v, wrong, done })
}

/// `POST /password`: the old one counts as an attempt to sign in, since a screen that was left
/// open must not be the way around the brake. Every other session of the account ends.
pub async fn submit(
    State(app): State<App>,
    visit: Visit,
    Posted { signed, form }: Posted<Change>,
) -> Result<Response, Failure> {
    let v = View::signed(visit, &signed);
    let account = &signed.account;
    let refuse = |v: View, field, said: String| {
        let wrong = Some((field, said));
        let done = false;
        page::html_with(StatusCode::FORBIDDEN, &Page { v, wrong, done })
    };
    let new = match Password::new(&form.new, &account.alias) {
        Ok(new) => new,
        Err(weak) => {
            let (zh, en) = weak.words();
            let said = v.pick(zh, en).to_owned();
            return refuse(v, "new", said);
        }
    };
    if form.new != form.again {
        let said = v.t.password_differs.to_owned();
        return refuse(v, "again", said);
    }
    match check::password(&app, &account.hall_id, &account.alias, &form.old).await? {
        Checked::Right(_) => {}
        Checked::Wrong(_) => {
            let said = v.t.password_old_wrong.to_owned();
            return refuse(v, "old", said);
        }
        Checked::Wait(rest) => {
            let said = v.t.sign_in_wait.replace("{}", &check::minutes(rest));
            return refuse(v, "old", said);
        }
    }
    let hash = app.guard.hash(new).await.map_err(|_| Failure::Broken)?;
    let token = Token::random().map_err(|_| Failure::Broken)?;

    let mut client = app.pool.get().await?;
    let tx = client.transaction().await?;
    attempts::succeeded(&tx, &account.hall_id, &account.alias).await?;
    accounts::set_password(&tx, account.id, &hash).await?;
    let own = accounts::Known {
        account: account.clone(),
        password: hash,
    };
    if !sessions::begin(&tx, &own, &token).await? {
        let (back, over) = (None, true);
        return Err(Failure::SignIn { back, over });
    }
    let alias = &account.alias;
    audit::write(&tx, account, Action::AccountPassword, "account", alias).await?;
    tx.commit().await?;

    let mut response = see_other("/password?done=1");
    if let Some(cookie) = Cookie::Session.set(&app.config, &token.text()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
