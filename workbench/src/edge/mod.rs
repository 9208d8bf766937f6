//! The edge, as a hall's backend speaks to it: over HTTP, with tickets and the hall's key.

mod evaluations;
mod imports;

use std::time::Duration;

pub use evaluations::Refused;
pub use imports::NotTaken;

/// How long the edge may take: it answers in milliseconds, or something is wrong and whoever
/// waits has a citizen on the telephone.
const PATIENCE: Duration = Duration::from_secs(8);

/// Connections to one edge.
#[derive(Clone, Debug)]
pub struct Edge {
    client: reqwest::Client,
    base: String,
}

impl Edge {
    /// Connections to the edge at `base`, without a slash at the end.
    ///
    /// # Errors
    /// This machine has no TLS to offer.
    pub fn new(base: &str) -> Result<Self, String> {
        let client = reqwest::Client::builder()
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| format!("edge: {error}"))?;
        Ok(Self {
            client,
            base: base.to_owned(),
        })
    }
}
