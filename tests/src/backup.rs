//! A backup of the central database, taken and restored while edges go on sending.
//!
//! Nothing here stops a server: the backup is a copy that PostgreSQL makes of the database
//! (`CREATE DATABASE … TEMPLATE`), for which it turns away those who are connected for a
//! moment; restoring puts the copy in the database's place. So rows, keys, events and
//! batches fall back together to one moment, as with any backup.

use xtask::stack::Database;

const BACKUP: &str = "backup";
/// The name of what was replaced, for a look at what was lost.
const REPLACED: &str = "replaced";

fn beside(database: &Database, name: &str) -> Database {
    let (server, _) = database.url().rsplit_once('/').expect("an address");
    Database::parse(&format!("{server}/{name}")).expect("an address")
}

fn name(database: &Database) -> &str {
    let (_, name) = database.url().rsplit_once('/').expect("an address");
    name
}

fn run(database: &Database, statements: &[String]) {
    beside(database, "postgres")
        .with(|client| {
            for sql in statements {
                client
                    .batch_execute(sql)
                    .unwrap_or_else(|error| panic!("{sql}: {error:?}"));
            }
            Ok(())
        })
        .expect("the server");
}

fn turn_away(name: &str) -> [String; 2] {
    [
        format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false"),
        // Waits for each to be gone.
        format!(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'"
        ),
    ]
}

/// Makes a backup; an earlier one is replaced.
///
/// # Panics
/// PostgreSQL refuses.
pub fn take(database: &Database) {
    let central = name(database);
    let mut statements = vec![format!("DROP DATABASE IF EXISTS {BACKUP}")];
    statements.extend(turn_away(central));
    statements.push(format!("CREATE DATABASE {BACKUP} TEMPLATE {central}"));
    statements.push(format!("ALTER DATABASE {central} ALLOW_CONNECTIONS true"));
    run(database, &statements);
}

/// Puts the backup in the place of the database; what was there is [`replaced`].
///
/// # Panics
/// There is no backup, or PostgreSQL refuses.
pub fn restore(database: &Database) {
    let central = name(database);
    let mut statements = vec![format!("DROP DATABASE IF EXISTS {REPLACED}")];
    statements.extend(turn_away(central));
    statements.push(format!("ALTER DATABASE {central} RENAME TO {REPLACED}"));
    statements.push(format!("ALTER DATABASE {BACKUP} RENAME TO {central}"));
    statements.push(format!("ALTER DATABASE {REPLACED} ALLOW_CONNECTIONS true"));
    run(database, &statements);
}

/// The database that was replaced by the last [`restore`].
#[must_use]
pub fn replaced(database: &Database) -> Database {
    beside(database, REPLACED)
}
