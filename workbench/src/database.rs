//! The pool of connections to the centre.

use std::str::FromStr as _;
use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use tokio_postgres::NoTls;

use crate::config::Config;

/// Connections at once; a page holds one for a few milliseconds.
const CONNECTIONS: usize = 16;
/// A page that waits longer for the centre says that it is away.
const PATIENCE: Duration = Duration::from_secs(5);
/// No statement of a page may run longer.
const STATEMENT: &str = "-c statement_timeout=10s -c idle_in_transaction_session_timeout=30s";

/// Prepares the pool; connections are made when they are needed.
///
/// # Errors
/// The address cannot be read. It is never shown: it holds the password.
pub fn pool(config: &Config) -> Result<Pool, String> {
    let wrong = || "secrets.database: write postgres://user:password@host:port/database".to_owned();
    let mut address = tokio_postgres::Config::from_str(&config.database).map_err(|_| wrong())?;
    address
        .application_name("haochaping-workbench")
        .connect_timeout(PATIENCE)
        .options(STATEMENT);
    let manager = Manager::from_config(
        address,
        NoTls,
        ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        },
    );
    Pool::builder(manager)
        .max_size(CONNECTIONS)
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(PATIENCE))
        .create_timeout(Some(PATIENCE))
        .recycle_timeout(Some(PATIENCE))
        .build()
        .map_err(|_| wrong())
}
