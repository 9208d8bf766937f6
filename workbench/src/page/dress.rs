//! What every answer gets on its way out: the page of a refusal, the headers, the language
//! that was chosen, a line in the log.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse as _, Response};

use super::{Failure, Visit, see_other};
use crate::app::App;
use crate::log;
use crate::session::Cookie;

/// Everything from the workbench itself, nothing inline, framed by nobody, forms to itself.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Not no-referrer: then browsers send `Origin: null` with forms.
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=()",
    ),
];

/// The layer around all routes.
pub async fn dress(State(app): State<App>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let (parts, body) = request.into_parts();
    let visit = Visit::of(&parts, &app);
    let method = parts.method.clone();
    // The pattern, not the address: an address may name a case.
    let route = parts
        .extensions
        .get::<MatchedPath>()
        .map_or("-", MatchedPath::as_str)
        .to_owned();
    let chosen = visit.chosen.then_some(visit.lang);

    let mut response = next.run(Request::from_parts(parts, body)).await;
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        response.extensions_mut().insert(Failure::NotFound);
    }
    if let Some(failure) = response.extensions_mut().remove::<Failure>() {
        response = told(&failure, response, visit);
    }
    finish(&app, response.headers_mut(), chosen.map(|lang| lang.tag()));
    log::request(&method, &route, response.status(), began.elapsed());
    response
}

/// The page of a refusal, with the cookies that were set on the way.
fn told(failure: &Failure, refused: Response, visit: Visit) -> Response {
    let status = refused.status();
    let mut response = match (failure.leads_to(), failure.page(visit)) {
        (Some(path), _) => see_other(&path),
        (None, Some(page)) => (status, Html(page)).into_response(),
        (None, None) => return refused,
    };
    for cookie in refused.headers().get_all(header::SET_COOKIE) {
        response
            .headers_mut()
            .append(header::SET_COOKIE, cookie.clone());
    }
    response
}

fn finish(app: &App, headers: &mut HeaderMap, chosen: Option<&str>) {
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    if app.config.is_secure() {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    if let Some(cookie) = chosen.and_then(|tag| Cookie::Lang.set(&app.config, tag)) {
        headers.append(header::SET_COOKIE, cookie);
    }
}
