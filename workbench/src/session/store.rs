//! Sessions in the centre.

use std::time::Duration;

use deadpool_postgres::GenericClient;
use tokio_postgres::Error;

use super::{ABSOLUTE, IDLE, Token, holds};
use crate::account::store::Known;
use crate::account::{Account, store};

/// Begins a session, and clears away those that ended by themselves. Whether it did: not if the
/// account was disabled or got another password since `who` was read.
///
/// # Errors
/// The centre does not answer.
pub async fn begin(client: &impl GenericClient, who: &Known, token: &Token) -> Result<bool, Error> {
    let seconds = |span: Duration| i64::try_from(span.as_secs()).unwrap_or(i64::MAX);
    client
        .execute(
            "DELETE FROM workbench.sessions
             WHERE created_at < clock_timestamp() - make_interval(secs => $1::bigint)
                OR seen_at < clock_timestamp() - make_interval(secs => $2::bigint)",
            &[&seconds(ABSOLUTE), &seconds(IDLE)],
        )
        .await?;
    let begun = client
        .execute(
            "INSERT INTO workbench.sessions (token_sha256, account_id)
             SELECT $1, id FROM workbench.accounts
             WHERE id = $2 AND password = $3 AND disabled_at IS NULL FOR SHARE",
            &[&token.digest(), &who.account.id, &who.password],
        )
        .await?;
    Ok(begun > 0)
}

/// Whose token this is, if the session holds and the account is not disabled; notes that it was
/// used.
///
/// # Errors
/// The centre does not answer.
pub async fn find(client: &impl GenericClient, token: &Token) -> Result<Option<Account>, Error> {
    let row = client
        .query_opt(
            "SELECT a.id, a.hall_id, a.alias, a.roles,
                    extract(epoch FROM clock_timestamp() - s.created_at)::bigint AS age,
                    extract(epoch FROM clock_timestamp() - s.seen_at)::bigint AS idle
             FROM workbench.sessions s JOIN workbench.accounts a ON a.id = s.account_id
             WHERE s.token_sha256 = $1 AND a.disabled_at IS NULL",
            &[&token.digest()],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    let span = |name| -> Result<Duration, Error> {
        let seconds: i64 = row.try_get(name)?;
        Ok(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
    };
    let (age, idle) = (span("age")?, span("idle")?);
    if !holds(age, idle) {
        return Ok(None);
    }
    // To the minute: a page should not cost a write.
    if idle >= Duration::from_secs(60) {
        client
            .execute(
                "UPDATE workbench.sessions SET seen_at = clock_timestamp() WHERE token_sha256 = $1",
                &[&token.digest()],
            )
            .await?;
    }
    store::account(&row).map(Some)
}

/// Ends a session.
///
/// # Errors
/// The centre does not answer.
pub async fn end(client: &impl GenericClient, token: &Token) -> Result<(), Error> {
    client
        .execute(
            "DELETE FROM workbench.sessions WHERE token_sha256 = $1",
            &[&token.digest()],
        )
        .await?;
    Ok(())
}
