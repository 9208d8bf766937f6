//! Whether the same was entered just before: going back and pressing once more would make two
//! opinions of one slip, while a paper box may well hold two slips that say the same. So
//! whoever enters them is asked, and nobody decides for them.

use deadpool_postgres::GenericClient;
use haochaping_edge::profile::{self, Surroundings};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::opinion::Typed;
use super::profiles::Profiles;
use crate::app::App;
use crate::audit::Action;
use crate::page::Failure;
use crate::session::Signed;

/// Minutes for which the same from the same account is asked about.
const MINUTES: i32 = 30;
/// Newest entries of a hall's trail that are looked through: more than a hall does in
/// [`MINUTES`], and few enough to read before each opinion.
const NEWEST: i64 = 2_000;
/// In place of the number, which is another on every form.
const ANY: &str = "0000";

/// What an opinion says apart from its number, as letters: the same for the same, and nobody
/// without the key can try out what it may have been.
pub fn mark(
    app: &App,
    profiles: &Profiles,
    surroundings: &Surroundings<'_>,
    typed: &Typed,
) -> Result<String, Failure> {
    let unnumbered = Typed {
        number: ANY.to_owned(),
        ..typed.clone()
    };
    let read = unnumbered.read(&profiles.record, surroundings);
    let canonical = read.map_err(|_| Failure::Broken)?;
    let (named, now) = (profiles.named(), surroundings.now);
    let body = profile::write(&profiles.record, named, &[canonical], now);
    let body = body.map_err(|_| Failure::Broken)?;
    let mac = Hmac::<Sha256>::new_from_slice(&app.config.call_key).map_err(|_| Failure::Broken)?;
    let mac = mac.chain_update(b"collected opinion\0").chain_update(body);
    let digest = mac.finalize().into_bytes();
    Ok(profile::letters(digest.get(..10).unwrap_or_default()))
}

/// What the trail names an opinion by.
pub fn target(typed: &Typed, mark: &str) -> String {
    format!("{} {} {} {mark}", typed.collection, typed.day, typed.number)
}

/// Whether this account entered the same a short while ago under another number, and not under
/// this one, which is the same slip pressed twice.
///
/// # Errors
/// The centre does not answer.
pub async fn entered(
    client: &impl GenericClient,
    signed: &Signed,
    number: &str,
    mark: &str,
) -> Result<bool, Failure> {
    let sql = "SELECT coalesce(bool_and(split_part(target_id, ' ', 3) <> $5), false)
               FROM (SELECT account_id, action, at, target_id FROM workbench.audit
                     WHERE hall_id = $1 ORDER BY id DESC LIMIT $6) newest
               WHERE account_id = $2 AND action = $3 AND split_part(target_id, ' ', 4) = $4
                 AND at > clock_timestamp() - make_interval(mins => $7)";
    let (hall, account) = (&signed.hall.id, &signed.account.id);
    let action = Action::CollectEnter.code();
    let row = client
        .query_one(
            sql,
            &[&hall, &account, &action, &mark, &number, &NEWEST, &MINUTES],
        )
        .await?;
    Ok(row.try_get(0)?)
}
