//! Reads rows of SQLite by position.

use worker::{Error, Result, SqlStorageValue};

/// A number of rows or bytes as SQLite gave it.
pub fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// A number of rows or bytes as SQLite takes it.
pub fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// One row of an answer, read by position.
pub struct Cells(std::vec::IntoIter<SqlStorageValue>);

impl Cells {
    /// A row of a cursor's `raw()`.
    pub fn new(row: Vec<SqlStorageValue>) -> Self {
        Self(row.into_iter())
    }

    /// The next value, an integer.
    pub fn integer(&mut self) -> Result<i64> {
        match self.0.next() {
            Some(SqlStorageValue::Integer(number)) => Ok(number),
            other => Err(Error::from(format!(
                "outbox: integer expected, found {other:?}"
            ))),
        }
    }

    /// The next value, an integer or NULL.
    pub fn optional_integer(&mut self) -> Result<Option<i64>> {
        match self.0.next() {
            Some(SqlStorageValue::Integer(number)) => Ok(Some(number)),
            Some(SqlStorageValue::Null) => Ok(None),
            other => Err(Error::from(format!(
                "outbox: integer expected, found {other:?}"
            ))),
        }
    }

    /// The next value, text; NULL is empty.
    pub fn text(&mut self) -> Result<String> {
        match self.0.next() {
            Some(SqlStorageValue::String(text)) => Ok(text),
            Some(SqlStorageValue::Null) => Ok(String::new()),
            _ => Err(Error::from("outbox: text expected")),
        }
    }
}
