//! The process: listens until it is asked to end, then answers what it began.

use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::app::App;
use crate::collect::Sweeper;
use crate::config::Config;
use crate::onward::Senders;
use crate::{call, log, routes};

/// How long an answer may take once the process was asked to end, its own and that of an upper
/// platform: neither a connection that says nothing nor a platform that does may keep it.
const GRACE: Duration = Duration::from_secs(20);

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
    let mut asked = stopped()?;
    let mut late = asked.clone();
    let _sweeper = Sweeper::start(&app);
    let senders = Senders::start(&app, &asked)?;
    let forgetting = tokio::spawn(call::forget(app.pool.clone(), asked.clone()));
    let serving = axum::serve(listener, routes::router(app)).with_graceful_shutdown(async move {
        // It fails when the sender is gone, and that lives as long as its receivers.
        let _ = asked.wait_for(|stopped| *stopped).await;
    });
    let ending = async {
        serving
            .await
            .map_err(|error| format!("stopped listening: {error}"))?;
        senders.finished().await;
        Ok::<_, String>(())
    };
    tokio::select! {
        ended = ending => {
            ended?;
            log::note("stopped", "every request was answered");
        }
        () = async {
            let _ = late.wait_for(|stopped| *stopped).await;
            tokio::time::sleep(GRACE).await;
        } => log::note("stopped", "a connection was still open, or a report unanswered"),
    }
    forgetting.abort();
    Ok(())
}

/// Becomes true when the process is asked to end.
fn stopped() -> Result<watch::Receiver<bool>, String> {
    let on = |kind| signal(kind).map_err(|error| format!("no signals: {error}"));
    let (mut term, mut int) = (on(SignalKind::terminate())?, on(SignalKind::interrupt())?);
    let (tell, told) = watch::channel(false);
    tokio::spawn(async move {
        tokio::select! {
            _ = term.recv() => {}
            _ = int.recv() => {}
        }
        tell.send_replace(true);
        tell.closed().await;
    });
    Ok(told)
}
