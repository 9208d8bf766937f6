//! A body on its way to a platform: with the token that it gave, where it wants one.

use haochaping_edge::profile::Given;
use reqwest::Client;
use tokio::time::Instant;

use super::pace::Pace;
use super::platform::Platform;
use super::settling::refuses_token;
use super::wire::{self, Outcome};

/// The way to one platform, for as long as the process runs.
pub struct Delivery {
    client: Client,
    pace: Pace,
    /// The token, in memory only, and until when it is used.
    token: Option<(String, Instant)>,
}

impl Delivery {
    /// Opens the way, which is gone at this pace.
    ///
    /// # Errors
    /// Those of [`wire::client`].
    pub fn new(platform: &Platform, pace: Pace) -> Result<Self, String> {
        Ok(Self {
            client: wire::client(platform)?,
            pace,
            token: None,
        })
    }

    /// Sends a body of `records` records. If the platform refuses the token that it gave for
    /// an earlier one, the body goes once more with another. None if the process is to end
    /// before the platform was asked: then nothing came of it.
    pub async fn deliver(
        &mut self,
        platform: &Platform,
        body: &[u8],
        records: usize,
    ) -> Option<Outcome> {
        let of_earlier = self.has_token();
        let outcome = self.attempt(platform, body, records).await?;
        if of_earlier && refuses_token(&outcome.attempt) {
            return self.attempt(platform, body, records).await;
        }
        Some(outcome)
    }

    async fn attempt(
        &mut self,
        platform: &Platform,
        body: &[u8],
        records: usize,
    ) -> Option<Outcome> {
        if let Some(url) = &platform.token_url
            && !self.has_token()
        {
            let turn = self.pace.turn().await?;
            match wire::token(turn, &self.client, platform, url).await {
                Ok(Given { token, lasts }) => self.token = Some((token, Instant::now() + lasts)),
                Err(outcome) => return Some(outcome),
            }
        }
        let turn = self.pace.turn().await?;
        let token = self.token.as_ref().map(|(token, _)| token.as_str());
        let outcome = wire::post(turn, &self.client, platform, token, body.to_vec(), records).await;
        if refuses_token(&outcome.attempt) {
            self.token = None;
        }
        Some(outcome)
    }

    fn has_token(&self) -> bool {
        let token = self.token.as_ref();
        token.is_some_and(|(_, until)| Instant::now() < *until)
    }
}
