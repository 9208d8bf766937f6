//! Tables that wait to be confirmed, in the centre: working papers for a day.

use deadpool_postgres::GenericClient;
use tokio_postgres::Error;

use super::table::{Row, What};
use crate::session::Signed;

/// A row as it is shown.
#[derive(Clone, Debug)]
pub struct Staged {
    /// Line of the file.
    pub line: i32,
    /// What it is, or became; a word of the table's constraint.
    pub state: String,
    /// What the edge will be sent.
    pub opinion: Option<String>,
    /// What was sent, as JSON.
    pub cells: Option<String>,
    /// Column that is wrong.
    pub field: Option<String>,
    /// Why.
    pub code: Option<String>,
    /// Receipt.
    pub receipt: Option<String>,
}

impl Staged {
    /// Whether somebody has to put it right.
    #[must_use]
    pub fn is_faulty(&self) -> bool {
        matches!(self.state.as_str(), "wrong" | "refused")
    }
}

/// What became of a row.
#[derive(Clone, Debug, Default)]
pub struct Became {
    /// Line of the file.
    pub line: i32,
    /// The state.
    pub state: &'static str,
    /// Why, if it is refused.
    pub code: Option<String>,
    /// Its receipt, if it is entered.
    pub receipt: Option<String>,
}

/// Deletes what is older than a day.
///
/// # Errors
/// The centre does not answer.
pub async fn sweep(client: &impl GenericClient) -> Result<u64, Error> {
    let old =
        "DELETE FROM workbench.uploads WHERE taken_at < clock_timestamp() - interval '24 hours'";
    client.execute(old, &[]).await
}

/// Keeps a table; which of its opinions are entered already, the centre's keys say.
///
/// # Errors
/// The centre does not take it.
pub async fn keep(
    client: &impl GenericClient,
    signed: &Signed,
    digest: &str,
    rows: &[Row],
) -> Result<i64, Error> {
    let upload: i64 = client
        .query_one(
            "INSERT INTO workbench.uploads (hall_id, account_id, digest) VALUES ($1, $2, $3) RETURNING id",
            &[&signed.hall.id, &signed.account.id, &digest],
        )
        .await?
        .try_get(0)?;
    let keys: Vec<&str> = rows.iter().filter_map(key).collect();
    let known: Vec<String> = client
        .query(
            "SELECT case_no FROM haochaping.evaluation_keys
             WHERE area_code = $1 AND hall_id = $2 AND case_no = ANY($3)",
            &[&signed.hall.area_code.as_str(), &signed.hall.id, &keys],
        )
        .await?
        .iter()
        .map(|row| row.try_get(0))
        .collect::<Result<_, _>>()?;
    let (mut lines, mut states, mut opinions) = (Vec::new(), Vec::new(), Vec::new());
    let (mut cells, mut fields, mut codes) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        let is_known = key(row).is_some_and(|key| known.iter().any(|it| it == key));
        let (state, opinion, sent, field, code) = match &row.what {
            What::Good { .. } if is_known => ("known", None, None, None, None),
            What::Good { opinion, .. } => ("good", Some(opinion.as_str()), None, None, None),
            What::Repeated => ("known", None, None, None, Some("repeated")),
            What::Wrong { field, code, cells } => (
                "wrong",
                None,
                serde_json::to_string(cells).ok(),
                Some(field.as_str()),
                Some(code.as_str()),
            ),
        };
        lines.push(row.line);
        states.push(state);
        opinions.push(opinion);
        cells.push(sent);
        fields.push(field);
        codes.push(code);
    }
    client
        .execute(
            "INSERT INTO workbench.upload_rows (upload_id, line, state, opinion, cells, field, code)
             SELECT $1, r.* FROM unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) r",
            &[&upload, &lines, &states, &opinions, &cells, &fields, &codes],
        )
        .await?;
    Ok(upload)
}

fn key(row: &Row) -> Option<&str> {
    match &row.what {
        What::Good { key, .. } => Some(key),
        What::Repeated | What::Wrong { .. } => None,
    }
}

/// The rows of somebody's own table, by line; none if there is no such table of theirs.
///
/// # Errors
/// The centre does not answer.
pub async fn rows(
    client: &impl GenericClient,
    signed: &Signed,
    upload: i64,
) -> Result<Option<Vec<Staged>>, Error> {
    let own = "SELECT id FROM workbench.uploads
               WHERE id = $1 AND account_id = $2 AND taken_at >= clock_timestamp() - interval '24 hours'";
    let found = client
        .query_opt(own, &[&upload, &signed.account.id])
        .await?;
    if found.is_none() {
        return Ok(None);
    }
    let rows = client
        .query(
            "SELECT line, state, opinion, cells, field, code, receipt
             FROM workbench.upload_rows WHERE upload_id = $1 ORDER BY line",
            &[&upload],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Staged {
                line: row.try_get(0)?,
                state: row.try_get(1)?,
                opinion: row.try_get(2)?,
                cells: row.try_get(3)?,
                field: row.try_get(4)?,
                code: row.try_get(5)?,
                receipt: row.try_get(6)?,
            })
        })
        .collect::<Result<_, _>>()
        .map(Some)
}

/// Writes down what became of rows. The text of all but those to be tried again is erased.
///
/// # Errors
/// The centre does not take it.
pub async fn settle(
    client: &impl GenericClient,
    upload: i64,
    became: &[Became],
) -> Result<(), Error> {
    let lines: Vec<i32> = became.iter().map(|it| it.line).collect();
    let states: Vec<&str> = became.iter().map(|it| it.state).collect();
    let codes: Vec<Option<&str>> = became.iter().map(|it| it.code.as_deref()).collect();
    let receipts: Vec<Option<&str>> = became.iter().map(|it| it.receipt.as_deref()).collect();
    client
        .execute(
            "UPDATE workbench.upload_rows u
             SET state = b.state, code = b.code, receipt = b.receipt,
                 opinion = CASE WHEN b.state = 'retry' THEN u.opinion END
             FROM unnest($2::int[], $3::text[], $4::text[], $5::text[]) AS b(line, state, code, receipt)
             WHERE u.upload_id = $1 AND u.line = b.line",
            &[&upload, &lines, &states, &codes, &receipts],
        )
        .await?;
    Ok(())
}

/// Deletes a table.
///
/// # Errors
/// The centre does not answer.
pub async fn discard(client: &impl GenericClient, upload: i64) -> Result<(), Error> {
    let sql = "DELETE FROM workbench.uploads WHERE id = $1";
    client.execute(sql, &[&upload]).await.map(drop)
}
