//! Requests to the edge.

use super::json::Json;
use gloo_timers::callback::Timeout;
use js_sys::Reflect;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Request, RequestCache, RequestCredentials, RequestInit, Response};

/// How long an answer may take.
const PATIENCE_MS: u32 = 15_000;

/// An answer of the edge.
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// `Retry-After` in seconds, when given so.
    pub retry_after: Option<u64>,
    /// The body.
    pub text: String,
}

impl Reply {
    /// The body; `None` when it is no JSON.
    pub fn json(&self) -> Option<Json> {
        Json::read(&self.text)
    }

    /// Whether the same request may succeed later.
    pub const fn passes(&self) -> bool {
        matches!(self.status, 408 | 425 | 429 | 500..=599)
    }
}

/// Sends a request; with a body it is a POST that the browser finishes even when the
/// page is closed. `None` without an answer: no connection, or none in 15 s.
///
/// The body goes as `text/plain`, which the edge takes for JSON: so the browser need
/// not ask for permission first, which is a whole round trip on a slow line.
pub async fn send(url: &str, body: Option<&str>) -> Option<Reply> {
    let abort = AbortController::new().ok()?;
    let init = RequestInit::new();
    init.set_credentials(RequestCredentials::Omit);
    init.set_cache(RequestCache::NoStore);
    init.set_signal(Some(&abort.signal()));
    if let Some(body) = body {
        init.set_method("POST");
        init.set_body(&JsValue::from_str(body));
        let _ = Reflect::set(&init, &"keepalive".into(), &JsValue::TRUE);
    }
    let request = Request::new_with_str_and_init(url, &init).ok()?;
    let _ = request.headers().set("accept", "application/json");
    let _patience = Timeout::new(PATIENCE_MS, move || abort.abort());
    let answer = JsFuture::from(web_sys::window()?.fetch_with_request(&request))
        .await
        .ok()?;
    let response: Response = answer.dyn_into().ok()?;
    let retry_after = response.headers().get("retry-after").ok().flatten();
    let text = JsFuture::from(response.text().ok()?).await.ok()?;
    Some(Reply {
        status: response.status(),
        retry_after: retry_after.and_then(|after| after.trim().parse().ok()),
        text: text.as_string()?,
    })
}
