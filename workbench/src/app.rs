//! What every request needs.

use std::sync::Arc;

use deadpool_postgres::Pool;

use crate::account::Guard;
use crate::config::Config;
use crate::onward::Platform;

/// The workbench while it runs; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// What the operator decided.
    pub config: Arc<Config>,
    /// Connections to the centre.
    pub pool: Pool,
    /// Platforms that evaluations are reported to.
    pub platforms: Arc<Vec<Platform>>,
    /// Checks passwords.
    pub guard: Arc<Guard>,
}

impl App {
    /// Opens the workbench. The centre need not answer yet.
    ///
    /// # Errors
    /// One line on what is wrong with the database's address or this machine.
    pub fn open(config: Config) -> Result<Self, String> {
        Ok(Self {
            pool: crate::database::pool(&config)?,
            platforms: Arc::new(Platform::all(&config)?),
            guard: Arc::new(Guard::new()?),
            config: Arc::new(config),
        })
    }
}
