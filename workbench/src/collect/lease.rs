//! One at a time enters or deletes a table. No lock is held while the edge is asked: the table is
//! marked for a minute, longer than any answer takes, and again with each answer. The mark of a
//! process that ended runs out.

use deadpool_postgres::GenericClient;
use tokio_postgres::Error;

use crate::session::Signed;

/// Whether a table could be marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is ours now.
    Ours,
    /// It is being entered already.
    Busy,
    /// There is no such table of theirs.
    Nowhere,
}

/// Marks somebody's own table.
///
/// # Errors
/// The centre does not answer.
pub async fn take(
    client: &impl GenericClient,
    signed: &Signed,
    upload: i64,
) -> Result<Taken, Error> {
    let row = client
        .query_one(
            "WITH own AS (
                 SELECT id FROM workbench.uploads
                 WHERE id = $1 AND account_id = $2 AND taken_at >= clock_timestamp() - interval '24 hours'),
             marked AS (
                 UPDATE workbench.uploads u SET entering_until = clock_timestamp() + interval '60 seconds'
                 FROM own WHERE u.id = own.id AND coalesce(u.entering_until <= clock_timestamp(), true)
                 RETURNING u.id)
             SELECT EXISTS (SELECT FROM own), EXISTS (SELECT FROM marked)",
            &[&upload, &signed.account.id],
        )
        .await?;
    Ok(match (row.try_get(0)?, row.try_get(1)?) {
        (false, _) => Taken::Nowhere,
        (true, false) => Taken::Busy,
        (true, true) => Taken::Ours,
    })
}

/// Marks a table of ours for another minute.
///
/// # Errors
/// The centre does not answer.
pub async fn renew(client: &impl GenericClient, upload: i64) -> Result<(), Error> {
    let sql = "UPDATE workbench.uploads SET entering_until = clock_timestamp() + interval '60 seconds' WHERE id = $1";
    client.execute(sql, &[&upload]).await.map(drop)
}

/// Takes the mark away.
///
/// # Errors
/// The centre does not answer; the mark runs out.
pub async fn release(client: &impl GenericClient, upload: i64) -> Result<(), Error> {
    let sql = "UPDATE workbench.uploads SET entering_until = NULL WHERE id = $1";
    client.execute(sql, &[&upload]).await.map(drop)
}
