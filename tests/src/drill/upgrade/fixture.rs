//! An outbox and a centre as a release left them, kept in git.
//!
//! | file | holds |
//! |---|---|
//! | `outbox/` | the data folder of workerd, closed |
//! | `centre.json` | rows by table |
//! | `expected.json` | what was acknowledged |

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use xtask::stack::Database;

use crate::load::Acknowledged;

/// The centre's tables, in an order in which they can be filled.
const TABLES: [&str; 4] = [
    "service_events",
    "evaluation_keys",
    "evaluations",
    "sealed_identities",
];

/// What was acknowledged before the upgrade.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Expected {
    /// The newest migration of that release.
    pub schema: i32,
    /// In the centre already.
    pub stored: Acknowledged,
    /// Waiting in the outbox.
    pub waiting: Acknowledged,
    /// Cases whose reported step waits in the outbox.
    pub events: Vec<String>,
}

/// The folder of the fixture made with migration `schema`.
#[must_use]
pub fn folder(schema: i32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/drill/upgrade/schema-{schema}"))
}

/// Reads what is expected.
///
/// # Panics
/// The file is missing or is something else.
#[must_use]
pub fn expected(folder: &Path) -> Expected {
    let text = fs::read_to_string(folder.join("expected.json")).expect("expected.json");
    serde_json::from_str(&text).expect("what was acknowledged")
}

/// Copies a folder and what is in it.
///
/// # Panics
/// It cannot be read or written.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// Writes the centre's rows down.
///
/// # Panics
/// The centre cannot be read.
pub fn save_centre(database: &Database, folder: &Path) {
    let mut tables = Map::new();
    for table in TABLES {
        let sql = format!("SELECT coalesce(json_agg(t), '[]')::text FROM haochaping.{table} t");
        let rows = database.with(|client| Ok(client.query_one(&sql, &[]).expect("rows").get(0)));
        let rows: String = rows.expect("the centre");
        tables.insert(table.into(), serde_json::from_str(&rows).expect("JSON"));
    }
    let text = serde_json::to_string_pretty(&tables).expect("JSON");
    fs::write(folder.join("centre.json"), text + "\n").expect("centre.json");
}

/// Fills an empty centre with the rows.
///
/// # Panics
/// The rows do not fit the tables.
pub fn fill_centre(database: &Database, folder: &Path) {
    let text = fs::read_to_string(folder.join("centre.json")).expect("centre.json");
    let tables: BTreeMap<String, Value> = serde_json::from_str(&text).expect("rows by table");
    let fill = database.with(|client| {
        for table in TABLES {
            let columns = "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
                           WHERE table_schema = 'haochaping' AND table_name = $1 AND is_generated = 'NEVER'";
            let columns: String = client.query_one(columns, &[&table]).expect("columns").get(0);
            let rows = tables.get(table).expect("the table").to_string();
            let sql = format!(
                "INSERT INTO haochaping.{table} ({columns}) SELECT {columns}
                 FROM json_populate_recordset(NULL::haochaping.{table}, $1::text::json)"
            );
            client.execute(&sql, &[&rows]).expect("rows that fit");
        }
        Ok(())
    });
    fill.expect("the centre");
}
