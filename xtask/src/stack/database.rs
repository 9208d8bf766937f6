//! Where the central PostgreSQL is and how to log in.

use std::fmt;
use std::str::FromStr as _;
use std::thread;

use postgres::config::Host;
use postgres::{Client, Config, NoTls};

use crate::failure::{Failure, OrFail, Result, with_sources};

const SHAPE: &str = "Write it as postgres://user:password@host:port/database";

/// A parsed `DATABASE_URL`.
#[derive(Clone, PartialEq, Eq)]
pub struct Database {
    url: String,
    host: String,
    port: u16,
    user: String,
    password: String,
    name: String,
}

impl Database {
    /// Reads a `postgres://` address with user, password and database.
    ///
    /// # Errors
    /// It is no such address or lacks one of them.
    pub fn parse(url: &str) -> Result<Self> {
        let config = Config::from_str(url).or_fail("DATABASE_URL is no address", SHAPE)?;
        let missing = |part: &str| Failure::new(format!("DATABASE_URL names no {part}"), SHAPE);
        let host = match config.get_hosts().first() {
            Some(Host::Tcp(host)) => host.clone(),
            // workerd reaches PostgreSQL through TCP only.
            _ => return Err(missing("host")),
        };
        let password = config.get_password().ok_or_else(|| missing("password"))?;
        Ok(Self {
            url: url.to_owned(),
            host,
            port: config.get_ports().first().copied().unwrap_or(5432),
            user: config.get_user().ok_or_else(|| missing("user"))?.to_owned(),
            password: String::from_utf8_lossy(password).into_owned(),
            name: config
                .get_dbname()
                .ok_or_else(|| missing("database"))?
                .to_owned(),
        })
    }

    pub(super) fn local(port: u16, user: &str, password: &str, name: &str) -> Self {
        Self {
            url: format!("postgres://{user}:{password}@127.0.0.1:{port}/{name}"),
            host: "127.0.0.1".to_owned(),
            port,
            user: user.to_owned(),
            password: password.to_owned(),
            name: name.to_owned(),
        }
    }

    /// The same database with another login.
    #[must_use]
    pub fn logged_in_as(&self, user: &str, password: &str) -> Self {
        Self {
            url: format!(
                "postgres://{user}:{password}@{}/{}",
                self.address(),
                self.name
            ),
            user: user.to_owned(),
            password: password.to_owned(),
            ..self.clone()
        }
    }

    /// The whole address, with the password.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The address as it may be shown.
    #[must_use]
    pub fn url_without_password(&self) -> String {
        format!("postgres://{}@{}/{}", self.user, self.address(), self.name)
    }

    /// `host:port`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// The login as the edge's secrets hold it.
    #[must_use]
    pub fn login(&self) -> serde_json::Value {
        serde_json::json!({
            "user": self.user,
            "password": self.password,
            "database": self.name,
        })
    }

    /// Connects and hands the connection to `work`, on a thread of its own, because the blocking
    /// client may not run on a thread of an asynchronous runtime.
    ///
    /// # Errors
    /// PostgreSQL cannot be reached, or those of `work`.
    pub fn with<T: Send>(&self, work: impl FnOnce(&mut Client) -> Result<T> + Send) -> Result<T> {
        let talk = || {
            let client = Client::connect(&self.url, NoTls);
            let mut client = client.map_err(|error| with_sources(&error)).or_fail(
                format!("cannot connect to PostgreSQL at {}", self.address()),
                "Check DATABASE_URL and that the server runs",
            )?;
            work(&mut client)
        };
        thread::scope(|scope| scope.spawn(talk).join())
            .unwrap_or_else(|_| Err(Failure::new("the database thread stopped", "Run it again")))
    }
}

// By hand, so that no log or assertion shows the password.
impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Database({}/{})", self.address(), self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_an_address_apart() {
        let database = Database::parse("postgres://edge:s%40crét@10.0.0.5:6432/central").unwrap();
        assert_eq!(database.address(), "10.0.0.5:6432");
        assert_eq!(
            database.login(),
            serde_json::json!({"user": "edge", "password": "s@crét", "database": "central"})
        );
        assert!(!format!("{database:?}").contains("crét"));
    }

    #[test]
    fn names_what_is_missing() {
        for (url, part) in [
            ("postgres://edge@h/d", "password"),
            ("postgres://edge:p@h", "database"),
            ("postgres://edge:p@%2Ftmp/d", "host"),
        ] {
            let line = Database::parse(url).unwrap_err().to_string();
            assert!(line.contains(part), "{line}");
        }
    }
}
