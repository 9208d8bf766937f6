//! What handlers ask for: somebody who is signed in, and a form that such a person sent.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, OriginalUri, Request};
use axum::http::{HeaderMap, Method, header, request::Parts};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Cookie, Token, cookie_of, store};
use crate::account::{Account, Role};
use crate::app::App;
use crate::config::{Config, Hall};
use crate::page::Failure;

/// Somebody who is signed in.
#[derive(Clone)]
pub struct Signed {
    /// Who.
    pub account: Account,
    /// The hall they work for.
    pub hall: Hall,
    /// What every form of theirs carries as `csrf`.
    pub csrf: String,
    token: Token,
}

impl Signed {
    /// Passes who has this role.
    ///
    /// # Errors
    /// They have not; the page says which one is needed.
    pub fn require(&self, role: Role) -> Result<(), Failure> {
        if self.account.is(role) {
            Ok(())
        } else {
            Err(Failure::Role(role))
        }
    }

    /// Passes a form that carries what it was given. [`Posted`] does it; a handler that reads a
    /// body of another kind does it before anything else.
    ///
    /// # Errors
    /// It carries nothing, or what belongs to another session.
    pub fn check_csrf(&self, given: &str) -> Result<(), Failure> {
        if self.token.is_csrf(given) {
            Ok(())
        } else {
            Err(Failure::Stale)
        }
    }

    /// The token, to end the session.
    #[must_use]
    pub const fn token(&self) -> &Token {
        &self.token
    }
}

impl FromRequestParts<App> for Signed {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let back = back(parts);
        let name = Cookie::Session.name(app.config.is_secure());
        let token = cookie_of(&parts.headers, name).and_then(Token::parse);
        let Some(token) = token else {
            // A form comes from a page that somebody had open: the browser dropped the cookie.
            let over = parts.method != Method::GET;
            return Err(Failure::SignIn { back, over });
        };
        if parts.method != Method::GET && !is_own_page(&app.config, &parts.headers) {
            return Err(Failure::Stale);
        }
        let client = app.pool.get().await?;
        let found = store::find(&client, &token).await?;
        // An account of a hall that is no longer configured has nothing to do here.
        let signed = found.and_then(|account| {
            let hall = app.config.hall(&account.hall_id)?.clone();
            Some((account, hall))
        });
        let Some((account, hall)) = signed else {
            return Err(Failure::SignIn { back, over: true });
        };
        Ok(Self {
            csrf: token.csrf(),
            account,
            hall,
            token,
        })
    }
}

/// Where to go on after signing in: the page that was asked for, unless it was a form.
fn back(parts: &Parts) -> Option<String> {
    if parts.method != Method::GET {
        return None;
    }
    let uri = parts
        .extensions
        .get::<OriginalUri>()
        .map_or(&parts.uri, |original| &original.0);
    uri.path_and_query().map(ToString::to_string)
}

/// A form that somebody who is signed in sent from a page of ours, with its fields. Fields that
/// come several times make a list.
pub struct Posted<T> {
    /// Who sent it.
    pub signed: Signed,
    /// What it says, without `csrf`.
    pub form: T,
}

impl<T: DeserializeOwned> FromRequest<App> for Posted<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        let signed = Signed::from_request_parts(&mut parts, app).await?;
        let form = parts
            .headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.starts_with("application/x-www-form-urlencoded"));
        if !form {
            return Err(Failure::Unreadable);
        }
        let body = Bytes::from_request(Request::from_parts(parts, body), app)
            .await
            .map_err(|_| Failure::TooLarge)?;
        let given = form_urlencoded::parse(&body)
            .find(|(name, _)| name == "csrf")
            .map(|(_, value)| value.into_owned());
        signed.check_csrf(&given.unwrap_or_default())?;
        let form = serde_html_form::from_bytes(&body).map_err(|_| Failure::Unreadable)?;
        Ok(Self { signed, form })
    }
}

/// A form that says no more than who sent it.
#[derive(Deserialize)]
pub struct Nothing {}

/// Whether a page of the workbench sent this request, as far as the browser says it; browsers
/// that say nothing are held by the form's own token.
#[must_use]
pub fn is_own_page(config: &Config, headers: &HeaderMap) -> bool {
    let value = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    match (value("sec-fetch-site"), value("origin")) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => origin == config.public_url,
        (None, None) => true,
    }
}
