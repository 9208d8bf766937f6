//! Stores a lot in one statement and says of each row whether it is there.
//!
//! Uniqueness is decided by the keys: only a row whose key went in is inserted, in the
//! same statement, hence in the same transaction; a lot that is sent twice changes
//! nothing the second time. The centre answers with how many rows were new and names
//! the others, so an answer is short as long as all goes well.

use std::collections::HashMap;

use tokio_postgres::types::Type;

use super::columns::Columns;
use super::fault::Fault;
use super::session::Session;
use super::{evaluations, events};
use crate::outbox::delivery::{Lot, Outcome, Row};
use crate::outbox::entry::Kind;

/// Which outbox speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// Edge, as configured.
    pub edge_id: String,
    /// Outbox of that edge.
    pub shard: u8,
    /// That outbox by the id it gave itself.
    pub outbox_id: String,
}

/// What the centre calls the number of rows that are new; every other word is about the
/// row whose number stands beside it.
const NEW: &str = "new";

/// Stores `lot`; one outcome a row, in order.
///
/// # Errors
/// See [`Session::rows`], and [`Fault::Content`] when a row is not what this build knows;
/// after an error nothing of the lot is stored by this try.
pub async fn store(session: &Session, sender: &Sender, lot: &Lot) -> Result<Vec<Outcome>, Fault> {
    let said = match lot.kind {
        Kind::Event => {
            let records = read(&lot.rows)?;
            let columns = events::columns(from(sender), &lot.rows, &records);
            let parameters = columns.parameters();
            session.rows(events::SQL, &parameters).await?
        }
        Kind::Evaluation => {
            let records = read(&lot.rows)?;
            let columns = evaluations::columns(from(sender), &lot.rows, &records);
            let parameters = columns.parameters();
            session.rows(evaluations::SQL, &parameters).await?
        }
    };
    let mut words = Vec::with_capacity(said.len());
    for row in &said {
        let read = |error| Fault::Elsewhere(format!("answer: {error}"));
        let number: i64 = row.try_get(0).map_err(read)?;
        let word: &str = row.try_get(1).map_err(read)?;
        words.push((number, word));
    }
    outcomes(&lot.rows, &words)
}

/// The first three parameters of both statements.
fn from(sender: &Sender) -> Columns<'_> {
    Columns::default()
        .scalar(sender.edge_id.as_str(), Type::TEXT)
        .scalar(i16::from(sender.shard), Type::INT2)
        .scalar(sender.outbox_id.as_str(), Type::TEXT)
}

/// The records of rows. Another build may have written one that this build cannot read:
/// then the lot is halved until that one stands alone and is set aside, and not one of
/// its members is lost on the way.
fn read<T: serde::de::DeserializeOwned>(rows: &[Row]) -> Result<Vec<T>, Fault> {
    let record = |row: &Row| serde_json::from_str(&row.content);
    let records = rows.iter().map(record).collect::<Result<_, _>>();
    // Where, not what: the message of the error may quote content.
    records.map_err(|error: serde_json::Error| {
        Fault::Content(format!("record unreadable at character {}", error.column()))
    })
}

/// What the answer means, row by row.
fn outcomes(rows: &[Row], said: &[(i64, &str)]) -> Result<Vec<Outcome>, Fault> {
    let (mut new, mut others) = (0, HashMap::new());
    for (number, word) in said {
        if *word == NEW {
            new += usize::try_from(*number).unwrap_or(0);
        } else {
            others.insert(*number, outcome(word));
        }
    }
    // Whoever is not named is new: so the sum must be right.
    let told = new + others.len();
    if told != rows.len() {
        return Err(Fault::Refused(format!(
            "answer: tells of {told} rows, {} were sent",
            rows.len()
        )));
    }
    let of = |row: &Row| others.get(&row.seq).copied().unwrap_or(Outcome::There);
    Ok(rows.iter().map(of).collect())
}

fn outcome(word: &str) -> Outcome {
    match word {
        "there" => Outcome::There,
        "taken" => Outcome::Taken,
        _ => Outcome::Undecided,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outbox::protocol::EventRecord;

    fn rows() -> Vec<Row> {
        let row = |seq| Row {
            seq,
            kind: Kind::Event,
            accepted_at: 9,
            content: r#"{"hall":"h"}"#.into(),
        };
        vec![row(1), row(2), row(3)]
    }

    #[test]
    fn every_parameter_is_named_once() {
        let sender = Sender {
            edge_id: "e".into(),
            shard: 0,
            outbox_id: "0".repeat(32),
        };
        for (sql, columns) in [
            (events::SQL, events::columns(from(&sender), &[], &[])),
            (
                evaluations::SQL,
                evaluations::columns(from(&sender), &[], &[]),
            ),
        ] {
            let names = sql
                .split_once("AS r(")
                .and_then(|(_, rest)| rest.split_once(')'));
            let last = 3 + names.expect("names").0.split(',').count();
            assert_eq!(columns.parameters().len(), last);
            assert!(sql.contains(&format!("${last})")), "{last}");
        }
    }

    #[test]
    fn rows_that_are_not_named_are_there() {
        let said = [(1, "new"), (1, "taken"), (3, "undecided")];
        assert_eq!(
            outcomes(&rows(), &said),
            Ok(vec![Outcome::Taken, Outcome::There, Outcome::Undecided])
        );
        assert_eq!(
            outcomes(&rows(), &[(3, "new")]),
            Ok(vec![Outcome::There; 3])
        );
    }

    #[test]
    fn an_answer_that_leaves_rows_out_settles_none() {
        for said in [
            &[][..],
            &[(2, "new")],
            &[(2, "new"), (1, "there"), (3, "there")],
        ] {
            let fault = outcomes(&rows(), said).unwrap_err();
            assert!(matches!(fault, Fault::Refused(_)), "{fault}");
        }
    }

    #[test]
    fn a_record_of_another_build_is_refused_without_quoting_it() {
        let fault = read::<EventRecord>(&rows()).unwrap_err();
        let Fault::Content(cause) = fault else {
            panic!("{fault}");
        };
        assert_eq!(cause, "record unreadable at character 12");
    }
}
