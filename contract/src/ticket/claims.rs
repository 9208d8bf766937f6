//! What a ticket says.

use crate::case::{AgencyCode, AreaCode, CaseNo, Desk, ItemCode, StepKind, StepNo};
use crate::channel::Channel;
use crate::limits::NAME_CHARS;
use crate::recorded::Recorder;
use crate::round::Round;
use serde::{Deserialize, Serialize};

/// The claims of a ticket. Times are Unix seconds. Unknown claims are refused: what
/// the edge does not understand it must not promise to keep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claims {
    /// The hall that signs, by its id in the edge's configuration.
    pub iss: String,
    /// The service the ticket is for, e.g. `haochaping.cq`.
    pub aud: String,
    /// When it was issued.
    pub iat: i64,
    /// From when it holds; from `iat` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nbf: Option<i64>,
    /// Until when it holds.
    pub exp: i64,
    /// The ticket's own id, 1 to 64 characters.
    pub jti: String,
    /// The number of the case.
    pub case: CaseNo,
    /// The number of the step.
    pub step: StepNo,
    /// What was done in the step.
    pub kind: StepKind,
    /// When the service was rendered.
    pub svt: i64,
    /// The code of the service item.
    pub item: ItemCode,
    /// The name of the service item, as the citizen knows it.
    pub name: String,
    /// The code of the agency that rendered the service.
    pub org: AgencyCode,
    /// The name of that agency.
    pub agency: String,
    /// The area.
    pub area: AreaCode,
    /// The first or the additional evaluation.
    pub rnd: Round,
    /// Where the citizen was invited.
    pub ch: Channel,
    /// The window or terminal, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk: Option<Desk>,
    /// The code that was scanned, when the edge issued the ticket for it: what is rated
    /// then rests on the citizen's word alone, and `case` is a number that the edge made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scan: Option<Scan>,
    /// Who records by telephone what the citizen says. The evaluation is then told apart
    /// from one that the citizen gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rec: Option<Recording>,
}

/// A scanned code of a rating point, and what the citizen said there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scan {
    /// The hall's id of the point.
    pub point: Desk,
    /// The number of the case, as the citizen gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseNo>,
    /// The number of the queue ticket, as the citizen gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queue: Option<CaseNo>,
}

/// A telephone call in which an operator writes down what the citizen says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recording {
    /// The operator's alias.
    pub by: Recorder,
}

/// A claim that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimsError {
    /// The claim.
    pub claim: &'static str,
    /// What it must be.
    pub must: &'static str,
}

impl core::fmt::Display for ClaimsError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "claim {} {}", self.claim, self.must)
    }
}

impl Claims {
    /// Checks what the types do not.
    ///
    /// # Errors
    /// The first claim that is out of its bounds.
    pub fn check(&self) -> Result<(), ClaimsError> {
        let refuse = |claim, must| Err(ClaimsError { claim, must });
        let named = |text: &str, max: usize| {
            !text.trim().is_empty()
                && text.chars().count() <= max
                && !text.chars().any(char::is_control)
        };
        if !named(&self.jti, 64) {
            return refuse("jti", "must have 1 to 64 characters");
        }
        if !named(&self.name, NAME_CHARS) {
            return refuse(
                "name",
                "must have 1 to 200 characters and no control characters",
            );
        }
        if !named(&self.agency, NAME_CHARS) {
            return refuse(
                "agency",
                "must have 1 to 200 characters and no control characters",
            );
        }
        if self.case.is_collected() {
            return refuse("case", "must be the number of a case");
        }
        if self.exp <= self.iat {
            return refuse("exp", "must be after iat");
        }
        if self.iat < 0 || self.svt < 0 || self.exp > 253_402_300_799 {
            return refuse("iat, svt and exp", "must lie between 1970 and 9999");
        }
        if self.rec.is_some() && self.ch != Channel::Phone {
            return refuse("rec", "goes with ch 6, the telephone");
        }
        if self.rec.is_some() && self.scan.is_some() {
            return refuse("rec", "does not go with scan");
        }
        Ok(())
    }

    /// From when the ticket holds.
    #[must_use]
    pub fn not_before(&self) -> i64 {
        self.nbf.unwrap_or(self.iat)
    }
}
