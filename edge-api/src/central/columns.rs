//! Rows for one statement, column by column.
//!
//! A lot travels as one array a column. PostgreSQL turns those into rows for a third of
//! what reading JSON costs it, and they take half the bytes, since no member is named
//! again and again.

use tokio_postgres::types::{ToSql, Type};

/// Parameters of a statement, in the order in which they were added.
#[derive(Debug, Default)]
pub struct Columns<'a>(Vec<(Box<dyn ToSql + Sync + 'a>, Type)>);

/// Between the members of a list in one cell. The statements split at it, and no member
/// holds it: the contract refuses control characters.
const MEMBER: &str = "\u{1f}";

impl<'a> Columns<'a> {
    /// One value for all rows.
    #[must_use]
    pub fn scalar(self, value: impl ToSql + Sync + 'a, kind: Type) -> Self {
        self.with(value, kind)
    }

    /// Text.
    #[must_use]
    pub fn text(self, cells: impl Iterator<Item = &'a str>) -> Self {
        self.with(cells.collect::<Vec<_>>(), Type::TEXT_ARRAY)
    }

    /// Text or NULL.
    #[must_use]
    pub fn optional_text(self, cells: impl Iterator<Item = Option<&'a str>>) -> Self {
        self.with(cells.collect::<Vec<_>>(), Type::TEXT_ARRAY)
    }

    /// A list in each cell, its members joined.
    #[must_use]
    pub fn list(self, cells: impl Iterator<Item = &'a [String]>) -> Self {
        let joined = cells.map(|members| members.join(MEMBER));
        self.with(joined.collect::<Vec<_>>(), Type::TEXT_ARRAY)
    }

    /// Codes and small counts.
    #[must_use]
    pub fn small(self, cells: impl Iterator<Item = u8>) -> Self {
        self.with(cells.map(i16::from).collect::<Vec<_>>(), Type::INT2_ARRAY)
    }

    /// Codes or NULL.
    #[must_use]
    pub fn optional_small(self, cells: impl Iterator<Item = Option<u8>>) -> Self {
        let cells = cells.map(|cell| cell.map(i16::from));
        self.with(cells.collect::<Vec<_>>(), Type::INT2_ARRAY)
    }

    /// Numbers and times, ms.
    #[must_use]
    pub fn big(self, cells: impl Iterator<Item = i64>) -> Self {
        self.with(cells.collect::<Vec<_>>(), Type::INT8_ARRAY)
    }

    /// Numbers and times, ms, or NULL.
    #[must_use]
    pub fn optional_big(self, cells: impl Iterator<Item = Option<i64>>) -> Self {
        self.with(cells.collect::<Vec<_>>(), Type::INT8_ARRAY)
    }

    /// Yes or no.
    #[must_use]
    pub fn flag(self, cells: impl Iterator<Item = bool>) -> Self {
        self.with(cells.collect::<Vec<_>>(), Type::BOOL_ARRAY)
    }

    /// As the driver takes them.
    #[must_use]
    pub fn parameters(&self) -> Vec<(&(dyn ToSql + Sync), Type)> {
        self.0
            .iter()
            .map(|(cells, kind)| (&**cells as &(dyn ToSql + Sync), kind.clone()))
            .collect()
    }

    fn with(mut self, cells: impl ToSql + Sync + 'a, kind: Type) -> Self {
        self.0.push((Box::new(cells), kind));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_keep_their_order_and_types() {
        let lists = [vec!["a".to_owned(), "b".to_owned()], Vec::new()];
        let columns = Columns::default()
            .scalar("edge", Type::TEXT)
            .list(lists.iter().map(Vec::as_slice))
            .small([1, 2].into_iter());
        let parameters = columns.parameters();
        let kinds: Vec<_> = parameters.iter().map(|(_, kind)| kind.clone()).collect();
        assert_eq!(kinds, [Type::TEXT, Type::TEXT_ARRAY, Type::INT2_ARRAY]);
        assert_eq!(format!("{:?}", parameters[1].0), r#"["a\u{1f}b", ""]"#);
    }
}
