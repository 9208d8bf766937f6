//! A body on its way to a platform: with the token that it gave, where it wants one.

use haochaping_edge::profile::Given;
use reqwest::Client;
use tokio::time::Instant;

use super::platform::Platform;
use super::settling::refuses_token;
use super::wire::{self, Outcome};

/// The way to one platform, for as long as the process runs.
pub struct Delivery {
    client: Client,
    /// The token, in memory only, and until when it is used.
    token: Option<(String, Instant)>,
}

impl Delivery {
    /// Opens the way.
    ///
    /// # Errors
    /// Those of [`wire::client`].
    pub fn new(platform: &Platform) -> Result<Self, String> {
        Ok(Self {
            client: wire::client(platform)?,
            token: None,
        })
    }

    /// Sends a body of `records` records. If the platform refuses the token that it gave for
    /// an earlier one, the body goes once more with another.
    pub async fn deliver(&mut self, platform: &Platform, body: &[u8], records: usize) -> Outcome {
        let of_earlier = self.has_token();
        let outcome = self.attempt(platform, body, records).await;
        if of_earlier && refuses_token(&outcome.attempt) {
            return self.attempt(platform, body, records).await;
        }
        outcome
    }

    async fn attempt(&mut self, platform: &Platform, body: &[u8], records: usize) -> Outcome {
        if let Some(url) = &platform.token_url
            && !self.has_token()
        {
            match wire::token(&self.client, platform, url).await {
                Ok(Given { token, lasts }) => self.token = Some((token, Instant::now() + lasts)),
                Err(outcome) => return outcome,
            }
        }
        let token = self.token.as_ref().map(|(token, _)| token.as_str());
        let outcome = wire::post(&self.client, platform, token, body.to_vec(), records).await;
        if refuses_token(&outcome.attempt) {
            self.token = None;
        }
        outcome
    }

    fn has_token(&self) -> bool {
        let token = self.token.as_ref();
        token.is_some_and(|(_, until)| Instant::now() < *until)
    }
}
