//! What every request needs.

use std::sync::Arc;

use deadpool_postgres::Pool;

use crate::account::Guard;
use crate::call::Desk;
use crate::collect::Profiles;
use crate::config::Config;
use crate::edge::Edge;
use crate::onward::Platform;
use crate::page::Failure;

/// The workbench while it runs; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// What the operator decided.
    pub config: Arc<Config>,
    /// Connections to the centre.
    pub pool: Pool,
    /// Platforms that evaluations are reported to.
    pub platforms: Arc<Vec<Platform>>,
    /// The telephone desk.
    pub desk: Arc<Desk>,
    /// Checks passwords.
    pub guard: Arc<Guard>,
    /// The edge.
    pub edge: Edge,
    /// What reads collected opinions, where the configuration says so.
    collected: Option<Arc<Profiles>>,
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
            edge: Edge::new(&config.edge)?,
            collected: Profiles::open(&config)?.map(Arc::new),
            desk: Arc::new(Desk::open(&config)?),
            config: Arc::new(config),
        })
    }

    /// What reads collected opinions.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where none are taken.
    pub fn profiles(&self) -> Result<&Profiles, Failure> {
        self.collected.as_deref().ok_or(Failure::NotFound)
    }
}
