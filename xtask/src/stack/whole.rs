//! All parts together, wired to each other with the demo's configuration.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

use super::database::Database;
use super::documents::{document, merge};
use super::edge::{Edge, EdgeOptions, Launch};
use super::hall::{Hall, HallOptions};
use super::logins::Logins;
use super::port::{Port, claim};
use super::postgres::{Postgres, PostgresOptions};
use super::temporary::Temporary;
use crate::failure::Result;
use crate::migrate;
use crate::progress;
use crate::project;
use crate::tools::{Modules, npm};

/// The hall that the demo runs, by its id in `demo.config.json`.
pub const DEMO_HALL: &str = "yuzhong-zwfw";

/// The ports of a stack.
#[derive(Debug, Clone, Copy)]
pub struct Ports {
    /// PostgreSQL's.
    pub postgres: Port,
    /// The edge's.
    pub edge: Port,
    /// The demo hall's.
    pub hall: Port,
}

impl Ports {
    /// Any free ones.
    pub const FREE: Self = Self {
        postgres: Port::Free,
        edge: Port::Free,
        hall: Port::Free,
    };
}

/// How to start a stack.
#[derive(Debug, Clone)]
pub struct StackOptions {
    /// Holds data and logs; made when missing.
    pub folder: PathBuf,
    /// Where the parts listen.
    pub ports: Ports,
    /// An existing PostgreSQL instead of one of its own.
    pub database: Option<Database>,
    /// Whether to start the demo hall.
    pub hall: bool,
    /// JSON merge patch (RFC 7396) on the demo's configuration.
    pub config: Value,
    /// JSON merge patch on the demo's secrets.
    pub secrets: Value,
}

/// How a stack for one test differs from the demo's.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Where the parts listen.
    pub ports: Ports,
    /// Whether to start the demo hall.
    pub hall: bool,
    /// JSON merge patch on the demo's configuration.
    pub config: Value,
    /// JSON merge patch on the demo's secrets.
    pub secrets: Value,
    /// How workerd is started.
    pub launch: Launch,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            ports: Ports::FREE,
            hall: false,
            config: Value::Null,
            secrets: Value::Null,
            launch: Launch::default(),
        }
    }
}

/// A running stack. Parts stop in the order of the fields: the hall first, the database last.
#[derive(Debug)]
pub struct Stack {
    /// The demo hall, when asked for.
    pub hall: Option<Hall>,
    /// The edge.
    pub edge: Edge,
    /// The server, unless an existing one was given.
    pub postgres: Option<Postgres>,
    /// The central database.
    pub database: Database,
    /// The same as the workbench logs in.
    pub(super) workbench: Database,
    /// Data and logs.
    pub(super) folder: PathBuf,
    _folder: Option<Temporary>,
}

impl Stack {
    /// Starts PostgreSQL, migrates it, starts the edge and, when asked for, the hall.
    ///
    /// # Errors
    /// The first part that does not start.
    pub fn start(modules: &Modules, options: &StackOptions) -> Result<Self> {
        Self::start_with(modules, options, Launch::default())
    }

    fn start_with(modules: &Modules, options: &StackOptions, launch: Launch) -> Result<Self> {
        let log = |name: &str| options.folder.join("log").join(name);
        // Edge and hall must know each other's address before either runs.
        let edge_port = claim(options.ports.edge, "the edge", "--edge-port")?;
        let hall_port = claim(options.ports.hall, "the demo hall", "--hall-port")?;
        let (postgres, database) = match &options.database {
            Some(database) => (None, database.clone()),
            None => {
                let server = progress::step("starting PostgreSQL", || {
                    Postgres::start(
                        modules,
                        &PostgresOptions {
                            port: options.ports.postgres,
                            data: options.folder.join("postgres"),
                            log: log("postgres.log"),
                        },
                    )
                })?;
                let database = server.database();
                (Some(server), database)
            }
        };
        progress::step("migrating the central database", || migrate::run(&database))?;
        let logins = match postgres {
            Some(_) => Logins::make(&database)?,
            None => Logins {
                edge: database.clone(),
                reader: database.clone(),
                workbench: database.clone(),
            },
        };
        let mut config = document("demo.config.json", edge_port, hall_port)?;
        merge(&mut config, &options.config);
        let mut secrets = document("demo.secrets.json", edge_port, hall_port)?;
        merge(&mut secrets, &options.secrets);
        let audience = config
            .get("audience")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
        let edge = progress::step("starting the edge (workerd)", || {
            let options = EdgeOptions {
                port: Port::Fixed(edge_port),
                data: options.folder.join("outbox"),
                log: log("edge.log"),
                config,
                secrets,
                database: logins.edge,
            };
            Edge::start_with(modules, options, launch)
        })?;
        let hall = if options.hall {
            let hall = HallOptions {
                port: Port::Fixed(hall_port),
                log: log("hall.log"),
                hall: DEMO_HALL.to_owned(),
                edge: edge.url(),
                audience,
                database: logins.reader,
            };
            Some(progress::step("starting the demo hall", || {
                Hall::start(&hall)
            })?)
        } else {
            None
        };
        Ok(Self {
            hall,
            edge,
            postgres,
            database,
            workbench: logins.workbench,
            folder: options.folder.clone(),
            _folder: None,
        })
    }

    /// Whether every part still runs.
    ///
    /// # Errors
    /// The first part that ended, with its log.
    pub fn check(&mut self) -> Result<()> {
        if let Some(hall) = &mut self.hall {
            hall.check()?;
        }
        self.edge.check()?;
        self.postgres.as_mut().map_or(Ok(()), Postgres::check)
    }

    /// A stack of its own for one test: free ports, an empty database, a folder that is removed
    /// with it. `config` and `secrets` are merge patches on the demo's documents.
    ///
    /// # Errors
    /// Something is not built or does not start.
    pub fn fresh(name: &str, hall: bool, config: Value, secrets: Value) -> Result<Self> {
        Self::prepared(name, |_| {
            Ok(Plan {
                hall,
                config,
                secrets,
                ..Plan::default()
            })
        })
    }

    /// The same, after `prepare` has seen to the folder; it holds `postgres`, `outbox` and `log`.
    ///
    /// # Errors
    /// Those of `prepare`; something is not built or does not start.
    pub fn prepared(name: &str, prepare: impl FnOnce(&Path) -> Result<Plan>) -> Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);

        let modules = npm::ensure()?;
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = project::root()
            .join("target/stacks")
            .join(format!("{name}-{}-{number}", std::process::id()));
        let guard = Temporary(folder.clone());
        let plan = prepare(&folder)?;
        let options = StackOptions {
            folder,
            ports: plan.ports,
            database: None,
            hall: plan.hall,
            config: plan.config,
            secrets: plan.secrets,
        };
        let mut stack = Self::start_with(&modules, &options, plan.launch)?;
        stack._folder = Some(guard);
        Ok(stack)
    }
}
