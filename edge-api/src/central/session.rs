//! The one connection to the centre that an outbox keeps.
//!
//! Only a Durable Object may hold it: a socket lives as long as the object that
//! opened it, while a stateless Worker's dies with its request. Statements go out
//! as unnamed typed ones (one round trip, nothing left behind in a pooler) and
//! bind and return built-in types only. Each has a time limit; a statement that
//! runs into it takes the connection down with it, since what follows on that
//! connection would wait behind it. The server is told the same limit, or it would
//! go on with what nobody waits for any more, one backend for each try.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use futures_util::future::{AbortHandle, Either, abortable, select};
use tokio_postgres::config::SslMode;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, Config, NoTls, Row};
use worker::{Delay, Env, Hyperdrive};

use super::fault::{Fault, Named, sort};

/// Name of the database binding.
pub const BINDING: &str = "DB";

/// Who logs in, where the binding does not say it.
#[derive(Debug, Clone, Default)]
pub struct Login {
    /// Role.
    pub user: Option<String>,
    /// Password.
    pub password: Option<String>,
    /// Database.
    pub database: Option<String>,
}

/// How long to wait.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For the connection.
    pub connect: Duration,
    /// For one statement.
    pub statement: Duration,
}

struct Open {
    client: Client,
    reader: AbortHandle,
    /// Statements that have not been answered.
    out: Cell<u32>,
}

/// One statement that has not been answered.
struct Out<'a>(&'a Cell<u32>);

impl<'a> Out<'a> {
    fn one_more(out: &'a Cell<u32>) -> Self {
        out.set(out.get().saturating_add(1));
        Self(out)
    }

    /// How many are out, this one included.
    fn count(&self) -> u32 {
        self.0.get()
    }
}

impl Drop for Out<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get().saturating_sub(1));
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.reader.abort();
    }
}

/// A connection that is opened when it is needed and kept while it works.
pub struct Session {
    env: Env,
    login: Login,
    patience: Patience,
    open: RefCell<Option<Rc<Open>>>,
    failed_at: Cell<u64>,
}

fn elsewhere(what: &str, cause: impl std::fmt::Display) -> Fault {
    Fault::Elsewhere(format!("{what}: {cause}"))
}

fn sorted(error: &tokio_postgres::Error) -> Fault {
    match error.as_db_error() {
        Some(said) => sort(
            said.code().code(),
            Named {
                table: said.table(),
                column: said.column(),
                constraint: said.constraint(),
            },
        ),
        None => elsewhere("connection", error),
    }
}

impl Session {
    /// A session that has not connected yet.
    #[must_use]
    pub fn new(env: Env, login: Login, patience: Patience) -> Self {
        Self {
            env,
            login,
            patience,
            open: RefCell::new(None),
            failed_at: Cell::new(0),
        }
    }

    /// Whether the centre failed within the last second, so that asking it now
    /// would only make a citizen wait.
    #[must_use]
    pub fn just_failed(&self) -> bool {
        worker::Date::now()
            .as_millis()
            .saturating_sub(self.failed_at.get())
            < 1_000
    }

    /// Runs one statement and returns its rows.
    ///
    /// # Errors
    /// [`Fault::Content`] when the content is refused; after any other fault the
    /// next statement connects anew.
    pub async fn rows(
        &self,
        sql: &str,
        parameters: &[(&(dyn ToSql + Sync), Type)],
    ) -> Result<Vec<Row>, Fault> {
        let result = self.attempt(sql, parameters).await;
        match result {
            Err(Fault::Elsewhere(_)) => {
                self.open.replace(None);
                self.failed_at.set(worker::Date::now().as_millis());
            }
            // It may be this server alone that refuses, as one that was replaced.
            Err(Fault::Refused(_)) => {
                self.open.replace(None);
            }
            Ok(_) | Err(Fault::Content(_)) => {}
        }
        result
    }

    /// Has a connection ready, so that several statements sent at once share it.
    ///
    /// # Errors
    /// [`Fault::Elsewhere`] when there is none to be had.
    pub async fn connected(&self) -> Result<(), Fault> {
        self.opened().await.map(|_| ())
    }

    async fn attempt(
        &self,
        sql: &str,
        parameters: &[(&(dyn ToSql + Sync), Type)],
    ) -> Result<Vec<Row>, Fault> {
        let open = self.opened().await?;
        let statement = open.client.query_typed(sql, parameters);
        // The server runs in turn what comes over one connection, so this may take as long
        // as all that are out.
        let out = Out::one_more(&open.out);
        let limit = self.patience.statement.saturating_mul(out.count());
        match within(limit, statement).await {
            None => Err(elsewhere("statement", "no answer in time")),
            Some(answer) => answer.map_err(|error| sorted(&error)),
        }
    }

    async fn opened(&self) -> Result<Rc<Open>, Fault> {
        let kept = self.open.borrow().clone();
        if let Some(open) = kept.filter(|open| !open.client.is_closed()) {
            return Ok(open);
        }
        let open = match within(self.patience.connect, self.connect()).await {
            None => return Err(elsewhere("connect", "no answer in time")),
            Some(open) => Rc::new(open?),
        };
        self.open.replace(Some(Rc::clone(&open)));
        Ok(open)
    }

    async fn connect(&self) -> Result<Open, Fault> {
        let binding: Hyperdrive = self
            .env
            .hyperdrive(BINDING)
            .map_err(|error| elsewhere("binding DB", error))?;
        let Login {
            user,
            password,
            database,
        } = self.login.clone();
        let mut config = Config::new();
        config
            .user(user.unwrap_or_else(|| binding.user()))
            .password(password.unwrap_or_else(|| binding.password()))
            .dbname(database.unwrap_or_else(|| binding.database()))
            .application_name("haochaping-edge")
            // The binding is the secure hop (Hyperdrive, or a pooler beside workerd).
            .ssl_mode(SslMode::Disable);
        let socket = binding
            .connect()
            .map_err(|error| elsewhere("connect", error))?;
        let (client, connection) = config
            .connect_raw(socket, NoTls)
            .await
            .map_err(|error| sorted(&error).while_connecting())?;
        let (reading, reader) = abortable(connection);
        worker::wasm_bindgen_futures::spawn_local(async move {
            // How it ended is told by the statement that it failed.
            let _ = reading.await;
        });
        let open = Open {
            client,
            reader,
            out: Cell::new(0),
        };
        // Not as startup options, which some poolers refuse.
        open.client
            .batch_execute(&server_limits(self.patience.statement))
            .await
            .map_err(|error| sorted(&error).while_connecting())?;
        Ok(open)
    }
}

/// Has the server give up a statement when nobody waits for it any more, and a lock
/// before that, so that the log tells which of both it was.
fn server_limits(statement: Duration) -> String {
    let statement = statement.as_millis().max(1);
    let lock = (statement * 9 / 10).max(1);
    format!("SET statement_timeout = {statement}; SET lock_timeout = {lock}")
}

async fn within<F: Future>(limit: Duration, work: F) -> Option<F::Output> {
    let work = std::pin::pin!(work);
    match select(work, Delay::from(limit)).await {
        Either::Left((output, _)) => Some(output),
        Either::Right(((), _)) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_waits_no_longer_than_the_client() {
        assert_eq!(
            server_limits(Duration::from_secs(15)),
            "SET statement_timeout = 15000; SET lock_timeout = 13500"
        );
        // 0 would mean no limit.
        assert_eq!(
            server_limits(Duration::ZERO),
            "SET statement_timeout = 1; SET lock_timeout = 1"
        );
    }
}
