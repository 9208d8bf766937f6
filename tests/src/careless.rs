//! Rows of evaluations as an older edge, or a careless statement, would store them.

use serde_json::Value;
use xtask::stack::Database;

/// Every column that may be written, by commas.
const COLUMNS: &str =
    "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
      WHERE table_schema = 'haochaping' AND table_name = 'evaluations' AND is_generated = 'NEVER'";

/// The rule by whose name the centre refuses a row like the stored one of a case with these
/// columns changed.
///
/// # Panics
/// The row is stored, or refused by no rule.
#[must_use]
pub fn rule_against(database: &Database, case_no: &str, changes: &Value) -> String {
    let rule = database.with(|client| {
        let columns: String = client.query_one(COLUMNS, &[]).expect("columns").get(0);
        let sql = format!(
            "INSERT INTO haochaping.evaluations ({columns})
             WITH kept AS (SELECT e FROM haochaping.evaluations e WHERE e.case_no = $1),
                  changed AS (SELECT (jsonb_populate_record(e, $2::text::jsonb)).* FROM kept)
             SELECT {columns} FROM changed"
        );
        let error = client.execute(&sql, &[&case_no, &changes.to_string()]);
        let error = error.expect_err("a row that breaks a rule");
        let rule = error.as_db_error().and_then(|error| error.constraint());
        Ok(rule.expect("the rule's name").to_owned())
    });
    rule.expect("the centre")
}
