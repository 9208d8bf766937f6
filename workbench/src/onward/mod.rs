//! Reporting to upper platforms: what central storage has accepted is written by a profile and
//! sent on, at least once.
//!
//! ```text
//! evaluations ─ trigger ─► haochaping.onward ─ claim ─► profile ─ POST ─► platform
//!                               ▲  waiting                                  │
//!                               └── sent, refused, again ◄─ profile's rules ┘
//! ```
//!
//! What may be decided without a clock and a network is in [`evaluation`], [`settling`] and
//! [`circuit`].

pub mod circuit;
pub mod claim;
pub mod command;
pub mod decide;
mod delivery;
pub mod evaluation;
pub mod overview;
mod pace;
mod platform;
mod sender;
pub mod settling;
pub mod store;
mod wire;

pub use platform::Platform;

use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::app::App;
use sender::Sender;

/// The senders of this process, one for each platform.
pub struct Senders(JoinSet<()>);

impl Senders {
    /// Starts to report, until `stopped` turns true.
    ///
    /// # Errors
    /// One line: no TLS on this machine.
    pub fn start(app: &App, stopped: &watch::Receiver<bool>) -> Result<Self, String> {
        let mut tasks = JoinSet::new();
        for platform in app.platforms.iter().cloned() {
            let sender = Sender::new(app.pool.clone(), platform, stopped.clone())?;
            tasks.spawn(sender.run());
        }
        Ok(Self(tasks))
    }

    /// Waits until each has finished the body that it was sending.
    pub async fn finished(mut self) {
        while self.0.join_next().await.is_some() {}
    }
}
