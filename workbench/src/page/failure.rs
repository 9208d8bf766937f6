//! Why a page is not what was asked for. Rooms return it with `?`; what people see is
//! written once, in the language of the request, by [`super::dress`].

use askama::Template;
use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use contract::lang::Lang;
use deadpool_postgres::PoolError;

use super::texts::texts;
use super::{View, Visit};
use crate::account::Role;
use crate::log;

/// Why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Nobody is signed in, or no longer.
    SignIn {
        /// The page that was asked for.
        back: Option<String>,
        /// Whether somebody was signed in before.
        over: bool,
    },
    /// The role that is needed and lacking.
    Role(Role),
    /// The form came from elsewhere, or from an earlier session.
    Stale,
    /// The form is not what the page sends.
    Unreadable,
    /// The form is larger than any page sends.
    TooLarge,
    /// There is no such page or thing.
    NotFound,
    /// The centre does not answer.
    Away,
    /// More is asked than can be answered.
    Busy,
    /// A fault of ours.
    Broken,
}

impl Failure {
    /// The status of the answer.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::SignIn { .. } => StatusCode::SEE_OTHER,
            Self::Role(_) | Self::Stale => StatusCode::FORBIDDEN,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Away | Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What happened and what to do.
    #[must_use]
    pub fn words(&self, lang: Lang) -> (&'static str, String) {
        let t = texts(lang);
        match self {
            Self::SignIn { .. } => (t.sign_in, t.session_over.to_owned()),
            Self::Role(role) => (t.not_allowed, t.needs_role.replace("{}", t.role(*role))),
            Self::Stale => (t.form_stale, t.form_stale_then.to_owned()),
            Self::Unreadable | Self::TooLarge => (t.form_wrong, t.form_wrong_then.to_owned()),
            Self::NotFound => (t.not_found, t.not_found_then.to_owned()),
            Self::Away => (t.away, t.away_then.to_owned()),
            Self::Busy => (t.busy, t.busy_then.to_owned()),
            Self::Broken => (t.broken, t.broken_then.to_owned()),
        }
    }

    /// Where the browser goes instead, for what is no page.
    pub(super) fn leads_to(&self) -> Option<String> {
        let Self::SignIn { back, over } = self else {
            return None;
        };
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(back) = back.as_deref().filter(|back| *back != "/") {
            query.append_pair("next", back);
        }
        if *over {
            query.append_pair("over", "1");
        }
        let query = query.finish();
        let mark = if query.is_empty() { "" } else { "?" };
        Some(format!("/sign-in{mark}{query}"))
    }

    pub(super) fn page(&self, visit: Visit) -> Option<String> {
        let (title, then) = self.words(visit.lang);
        let v = View::new(visit);
        ProblemPage { v, title, then }.render().ok()
    }
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    v: View,
    title: &'static str,
    then: String,
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The server's words may quote a row; its code does not.
fn reason(error: &tokio_postgres::Error) -> String {
    error
        .code()
        .map_or_else(|| log::first_cause(error), |code| code.code().to_owned())
}

impl From<MultipartError> for Failure {
    /// A body over its bound may show at the beginning of a field or within it.
    fn from(error: MultipartError) -> Self {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Self::TooLarge
        } else {
            Self::Unreadable
        }
    }
}

impl From<tokio_postgres::Error> for Failure {
    fn from(error: tokio_postgres::Error) -> Self {
        log::trouble("centre", &reason(&error));
        Self::Away
    }
}

impl From<PoolError> for Failure {
    fn from(error: PoolError) -> Self {
        let reason = match &error {
            PoolError::Backend(error) => reason(error),
            _ => error.to_string(),
        };
        log::trouble("centre", &reason);
        Self::Away
    }
}

#[cfg(test)]
mod tests {
    use super::Failure;

    #[test]
    fn signing_in_leads_back() {
        let leads = |back: Option<&str>, over| {
            let back = back.map(str::to_owned);
            Failure::SignIn { back, over }.leads_to().unwrap()
        };
        assert_eq!(leads(None, false), "/sign-in");
        assert_eq!(leads(Some("/"), true), "/sign-in?over=1");
        assert_eq!(
            leads(Some("/audit?a=b"), false),
            "/sign-in?next=%2Faudit%3Fa%3Db"
        );
        assert_eq!(Failure::NotFound.leads_to(), None);
    }
}
