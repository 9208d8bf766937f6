//! Slows guessing down, by name and never by address: a whole hall sits behind one. Names
//! that are no account are counted alike, so that nobody learns which are.

use std::time::Duration;

use deadpool_postgres::GenericClient;
use deadpool_postgres::Transaction;
use sha2::{Digest as _, Sha256};
use tokio_postgres::Error;

use crate::account::Alias;

/// Failures in a row that cost nothing.
const FREE: u32 = 5;
/// The first wait; it doubles with each failure more.
const FIRST: Duration = Duration::from_secs(30);
/// The longest wait: who forgot a password is not locked out for a shift.
const LONGEST: Duration = Duration::from_secs(15 * 60);
/// Hours after which failures are forgotten. Names that somebody makes up are rows too: so they
/// do not pile up, and waiting for it gains a guesser no more than five attempts an hour.
const FORGOTTEN: i32 = 1;

/// How long after the last of `failures` in a row the next attempt is looked at.
#[must_use]
pub fn wait(failures: u32) -> Duration {
    let Some(doublings) = failures.checked_sub(FREE) else {
        return Duration::ZERO;
    };
    let factor = 1_u32.checked_shl(doublings).unwrap_or(u32::MAX);
    FIRST.saturating_mul(factor).min(LONGEST)
}

/// What becomes of an attempt before its password is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It may be looked at; it counts as failed until [`succeeded`].
    Yours,
    /// Too many failed; again after so long.
    Wait(Duration),
}

/// Takes a turn for a hall's alias as it was typed. Counted before the password is looked at, so
/// that guesses sent at once are counted too.
///
/// # Errors
/// The centre does not answer.
pub async fn take(tx: &Transaction<'_>, hall_id: &str, alias: &str) -> Result<Turn, Error> {
    let name = name(hall_id, alias);
    tx.execute(
        "DELETE FROM workbench.sign_in_attempts
         WHERE last_at < clock_timestamp() - make_interval(hours => $1)",
        &[&FORGOTTEN],
    )
    .await?;
    tx.execute(
        "INSERT INTO workbench.sign_in_attempts (name_sha256) VALUES ($1) ON CONFLICT DO NOTHING",
        &[&name],
    )
    .await?;
    let row = tx
        .query_one(
            "SELECT failures, extract(epoch FROM clock_timestamp() - last_at)::bigint AS since
             FROM workbench.sign_in_attempts WHERE name_sha256 = $1 FOR UPDATE",
            &[&name],
        )
        .await?;
    let failures: i32 = row.try_get("failures")?;
    let since: i64 = row.try_get("since")?;
    let since = Duration::from_secs(u64::try_from(since).unwrap_or(0));
    let wait = wait(u32::try_from(failures).unwrap_or(0));
    if since < wait {
        return Ok(Turn::Wait(wait.saturating_sub(since)));
    }
    tx.execute(
        "UPDATE workbench.sign_in_attempts
         SET failures = failures + 1, last_at = clock_timestamp() WHERE name_sha256 = $1",
        &[&name],
    )
    .await?;
    Ok(Turn::Yours)
}

/// Forgets the failures of a name, since its password was right.
///
/// # Errors
/// The centre does not answer.
pub async fn succeeded(
    client: &impl GenericClient,
    hall_id: &str,
    alias: &str,
) -> Result<(), Error> {
    client
        .execute(
            "DELETE FROM workbench.sign_in_attempts WHERE name_sha256 = $1",
            &[&name(hall_id, alias)],
        )
        .await?;
    Ok(())
}

fn name(hall_id: &str, alias: &str) -> Vec<u8> {
    let mut digest = Sha256::new();
    digest.update(hall_id);
    // No hall's id has it, so no other hall and alias make the same text.
    digest.update(b"\n");
    digest.update(Alias::folded(alias));
    digest.finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, name, wait};
    use std::time::Duration;

    #[test]
    fn the_wait_doubles_and_ends() {
        let seconds = |n| wait(n).as_secs();
        assert_eq!([0, 4, 5, 6, 7, 8].map(seconds), [0, 0, 30, 60, 120, 240]);
        assert_eq!(wait(10), LONGEST);
        assert_eq!(wait(u32::MAX), LONGEST);
        assert!(wait(9) < Duration::from_secs(600));
    }

    #[test]
    fn letters_large_or_small_are_one_name() {
        assert_eq!(name("h", "Op-07"), name("h", "op-07"));
        assert_ne!(name("h", "op-07"), name("h2", "op-07"));
        assert_ne!(name("h", "ok-07"), name("h", "o\u{212A}-07"));
    }
}
