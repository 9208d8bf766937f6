//! Short links in the centre: each once, as it was made first.

use tokio_postgres::Row;
use tokio_postgres::types::Type;

use super::columns::Columns;
use super::fault::Fault;
use super::session::Session;
use crate::link::Record;

const INSERT: &str = "
INSERT INTO haochaping.short_links (code, edge_id, area_code, hall_id, ticket, expires_at)
SELECT code, $1, area_code, hall_id, ticket, timestamptz 'epoch' + expires_ms * interval '1 millisecond'
FROM unnest($2, $3, $4, $5, $6) AS r(code, area_code, hall_id, ticket, expires_ms)
ON CONFLICT DO NOTHING";

const BY_CODE: &str = "
SELECT code, area_code, hall_id, ticket, (extract(epoch FROM expires_at) * 1000)::bigint
FROM haochaping.short_links
WHERE code = $1";

/// Stores links; those that are there already stay.
///
/// # Errors
/// [`Fault`] when the centre does not answer or does not take one; none is stored then.
pub async fn store(session: &Session, edge_id: &str, records: &[&Record]) -> Result<(), Fault> {
    let all = || records.iter();
    let columns = Columns::default()
        .scalar(edge_id, Type::TEXT)
        .text(all().map(|record| record.code.as_str()))
        .text(all().map(|record| record.hall_area.as_str()))
        .text(all().map(|record| record.hall.as_str()))
        .text(all().map(|record| record.ticket.as_str()))
        .big(all().map(|record| record.expires_at));
    session.rows(INSERT, &columns.parameters()).await.map(drop)
}

/// The link of this code.
///
/// # Errors
/// [`Fault`] when the centre does not answer.
pub async fn by_code(session: &Session, code: &str) -> Result<Option<Record>, Fault> {
    let rows = session.rows(BY_CODE, &[(&code, Type::TEXT)]).await?;
    rows.first().map(read).transpose()
}

/// Has links forgotten that expired long ago; some at a time.
///
/// # Errors
/// [`Fault`] when the centre does not answer.
pub async fn forget(session: &Session) -> Result<(), Fault> {
    let sql = "SELECT haochaping.forget_links()";
    session.rows(sql, &[]).await.map(drop)
}

fn read(row: &Row) -> Result<Record, Fault> {
    let wrong = |error| Fault::Elsewhere(format!("answer: {error}"));
    let text = |at: usize| row.try_get::<_, String>(at).map_err(wrong);
    Ok(Record {
        code: text(0)?
            .try_into()
            .map_err(|_| Fault::Refused("a link that cannot be read".to_owned()))?,
        hall_area: text(1)?,
        hall: text(2)?,
        ticket: text(3)?,
        expires_at: row.try_get(4).map_err(wrong)?,
    })
}
