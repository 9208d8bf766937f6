//! Calls that nobody made: after a month they end, and their numbers with them.

use std::time::Duration;

use deadpool_postgres::Pool;
use tokio::sync::watch;

use super::listing;
use crate::page::Failure;

/// How often is looked.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Ends what has become old, now and every hour, until `stopped` turns true.
pub async fn run(pool: Pool, mut stopped: watch::Receiver<bool>) {
    loop {
        // A centre that does not answer is in the log, and is asked again.
        let _ = forget(&pool).await;
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stopped.wait_for(|stopped| *stopped) => return,
        }
    }
}

async fn forget(pool: &Pool) -> Result<(), Failure> {
    let ended = listing::forget(&pool.get().await?).await?;
    if ended > 0 {
        crate::log::note("calls ended that nobody made", &ended.to_string());
    }
    Ok(())
}
