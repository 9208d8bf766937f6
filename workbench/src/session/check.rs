//! Whether somebody is who they say: a turn is taken, then the password is looked at.

use std::time::Duration;

use super::attempts::{self, Turn};
use crate::account::store::{self, Known};
use crate::account::{Account, Busy, Password};
use crate::app::App;
use crate::page::Failure;

/// What a check found.
pub enum Checked {
    /// The password is that account's.
    Right(Known),
    /// It is not; the account, if there is one.
    Wrong(Option<Account>),
    /// Not looked at, since too many were wrong; again after so long.
    Wait(Duration),
}

/// Checks the password that was typed for an alias of a hall. Whoever acts on it calls
/// [`attempts::succeeded`] in the same transaction.
///
/// # Errors
/// The centre does not answer, or too many passwords are being checked.
pub async fn password(
    app: &App,
    hall_id: &str,
    alias: &str,
    typed: &str,
) -> Result<Checked, Failure> {
    let mut client = app.pool.get().await?;
    let tx = client.transaction().await?;
    let turn = attempts::take(&tx, hall_id, alias).await?;
    tx.commit().await?;
    if let Turn::Wait(rest) = turn {
        return Ok(Checked::Wait(rest));
    }
    let known = store::find(&client, hall_id, alias).await?;
    // Hashing takes long; whoever else needs the connection has it meanwhile.
    drop(client);
    let kept = known.as_ref().map(|known| known.password.clone());
    let right = app.guard.is_right(Password::typed(typed), kept).await;
    let right = right.map_err(|Busy| Failure::Busy)?;
    Ok(match known {
        Some(known) if right => Checked::Right(known),
        known => Checked::Wrong(known.map(|known| known.account)),
    })
}

/// Minutes to name to whoever has to wait.
#[must_use]
pub fn minutes(rest: Duration) -> String {
    rest.as_secs().div_ceil(60).to_string()
}
