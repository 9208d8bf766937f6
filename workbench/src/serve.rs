//! The process: listens until it is asked to end, then answers what it began.

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::app::App;
use crate::config::Config;
use crate::{log, routes};

/// Serves until SIGTERM or SIGINT.
///
/// # Errors
/// One line on what is missing: the address is taken, the machine gives no signals.
pub async fn serve(config: Config) -> Result<(), String> {
    let listen = config.listen;
    let app = App::open(config)?;
    let listener = TcpListener::bind(listen)
        .await
        .map_err(|error| format!("listen: cannot listen on {listen}: {error}"))?;
    log::note("listening", &listen.to_string());
    let stopped = stopped()?;
    axum::serve(listener, routes::router(app))
        .with_graceful_shutdown(stopped)
        .await
        .map_err(|error| format!("stopped listening: {error}"))?;
    log::note("stopped", "every request was answered");
    Ok(())
}

fn stopped() -> Result<impl Future<Output = ()> + Send + 'static, String> {
    let on = |kind| signal(kind).map_err(|error| format!("no signals: {error}"));
    let (mut term, mut int) = (on(SignalKind::terminate())?, on(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = term.recv() => {}
            _ = int.recv() => {}
        }
    })
}
