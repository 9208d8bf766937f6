//! All parts together, wired to each other with the demo's configuration.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use nix::sys::signal::kill;
use nix::unistd::Pid;
use serde_json::Value;

use super::database::Database;
use super::edge::{Edge, EdgeOptions};
use super::hall::{Hall, HallOptions};
use super::native;
use super::port::{Port, claim};
use super::postgres::{Postgres, PostgresOptions};
use crate::failure::{OrFail, Result};
use crate::migrate;
use crate::progress;
use crate::project;
use crate::tools::{Modules, npm};

/// The hall that the demo runs, by its id in `demo.config.json`.
pub const DEMO_HALL: &str = "yuzhong-zwfw";
/// What a server of one's own lets edge and hall log in with; it listens on 127.0.0.1 only.
const EDGE_LOGIN: &str = "demo_edge";
const READER_LOGIN: &str = "demo_reader";
/// The addresses as `demo.config.json` writes them.
const WRITTEN_EDGE: &str = ":8787";
const WRITTEN_HALL: &str = ":8788";

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
    _folder: Option<Temporary>,
}

impl Stack {
    /// Starts PostgreSQL, migrates it, starts the edge and, when asked for, the hall.
    ///
    /// # Errors
    /// The first part that does not start.
    pub fn start(modules: &Modules, options: &StackOptions) -> Result<Self> {
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
            Edge::start(
                modules,
                EdgeOptions {
                    port: Port::Fixed(edge_port),
                    data: options.folder.join("outbox"),
                    log: log("edge.log"),
                    config,
                    secrets,
                    database: logins.edge,
                },
            )
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
        static COUNT: AtomicU32 = AtomicU32::new(0);

        let modules = npm::ensure()?;
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = project::root()
            .join("target/stacks")
            .join(format!("{name}-{}-{number}", std::process::id()));
        let guard = Temporary(folder.clone());
        let options = StackOptions {
            folder,
            ports: Ports::FREE,
            database: None,
            hall,
            config,
            secrets,
        };
        let mut stack = Self::start(&modules, &options)?;
        stack._folder = Some(guard);
        Ok(stack)
    }
}

/// Removes what killed or failed test runs left under `target/stacks`: folders named
/// `<name>-<process id>-<number>` whose process is gone.
pub fn sweep() {
    let Ok(entries) = fs::read_dir(project::root().join("target/stacks")) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let owner = name.rsplit('-').nth(1).and_then(|id| id.parse().ok());
        let gone =
            owner.is_some_and(|id| kill(Pid::from_raw(id), None) == Err(nix::errno::Errno::ESRCH));
        if gone {
            // Left-overs lie under target/ and harm nobody.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    native::sweep_outside();
}

/// Edge and hall log in with the roles that the migrations made for them, so that a missing grant
/// shows here and not at a city's centre.
struct Logins {
    edge: Database,
    reader: Database,
}

impl Logins {
    fn make(owner: &Database) -> Result<Self> {
        let pairs = [
            (EDGE_LOGIN, "haochaping_edge"),
            (READER_LOGIN, "haochaping_reader"),
        ];
        owner.with(|client| {
            for (login, role) in pairs {
                client
                    .batch_execute(&format!(
                        "DO $$ BEGIN
                           IF to_regrole('{login}') IS NULL THEN
                             CREATE ROLE {login} LOGIN PASSWORD '{login}' IN ROLE {role};
                           END IF;
                         END $$"
                    ))
                    .or_fail(
                        format!("cannot make the login {login}"),
                        "See PostgreSQL's log",
                    )?;
            }
            Ok(())
        })?;
        Ok(Self {
            edge: owner.logged_in_as(EDGE_LOGIN, EDGE_LOGIN),
            reader: owner.logged_in_as(READER_LOGIN, READER_LOGIN),
        })
    }
}

/// A folder that goes when its stack goes, unless a panic (a failed test) unwinds.
#[derive(Debug)]
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            // Left-overs lie under target/ and harm nobody.
            let _ = fs::remove_dir_all(&self.0);
            native::sweep_outside();
        }
    }
}

/// Reads a document of the demo with the addresses of this stack in place of the written ones.
fn document(name: &str, edge: u16, hall: u16) -> Result<Value> {
    let path = Path::new("edge-api/deploy").join(name);
    let text = fs::read_to_string(project::root().join(&path)).or_fail(
        format!("cannot read {}", path.display()),
        "Restore it from git",
    )?;
    serde_json::from_str(&readdress(&text, edge, hall))
        .or_fail(format!("{} is no JSON", path.display()), "Correct it")
}

fn readdress(text: &str, edge: u16, hall: u16) -> String {
    // Through a middle form, so that an edge on 8788 is not taken for a hall.
    text.replace(WRITTEN_EDGE, ":{edge}")
        .replace(WRITTEN_HALL, &format!(":{hall}"))
        .replace(":{edge}", &format!(":{edge}"))
}

/// JSON merge patch, RFC 7396: objects are merged, null removes, everything else replaces.
fn merge(target: &mut Value, patch: &Value) {
    let Some(changes) = patch.as_object() else {
        if !patch.is_null() {
            *target = patch.clone();
        }
        return;
    };
    if !target.is_object() {
        *target = Value::Object(serde_json::Map::new());
    }
    let Some(fields) = target.as_object_mut() else {
        return;
    };
    for (name, change) in changes {
        if change.is_null() {
            fields.remove(name);
        } else {
            merge(fields.entry(name.clone()).or_insert(Value::Null), change);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn addresses_are_exchanged() {
        let text = r#"{"a":"http://127.0.0.1:8787","b":"http://localhost:8788"}"#;
        assert_eq!(
            readdress(text, 8788, 9),
            r#"{"a":"http://127.0.0.1:8788","b":"http://localhost:9"}"#
        );
    }

    #[test]
    fn patches_merge() {
        let mut config = json!({"a": {"b": 1, "c": 2}, "d": [1]});
        merge(&mut config, &json!({"a": {"b": 3, "c": null}, "d": [2, 3]}));
        assert_eq!(config, json!({"a": {"b": 3}, "d": [2, 3]}));
        merge(&mut config, &Value::Null);
        assert_eq!(config, json!({"a": {"b": 3}, "d": [2, 3]}));
    }
}
