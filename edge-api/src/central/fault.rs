//! Why the centre did not take a batch, and what that asks for.

/// A failed try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The centre read the batch and refuses its content. Sending it again changes
    /// nothing: find the row and set it aside.
    Content(String),
    /// The centre answered with an error that may be about one row (what a trigger
    /// raises, say) or about the whole centre (a right that is missing). Keep the
    /// batch; if it goes on, find out whether other rows get through.
    Refused(String),
    /// Anything else: not reached, too slow, not ready. Keep the batch and try
    /// again later.
    Elsewhere(String),
}

impl Fault {
    /// The same fault met while connecting: no row was sent yet, so no row is at
    /// fault, whatever the class of the error.
    #[must_use]
    pub fn while_connecting(self) -> Self {
        match self {
            Self::Content(cause) | Self::Refused(cause) | Self::Elsewhere(cause) => {
                Self::Elsewhere(format!("connect: {cause}"))
            }
        }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Content(cause) => write!(f, "content refused: {cause}"),
            Self::Refused(cause) => write!(f, "refused: {cause}"),
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
/// constraint, 54 program limit exceeded are about the content. 08 connection, 25
/// transaction state (a standby), 28 login, 40 rollback, 53 resources, 55 not in
/// that state (a lock not had in time), 57 operator (a statement stopped) and 58
/// system are about the centre. The rest (42 names and rights, P0 raised by a
/// function, XX internal) can be either.
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
        Some("08" | "25" | "28" | "40" | "53" | "55" | "57" | "58") => Fault::Elsewhere(cause),
        _ => Fault::Refused(cause),
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
            "08006", "25006", "28P01", "40001", "53300", "55P03", "57P01", "57014",
        ] {
            assert!(
                matches!(sort(code, Named::default()), Fault::Elsewhere(_)),
                "{code}"
            );
        }
    }

    #[test]
    fn what_may_be_either_is_told_apart() {
        for code in ["P0001", "42P01", "42501", "XX000", ""] {
            assert!(
                matches!(sort(code, Named::default()), Fault::Refused(_)),
                "{code}"
            );
        }
    }

    #[test]
    fn no_row_is_at_fault_before_one_is_sent() {
        for code in ["22023", "P0001", "08006"] {
            let fault = sort(code, Named::default()).while_connecting();
            assert_eq!(fault, Fault::Elsewhere(format!("connect: {code}")));
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
