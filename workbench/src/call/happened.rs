//! What happened to a call just before: in the address, and in words above the next one.

use axum::response::Response;
use contract::receipt::Receipt;
use serde::Deserialize;

use super::texts::Texts;
use crate::page::see_other;

/// What happened just before, in the address after a form was sent.
#[derive(Debug, Default, Deserialize)]
pub struct Said {
    /// What.
    #[serde(default)]
    pub said: Option<Happened>,
    #[serde(default)]
    receipt: Option<String>,
}

/// What can have happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    Recorded,
    /// This call recorded other words before.
    Stands,
    Elsewhere,
    Expired,
    Refused,
    Gone,
    Away,
    Unasked,
}

/// What is told above the call.
pub struct Notice {
    /// How it looks.
    pub kind: &'static str,
    /// In words.
    pub text: &'static str,
    /// The receipt of what was recorded, now or before.
    pub receipt: Option<String>,
}

/// The address that says what happened.
pub(super) fn to(happened: Happened, receipt: Option<&Receipt>) -> Response {
    let said = match happened {
        Happened::Recorded => "recorded",
        Happened::Stands => "stands",
        Happened::Elsewhere => "elsewhere",
        Happened::Expired => "expired",
        Happened::Refused => "refused",
        Happened::Gone => "gone",
        Happened::Away => "away",
        Happened::Unasked => "unasked",
    };
    let receipt = receipt
        .map(|it| format!("&receipt={}", it.as_str()))
        .unwrap_or_default();
    see_other(&format!("/call?said={said}{receipt}"))
}

impl Said {
    /// What is told of it.
    #[must_use]
    pub fn notice(self, t: &Texts) -> Option<Notice> {
        // What stands in an address may be anything: only a receipt is shown as one.
        let receipt = self.receipt.and_then(|it| Receipt::parse(&it).ok());
        self.said.map(|happened| Notice {
            receipt: receipt.map(|it| it.as_str().to_owned()),
            ..happened.notice(t)
        })
    }
}

impl Happened {
    /// What is told of it, without a receipt.
    #[must_use]
    pub const fn notice(self, t: &Texts) -> Notice {
        let (kind, text) = match self {
            Self::Recorded => ("good", t.recorded),
            Self::Stands => ("error", t.stands),
            Self::Elsewhere => ("plain", t.elsewhere),
            Self::Expired => ("plain", t.expired),
            Self::Refused => ("error", t.refused),
            Self::Gone => ("error", t.gone),
            Self::Away => ("error", t.away),
            Self::Unasked => ("error", t.unasked),
        };
        Notice {
            kind,
            text,
            receipt: None,
        }
    }
}
