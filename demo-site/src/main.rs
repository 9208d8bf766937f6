//! An online hall that a web team could copy.
//!
//! It shows a citizen's cases, reports every rateable step to the edge, signs
//! tickets with the hall's own key, and embeds the rating form in the ways that
//! real halls need. Its central view reads evaluations as they arrive.

mod app;
mod central;
mod edge;
mod files;
mod hall;
mod pages;
mod settings;
mod texts;
mod visit;
mod widget;

use std::process::ExitCode;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::Response;

use app::App;
use settings::Settings;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(line) => {
            eprintln!("{line}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), String> {
    let settings = Settings::from_env().map_err(|error| error.to_string())?;
    let addr = settings.addr;
    let app = Arc::new(App::open(settings).map_err(|line| format!("demo-site: {line}"))?);
    let widget =
        widget::router(&app.settings.widget).map_err(|line| format!("demo-site: {line}"))?;
    let listener = tokio::net::TcpListener::bind(addr)
        .await
        .map_err(|error| format!("demo-site: HALL_ADDR: cannot listen on {addr}: {error}"))?;
    tokio::spawn(edge::keep_reporting(Arc::clone(&app)));
    let router = pages::router()
        .merge(files::router())
        .merge(widget)
        .layer(middleware::from_fn_with_state(Arc::clone(&app), protect))
        .with_state(app);
    println!("demo-site: http://{addr}");
    // Not a graceful end: the central view's streams never end by themselves.
    tokio::select! {
        ended = axum::serve(listener, router).into_future() => ended.map_err(|error| format!("demo-site: {error}")),
        () = asked_to_stop() => Ok(()),
    }
}

/// The headers of every answer; a page that brings its own policy keeps it.
async fn protect(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY)
        && let Ok(policy) = HeaderValue::from_str(&app.policy)
    {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    // A hosted page's address holds a ticket; it must not travel on as a referrer.
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("strict-origin"),
    );
    response
}

async fn asked_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    let mut terminate =
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(signal) => signal,
            Err(_) => return drop(interrupt.await),
        };
    tokio::select! {
        _ = interrupt => {}
        _ = terminate.recv() => {}
    }
}
