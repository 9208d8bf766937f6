//! What the Durable Object reads of the configuration. The front has checked the
//! whole of it; only its part is read here.

use std::time::Duration;

use serde::Deserialize;
use worker::{Env, Error, Result};

use super::settings::Settings;
use crate::central::session::{Login, Patience};

/// The outbox's part of configuration and secrets.
#[derive(Debug, Clone)]
pub struct Setup {
    /// Name of this edge in the centre.
    pub edge_id: String,
    /// Limits and times.
    pub outbox: Settings,
    /// Who logs in at the centre.
    pub login: Login,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    edge_id: String,
    #[serde(default)]
    outbox: Settings,
}

#[derive(Deserialize)]
struct Secrets {
    central: Option<Central>,
}

#[derive(Deserialize)]
struct Central {
    user: String,
    password: String,
    database: String,
}

impl Setup {
    /// Reads it from the bindings.
    ///
    /// # Errors
    /// A binding is missing or is no configuration; the message names which.
    pub fn read(env: &Env) -> Result<Self> {
        Self::parse(
            &env.var("HAOCHAPING_CONFIG")?.to_string(),
            &env.var("HAOCHAPING_SECRETS")?.to_string(),
        )
        .map_err(Error::from)
    }

    fn parse(config: &str, secrets: &str) -> std::result::Result<Self, String> {
        let document: Document =
            serde_json::from_str(config).map_err(|error| format!("HAOCHAPING_CONFIG: {error}"))?;
        // The error of the secrets is told without its text, which may quote one.
        let secrets: Secrets = serde_json::from_str(secrets)
            .map_err(|_| "HAOCHAPING_SECRETS: not the expected JSON".to_owned())?;
        document.outbox.check().map_err(|wrong| wrong.to_string())?;
        let login = secrets
            .central
            .map_or_else(Login::default, |central| Login {
                user: Some(central.user),
                password: Some(central.password),
                database: Some(central.database),
            });
        Ok(Self {
            edge_id: document.edge_id,
            outbox: document.outbox,
            login,
        })
    }

    /// How long the centre is waited for.
    #[must_use]
    pub fn patience(&self) -> Patience {
        Patience {
            connect: Duration::from_millis(self.outbox.connect_timeout_ms.into()),
            statement: Duration::from_millis(self.outbox.statement_timeout_ms.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_takes_its_part_of_a_larger_document() {
        let setup = Setup::parse(
            r#"{"edgeId":"edge-1","halls":[],"outbox":{"groupMs":5}}"#,
            r#"{"receiptKey":"k","central":{"user":"u","password":"p","database":"d"}}"#,
        )
        .unwrap();
        assert_eq!(
            (setup.edge_id.as_str(), setup.outbox.group_ms),
            ("edge-1", 5)
        );
        assert_eq!(setup.login.user.as_deref(), Some("u"));
    }

    #[test]
    fn without_a_login_the_binding_says_it() {
        let setup = Setup::parse(r#"{"edgeId":"e"}"#, "{}").unwrap();
        assert_eq!(setup.login.user, None);
    }
}
