//! The start page: who is signed in and what they can do here.

use askama::Template;
use axum::response::Response;

use crate::page::{self, Failure, View, Visit};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    v: View,
    hello: String,
    roles: String,
}

/// `GET /`.
pub async fn show(signed: Signed, visit: Visit) -> Result<Response, Failure> {
    let v = View::signed(visit, &signed);
    let roles: Vec<&str> = signed
        .account
        .roles
        .iter()
        .map(|role| v.t.role(*role))
        .collect();
    page::html(&Home {
        hello: v.t.signed_in_as.replace("{}", &signed.account.alias),
        roles: roles.join(v.pick("、", ", ")),
        v,
    })
}
