//! A row of central storage as a record that a profile can write.
//!
//! Who rated is not in it: identities are sealed for the city, and stay there. So a platform
//! hears that nobody may be contacted, which is true of everything that it is told.

use std::str::FromStr;

use contract::case::{AgencyCode, AreaCode, CaseNo, ItemCode, StepKind};
use contract::certainty::Certainty;
use contract::identity::Consent;
use haochaping_edge::profile::{Canonical, Evaluation, Flag, Matter, Origin};

/// What is read of a row to report it: every column that says something of the rating.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// `case_no`.
    pub case_no: String,
    /// `step_no`.
    pub step_no: i16,
    /// `round`.
    pub round: i16,
    /// `step_kind`.
    pub step_kind: Option<String>,
    /// `step_area_code`.
    pub step_area_code: String,
    /// `item_code`.
    pub item_code: Option<String>,
    /// `item_name`.
    pub item_name: Option<String>,
    /// `agency_code`.
    pub agency_code: Option<String>,
    /// `agency_name`.
    pub agency_name: Option<String>,
    /// `service_at`, milliseconds.
    pub service_ms: Option<i64>,
    /// `level`.
    pub level: i16,
    /// `indicators`.
    pub indicators: Vec<String>,
    /// `comment`, redacted when it was accepted.
    pub comment: Option<String>,
    /// `channel`.
    pub channel: Option<i16>,
    /// `consent_publish`.
    pub consent_publish: bool,
    /// `flags`.
    pub flags: Vec<String>,
    /// `certainty`.
    pub certainty: String,
    /// `profile`.
    pub profile: Option<String>,
    /// `rated_at` as an outside system told it, milliseconds.
    pub rated_ms: Option<i64>,
    /// `received_at`, milliseconds: when it was rated, if it was rated here.
    pub received_ms: i64,
    /// `applicant_kind`.
    pub applicant_kind: Option<i16>,
}

/// The column that holds what the vocabulary does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unknown(pub &'static str);

/// The row as a record.
///
/// # Errors
/// The column that a later build filled with what this one does not know. Nothing is put in
/// its place.
pub fn canonical(row: &Stored) -> Result<Canonical, Unknown> {
    let has = |flag: Flag| row.flags.iter().any(|it| it == flag.as_str());
    let certainty = Certainty::ALL
        .into_iter()
        .find(|it| it.code() == row.certainty)
        .ok_or(Unknown("certainty"))?;
    let step = row.step_kind.as_ref().map(|code| {
        let known = StepKind::ALL.into_iter().find(|kind| kind.code() == code);
        known.ok_or(Unknown("step_kind"))
    });
    let evaluation = Evaluation {
        case_no: CaseNo::parse(&row.case_no).map_err(|_| Unknown("case_no"))?,
        step_no: number(row.step_no, "step_no")?,
        round: number(row.round, "round")?,
        matter: Matter {
            step: step.transpose()?,
            item_code: code::<ItemCode>(row.item_code.as_deref(), "item_code")?,
            item_name: row.item_name.clone(),
            agency_code: code::<AgencyCode>(row.agency_code.as_deref(), "agency_code")?,
            agency_name: row.agency_name.clone(),
            area_code: code::<AreaCode>(Some(&row.step_area_code), "step_area_code")?,
            service_at: row.service_ms.map(to_the_second),
        },
        level: number(row.level, "level")?,
        indicators: row.indicators.clone(),
        comment: row.comment.clone().unwrap_or_default(),
        channel: row.channel.map(|it| number(it, "channel")).transpose()?,
        rated_at: to_the_second(row.rated_ms.unwrap_or(row.received_ms)),
        applicant_kind: row
            .applicant_kind
            .map(|it| number(it, "applicant_kind"))
            .transpose()?,
        identity: None,
        consent: Consent {
            contact: false,
            publish: row.consent_publish,
        },
        default: has(Flag::Default),
        effective: !has(Flag::NotEffective),
        flags: Flag::ALL.into_iter().filter(|flag| has(*flag)).collect(),
        origin: Origin {
            profile: row.profile.clone().unwrap_or_default(),
            certainty,
        },
        collected: None,
    };
    Ok(Canonical::Evaluation(Box::new(evaluation)))
}

/// Interfaces tell times to the second, and a profile refuses to cut what it is given. Both
/// times are rounded the same way, so neither passes the other.
const fn to_the_second(ms: i64) -> i64 {
    ms.div_euclid(1_000) * 1_000
}

fn number<T: TryFrom<u8>>(value: i16, column: &'static str) -> Result<T, Unknown> {
    let small = u8::try_from(value).map_err(|_| Unknown(column))?;
    T::try_from(small).map_err(|_| Unknown(column))
}

fn code<T: FromStr>(text: Option<&str>, column: &'static str) -> Result<Option<T>, Unknown> {
    text.map(|text| text.parse().map_err(|_| Unknown(column)))
        .transpose()
}

#[cfg(test)]
#[path = "evaluation_tests.rs"]
mod tests;
