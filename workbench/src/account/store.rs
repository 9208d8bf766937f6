//! Accounts in the centre.

use deadpool_postgres::GenericClient;
use tokio_postgres::{Error, Row};

use super::{Account, Alias, Role};

/// An account as the command line lists it.
pub struct Listed {
    /// The account.
    pub account: Account,
    /// Whether it can no longer sign in.
    pub disabled: bool,
}

/// What signing in needs of an account.
pub struct Known {
    /// The account.
    pub account: Account,
    /// Its password's hash.
    pub password: String,
}

/// The account of a hall's alias, as it was typed, that may sign in.
///
/// # Errors
/// The centre does not answer.
pub async fn find(
    client: &impl GenericClient,
    hall_id: &str,
    alias: &str,
) -> Result<Option<Known>, Error> {
    let row = client
        .query_opt(
            "SELECT id, hall_id, alias, roles, password FROM workbench.accounts
             WHERE hall_id = $1 AND lower(alias) = $2 AND disabled_at IS NULL",
            &[&hall_id, &Alias::folded(alias)],
        )
        .await?;
    row.map(|row| {
        Ok(Known {
            account: account(&row)?,
            password: row.try_get("password")?,
        })
    })
    .transpose()
}

/// Adds an account; `None` when the hall has one of this alias, disabled or not.
///
/// # Errors
/// The centre does not answer.
pub async fn add(
    client: &impl GenericClient,
    hall_id: &str,
    alias: &Alias,
    roles: &[Role],
    password: &str,
) -> Result<Option<i64>, Error> {
    let roles: Vec<&str> = roles.iter().map(|role| role.code()).collect();
    let row = client
        .query_opt(
            "INSERT INTO workbench.accounts (hall_id, alias, roles, password)
             VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING id",
            &[&hall_id, &alias.as_str(), &roles, &password],
        )
        .await?;
    row.map(|row| row.try_get(0)).transpose()
}

/// Every account, by hall and alias.
///
/// # Errors
/// The centre does not answer.
pub async fn list(client: &impl GenericClient) -> Result<Vec<Listed>, Error> {
    let rows = client
        .query(
            "SELECT id, hall_id, alias, roles, disabled_at IS NOT NULL AS disabled
             FROM workbench.accounts ORDER BY hall_id, lower(alias)",
            &[],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Listed {
                account: account(row)?,
                disabled: row.try_get("disabled")?,
            })
        })
        .collect()
}

/// Disables an account and ends its sessions; whether there was one to disable.
///
/// # Errors
/// The centre does not answer.
pub async fn disable(client: &impl GenericClient, id: i64) -> Result<bool, Error> {
    let disabled = client
        .execute(
            "UPDATE workbench.accounts SET disabled_at = clock_timestamp()
             WHERE id = $1 AND disabled_at IS NULL",
            &[&id],
        )
        .await?;
    end_sessions(client, id).await?;
    Ok(disabled > 0)
}

/// Lets a disabled account sign in again; whether there was one.
///
/// # Errors
/// The centre does not answer.
pub async fn enable(client: &impl GenericClient, id: i64) -> Result<bool, Error> {
    let enabled = client
        .execute(
            "UPDATE workbench.accounts SET disabled_at = NULL
             WHERE id = $1 AND disabled_at IS NOT NULL",
            &[&id],
        )
        .await?;
    Ok(enabled > 0)
}

/// Gives an account another password and ends its sessions.
///
/// # Errors
/// The centre does not answer.
pub async fn set_password(
    client: &impl GenericClient,
    id: i64,
    password: &str,
) -> Result<(), Error> {
    client
        .execute(
            "UPDATE workbench.accounts SET password = $2 WHERE id = $1",
            &[&id, &password],
        )
        .await?;
    end_sessions(client, id).await
}

/// Gives an account other roles.
///
/// # Errors
/// The centre does not answer.
pub async fn set_roles(client: &impl GenericClient, id: i64, roles: &[Role]) -> Result<(), Error> {
    let roles: Vec<&str> = roles.iter().map(|role| role.code()).collect();
    client
        .execute(
            "UPDATE workbench.accounts SET roles = $2 WHERE id = $1",
            &[&id, &roles],
        )
        .await?;
    Ok(())
}

async fn end_sessions(client: &impl GenericClient, id: i64) -> Result<(), Error> {
    client
        .execute(
            "DELETE FROM workbench.sessions WHERE account_id = $1",
            &[&id],
        )
        .await?;
    Ok(())
}

/// The account in a row with `id`, `hall_id`, `alias` and `roles`.
///
/// # Errors
/// The row lacks one of them.
pub fn account(row: &Row) -> Result<Account, Error> {
    let roles: Vec<&str> = row.try_get("roles")?;
    Ok(Account {
        id: row.try_get("id")?,
        hall_id: row.try_get("hall_id")?,
        alias: row.try_get("alias")?,
        roles: roles.into_iter().filter_map(Role::of).collect(),
    })
}
