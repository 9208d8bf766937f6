//! Tables that nobody confirmed are deleted after a day, whether or not anybody comes by.

use std::time::Duration;

use tokio::task::JoinHandle;

use super::store;
use crate::app::App;

/// Between two looks.
const EVERY: Duration = Duration::from_secs(15 * 60);

/// Looks for old tables until it is dropped.
pub struct Sweeper(JoinHandle<()>);

impl Sweeper {
    /// Begins to look.
    #[must_use]
    pub fn start(app: &App) -> Self {
        let pool = app.pool.clone();
        Self(tokio::spawn(async move {
            loop {
                // A centre that is away is told by the pages; the next look comes.
                if let Ok(client) = pool.get().await
                    && let Err(error) = store::sweep(&client).await
                {
                    let code = error.code().map_or("", |code| code.code());
                    crate::log::trouble("old tables not deleted", code);
                }
                tokio::time::sleep(EVERY).await;
            }
        }))
    }
}

impl Drop for Sweeper {
    fn drop(&mut self) {
        self.0.abort();
    }
}
