//! The trail as it is read.

use deadpool_postgres::GenericClient;
use tokio_postgres::Error;

use super::Action;

/// Entries on one page.
pub const PAGE: i64 = 100;

/// Which entries are shown.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of this alias alone; none = of all.
    pub alias: Option<String>,
    /// Of this action alone; none = of all.
    pub action: Option<Action>,
    /// Older than this entry; none = the newest.
    pub before: Option<i64>,
}

/// One entry.
pub struct Entry {
    /// Its number.
    pub id: i64,
    /// When, in China time.
    pub at: String,
    /// Who, as they were called then.
    pub alias: String,
    /// What, by its code.
    pub action: String,
    /// To what kind of thing.
    pub target_kind: String,
    /// To which one.
    pub target_id: String,
}

/// A hall's entries, newest first, at most [`PAGE`] and one more if there are older ones.
///
/// # Errors
/// The centre does not answer.
pub async fn list(
    client: &impl GenericClient,
    hall_id: &str,
    filter: &Filter,
) -> Result<Vec<Entry>, Error> {
    let action = filter.action.map(Action::code);
    let rows = client
        .query(
            "SELECT id, to_char(at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS') AS at,
                    alias, action, target_kind, target_id
             FROM workbench.audit
             WHERE hall_id = $1 AND ($2::text IS NULL OR lower(alias) = lower($2))
               AND ($3::text IS NULL OR action = $3) AND ($4::bigint IS NULL OR id < $4)
             ORDER BY id DESC LIMIT $5",
            &[
                &hall_id,
                &filter.alias,
                &action,
                &filter.before,
                &(PAGE + 1),
            ],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Entry {
                id: row.try_get("id")?,
                at: row.try_get("at")?,
                alias: row.try_get("alias")?,
                action: row.try_get("action")?,
                target_kind: row.try_get("target_kind")?,
                target_id: row.try_get("target_id")?,
            })
        })
        .collect()
}
