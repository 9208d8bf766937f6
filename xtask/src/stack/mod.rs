//! The real parts, started and stopped from Rust: PostgreSQL, the edge on workerd, the demo hall,
//! the workbench.
//!
//! Every handle stops its process when dropped, and on Linux the kernel does when this process is
//! killed. Handles are synchronous and may be used inside an asynchronous test.

mod database;
mod documents;
mod edge;
mod hall;
mod logins;
mod native;
mod port;
mod postgres;
mod process;
mod server;
mod temporary;
mod unprivileged;
mod whole;
mod workbench;

pub use database::Database;
pub use documents::{document, merge};
pub(crate) use edge::{EDGE_READY, answers};
pub use edge::{Edge, EdgeOptions, Launch};
pub use hall::{Hall, HallOptions, Keys, keys as demo_keys};
pub use nix::sys::signal::Signal;
pub use port::{Port, claim};
pub use postgres::{Postgres, PostgresOptions};
pub use process::Process;
pub use temporary::{Temporary, sweep};
pub use whole::{DEMO_HALL, Plan, Ports, Stack, StackOptions};
pub use workbench::{DEMO_ACCOUNTS, DEMO_PASSWORD, Workbench, WorkbenchOptions};
