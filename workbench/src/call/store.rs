//! Calls in the database.
//!
//! Every change names the operator who holds the call and the state it is in, so two
//! windows of one operator, or two operators, cannot both end it.

use contract::case::{AgencyCode, AreaCode, CaseNo, ItemCode, StepKind, StepNo};
use contract::receipt::Receipt;
use contract::round::Round;
use deadpool_postgres::GenericClient;
use tokio_postgres::{Error, Row};

use super::rules::{End, HELD_MINUTES};
use super::ticket::{Matter, ticket_id};
use crate::config::Hall;
use crate::page::Failure;

/// A call that an operator holds, or held.
#[derive(Clone, Debug)]
pub struct Held {
    /// Its number here.
    pub id: i64,
    /// What is to be rated.
    pub matter: Matter,
    /// The sealed number.
    pub sealed: Option<Vec<u8>>,
    /// How often nobody answered.
    pub attempts: u8,
}

const COLUMNS: &str = "call_id, case_no, step_no, round, step_kind, item_code, item_name, agency_code, agency_name, \
     area_code, extract(epoch FROM service_at)::bigint, sealed_number, attempts";

/// Which calls can be taken: those that are due, and those whose operator's time has passed.
pub const FREE: &str = "state = 'waiting' AND due_at <= clock_timestamp()
     OR state = 'held' AND held_until < clock_timestamp()";

/// Takes the next due call, or gives the one that the operator holds. `None` when there is
/// nothing to call now.
///
/// # Errors
/// The centre does not answer, or holds a call that cannot be.
pub async fn next(
    client: &impl GenericClient,
    hall: &str,
    alias: &str,
) -> Result<Option<Held>, Failure> {
    if let Some(held) = held(client, hall, alias).await? {
        return Ok(Some(held));
    }
    let sql = format!(
        "UPDATE workbench.calls SET state = 'held', held_by = $2, held_until = clock_timestamp() + make_interval(mins => $3)
         WHERE call_id = (SELECT call_id FROM workbench.calls
                          WHERE hall_id = $1 AND ({FREE})
                          ORDER BY due_at, call_id LIMIT 1 FOR UPDATE SKIP LOCKED)
         RETURNING {COLUMNS}"
    );
    let row = client
        .query_opt(&sql, &[&hall, &alias, &minutes(HELD_MINUTES)])
        .await?;
    row.as_ref().map(whole).transpose()
}

/// The call that the operator holds, its time begun anew.
///
/// # Errors
/// As [`next`].
pub async fn held(
    client: &impl GenericClient,
    hall: &str,
    alias: &str,
) -> Result<Option<Held>, Failure> {
    let sql = format!(
        "UPDATE workbench.calls SET held_until = clock_timestamp() + make_interval(mins => $3)
         WHERE hall_id = $1 AND held_by = $2 AND state = 'held' RETURNING {COLUMNS}"
    );
    let row = client
        .query_opt(&sql, &[&hall, &alias, &minutes(HELD_MINUTES)])
        .await?;
    row.as_ref().map(whole).transpose()
}

/// Ends a held call for good and erases its number; false when it is not the operator's.
///
/// # Errors
/// The database's.
pub async fn end(
    client: &impl GenericClient,
    call: i64,
    alias: &str,
    end: End,
    receipt: Option<&str>,
) -> Result<bool, Error> {
    let sql = "UPDATE workbench.calls
               SET state = $3, receipt = $4, ended_by = $2, ended_at = clock_timestamp(),
                   held_by = NULL, held_until = NULL, sealed_number = NULL
               WHERE call_id = $1 AND held_by = $2 AND state = 'held'";
    let changed = client
        .execute(sql, &[&call, &alias, &end.code(), &receipt])
        .await?;
    Ok(changed == 1)
}

/// Puts a held call back among the waiting; false when it is not the operator's.
///
/// # Errors
/// The database's.
pub async fn put_back(
    client: &impl GenericClient,
    call: i64,
    alias: &str,
    after: u32,
    attempts: u8,
) -> Result<bool, Error> {
    let sql = "UPDATE workbench.calls
               SET state = 'waiting', attempts = $4, held_by = NULL, held_until = NULL,
                   due_at = clock_timestamp() + make_interval(mins => $3)
               WHERE call_id = $1 AND held_by = $2 AND state = 'held'";
    let changed = client
        .execute(sql, &[&call, &alias, &minutes(after), &i16::from(attempts)])
        .await?;
    Ok(changed == 1)
}

/// The evaluation of a call's step, if the centre has it: whether this call recorded it, and
/// its receipt.
///
/// # Errors
/// As [`next`].
pub async fn evaluated(
    client: &impl GenericClient,
    hall: &Hall,
    held: &Held,
) -> Result<Option<(bool, Receipt)>, Failure> {
    let matter = &held.matter;
    let sql = "SELECT coalesce(ticket_id = $1, false), receipt FROM haochaping.evaluations
               WHERE hall_id = $2 AND area_code = $3 AND case_no = $4 AND step_no = $5 AND round = $6";
    let row = client
        .query_opt(
            sql,
            &[
                &ticket_id(held.id),
                &hall.id,
                &hall.area_code.as_str(),
                &matter.case_no.as_str(),
                &i16::from(matter.step_no.value()),
                &i16::from(matter.round.value()),
            ],
        )
        .await?;
    row.map(|row| Ok((row.get(0), receipt(row.get(1))?)))
        .transpose()
}

/// A call that this operator ended with a rating, and its receipt.
///
/// # Errors
/// As [`next`].
pub async fn rated_by(
    client: &impl GenericClient,
    hall: &str,
    call: i64,
    alias: &str,
) -> Result<Option<(Held, Receipt)>, Failure> {
    let sql = format!(
        "SELECT {COLUMNS}, receipt FROM workbench.calls
         WHERE call_id = $1 AND hall_id = $2 AND ended_by = $3 AND state = 'rated'"
    );
    let row = client.query_opt(&sql, &[&call, &hall, &alias]).await?;
    row.map(|row| Ok((whole(&row)?, receipt(row.get("receipt"))?)))
        .transpose()
}

fn receipt(text: &str) -> Result<Receipt, Failure> {
    Receipt::parse(text).map_err(|_| {
        crate::log::trouble("receipt cannot be read", "calls");
        Failure::Broken
    })
}

/// A row is what a list put there, each column checked then; another is told, never skipped.
fn whole(row: &Row) -> Result<Held, Failure> {
    read(row).ok_or_else(|| {
        crate::log::trouble("call cannot be read", &row.get::<_, i64>(0).to_string());
        Failure::Broken
    })
}

fn read(row: &Row) -> Option<Held> {
    let text = |at: usize| row.get::<_, &str>(at);
    let small = |at: usize| u8::try_from(row.get::<_, i16>(at)).ok();
    let kind = text(4);
    Some(Held {
        id: row.get(0),
        matter: Matter {
            case_no: CaseNo::parse(text(1)).ok()?,
            step_no: StepNo::try_from(small(2)?).ok()?,
            round: Round::try_from(small(3)?).ok()?,
            step: StepKind::ALL.into_iter().find(|step| step.code() == kind)?,
            item_code: ItemCode::parse(text(5)).ok()?,
            item_name: row.get(6),
            agency_code: AgencyCode::parse(text(7)).ok()?,
            agency_name: row.get(8),
            area_code: AreaCode::parse(text(9)).ok()?,
            service_at: row.get(10),
        },
        sealed: row.get(11),
        attempts: small(12)?,
    })
}

fn minutes(minutes: u32) -> i32 {
    i32::try_from(minutes).unwrap_or(i32::MAX)
}
