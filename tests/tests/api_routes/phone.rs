//! Whoever scans a code with a phone, as a persona.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use crate::windows::client;
use crate::world::{Answer, get, send, world};

/// A phone: it keeps the cookie it is given.
pub struct Phone {
    pub cookie: Option<String>,
}

impl Phone {
    pub async fn scans(path: &str) -> (Self, Answer) {
        let page = get(path).await;
        let cookie = page
            .header("set-cookie")
            .map(|all| all.split(';').next().unwrap().to_owned());
        (Self { cookie }, page)
    }

    pub async fn says(&self, path: &str, body: &str) -> Answer {
        let mut request = client()
            .post(format!("{}{path}", world().edge))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", &world().edge)
            .body(body.to_owned());
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        send(request).await
    }
}

/// The claims of the ticket that a scan led to, and its page.
pub fn granted(answer: &Answer) -> (Value, String) {
    assert_eq!(answer.status, 303, "{}", answer.text());
    let location = answer.header("location").expect("a place").to_owned();
    let ticket = location.strip_prefix("/r/").expect("the rating page");
    let ticket = ticket.split('?').next().expect("a ticket");
    let claims = URL_SAFE_NO_PAD.decode(ticket.split('.').nth(1).expect("claims"));
    let claims = serde_json::from_slice(&claims.expect("base64url")).expect("JSON");
    (claims, location)
}
