//! How sure it is that an evaluation is what it says.

use crate::lang::Lang;
use serde::{Deserialize, Serialize};

/// Degree of certainty of an evaluation, by its code on the wire and in storage. It says
/// what stands behind it, never what it is worth: who evaluates the figures decides that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// A hall signed a ticket for this step of this case.
    #[default]
    Ticket,
    /// Whoever scanned the code of a window said what was handled; nobody confirms it.
    Point,
    /// An operator at the telephone desk recorded what a citizen said.
    Operator,
    /// An outside system sent it in an envelope whose signature was checked.
    Signed,
    /// An outside system sent it with nothing but its hall's key.
    Reported,
    /// A collected opinion (paper box, forum, open day), of no case.
    Collected,
}

impl Certainty {
    /// All degrees.
    pub const ALL: [Self; 6] = [
        Self::Ticket,
        Self::Point,
        Self::Operator,
        Self::Signed,
        Self::Reported,
        Self::Collected,
    ];

    /// The code; stable.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ticket => "ticket",
            Self::Point => "point",
            Self::Operator => "operator",
            Self::Signed => "signed",
            Self::Reported => "reported",
            Self::Collected => "collected",
        }
    }

    /// What it is called.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::Ticket => ("凭证评价", "With a ticket"),
            Self::Point => ("窗口扫码", "Scanned at a window"),
            Self::Operator => ("电话记录", "Recorded by an operator"),
            Self::Signed => ("外部系统（已验签）", "Outside system, signature checked"),
            Self::Reported => ("外部系统（未验签）", "Outside system, unsigned"),
            Self::Collected => ("线下征集", "Collected opinion"),
        };
        lang.pick(zh, en)
    }

    /// Whether it is the usual one, which need not be told.
    #[must_use]
    pub const fn is_ticket(&self) -> bool {
        matches!(self, Self::Ticket)
    }
}

#[cfg(test)]
mod tests {
    use super::Certainty;

    #[test]
    fn the_code_on_the_wire_is_its_text() {
        for certainty in Certainty::ALL {
            let code = format!("\"{}\"", certainty.code());
            assert_eq!(serde_json::to_string(&certainty).unwrap(), code);
        }
    }
}
