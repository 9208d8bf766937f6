//! Why the centre did not take a batch, and what that asks for.

/// A failed try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The centre read the batch and refuses its content. Sending it again changes
    /// nothing: find the row and set it aside.
    Content(String),
    /// Anything else: not reached, too slow, not ready, not allowed. Keep the
    /// batch and try again later.
    Elsewhere(String),
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Content(cause) => write!(f, "content refused: {cause}"),
            Self::Elsewhere(cause) => write!(f, "not delivered: {cause}"),
        }
    }
}

impl std::error::Error for Fault {}

/// What PostgreSQL says about an error besides its message, which may quote
/// content and is therefore never kept.
#[derive(Debug, Clone, Copy, Default)]
pub struct Named<'a> {
    /// Table it speaks of.
    pub table: Option<&'a str>,
    /// Column.
    pub column: Option<&'a str>,
    /// Constraint.
    pub constraint: Option<&'a str>,
}

/// Sorts an error of the server by its SQLSTATE.
///
/// Classes by PostgreSQL's appendix A: 22 data exception, 23 integrity
/// constraint, 54 program limit exceeded are about the content. Everything else
/// (08 connection, 40 rollback, 42 names and rights, 53 resources, 57 operator,
/// XX internal) is about the centre, and an operator can mend it.
#[must_use]
pub fn sort(sqlstate: &str, named: Named<'_>) -> Fault {
    let mut cause = sqlstate.to_owned();
    for (what, name) in [
        ("table", named.table),
        ("column", named.column),
        ("constraint", named.constraint),
    ] {
        if let Some(name) = name {
            cause.push_str(&format!(" {what}={name}"));
        }
    }
    match sqlstate.get(..2) {
        Some("22" | "23" | "54") => Fault::Content(cause),
        _ => Fault::Elsewhere(cause),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_content_can_be_set_aside() {
        for code in ["22P05", "22001", "23514", "23502", "54000"] {
            assert!(
                matches!(sort(code, Named::default()), Fault::Content(_)),
                "{code}"
            );
        }
        for code in [
            "08006", "40001", "42P01", "42501", "53300", "57P01", "57014", "XX000", "",
        ] {
            assert!(
                matches!(sort(code, Named::default()), Fault::Elsewhere(_)),
                "{code}"
            );
        }
    }

    #[test]
    fn the_cause_names_the_place_and_no_content() {
        let named = Named {
            constraint: Some("level_is_1_to_5"),
            ..Named::default()
        };
        let fault = sort("23514", named);
        assert_eq!(
            fault.to_string(),
            "content refused: 23514 constraint=level_is_1_to_5"
        );
    }
}
