//! The pool of connections to the centre.

mod tls;

use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use tokio_postgres::NoTls;
use tokio_postgres::config::SslMode;

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
/// The authorities to trust cannot be read.
pub fn pool(config: &Config) -> Result<Pool, String> {
    let mut address = config.database.clone();
    address
        .application_name("haochaping-workbench")
        .connect_timeout(PATIENCE)
        .options(STATEMENT);
    let recycling = ManagerConfig {
        recycling_method: RecyclingMethod::Fast,
    };
    let manager = if address.get_ssl_mode() == SslMode::Require {
        let connect = tls::connect(config.database_ca.as_deref())?;
        Manager::from_config(address, connect, recycling)
    } else {
        Manager::from_config(address, NoTls, recycling)
    };
    Pool::builder(manager)
        .max_size(CONNECTIONS)
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(PATIENCE))
        .create_timeout(Some(PATIENCE))
        .recycle_timeout(Some(PATIENCE))
        .build()
        .map_err(|error| format!("no pool of connections: {error}"))
}
