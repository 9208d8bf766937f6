//! Opinions that were collected: of no case, and of nobody.

use contract::case::{CaseNo, Malformed, StepNo};
use contract::certainty::Certainty;
use contract::identity::Consent;
use contract::level::Level;
use contract::recorded::Collection;
use contract::redaction::redact;
use contract::round::Round;

use super::evaluation::{comment, indicators};
use super::{Collected, Evaluation, Flag, Matter, Origin};
use crate::profile::format::{Kind, Target};
use crate::profile::moment;
use crate::profile::numbering::Numbering;
use crate::profile::record::Said;
use crate::profile::refusal::{RecordCode, RecordRefusal};
use crate::profile::{Entering, Surroundings};

/// Puts in who enters an opinion, and a number where it has none.
///
/// # Errors
/// `contradiction` when it names another collector.
pub fn enter(
    said: &mut Said<'_>,
    entering: &Entering<'_>,
    numbering: &mut Numbering,
) -> Result<(), RecordRefusal> {
    if said.profile.document().records != Kind::Collected {
        return Ok(());
    }
    let collector = entering.collector.as_str();
    if said
        .text(Target::Collector)
        .is_some_and(|named| named != collector)
    {
        return Err(said.refuse(
            Target::Collector,
            RecordCode::Contradiction,
            "somebody else has signed in; leave this empty, or let them enter it",
        ));
    }
    said.slots.insert(Target::Collector, collector.to_owned());
    if !said.slots.contains_key(&Target::Number) {
        let number = numbering.number(&said.slots);
        said.slots.insert(Target::Number, number);
    }
    Ok(())
}

/// Reads a collected opinion.
pub(super) fn read(
    said: &Said<'_>,
    surroundings: &Surroundings<'_>,
) -> Result<Evaluation, RecordRefusal> {
    let mut flags = Vec::new();
    let level: Level = said.number(Target::Level, said.needed(Target::Level)?)?;
    let code = said.needed(Target::Collection)?;
    // It stands in the key, where nothing of a person may.
    let number = said.needed(Target::Number)?;
    if !redact(number).found.is_empty() {
        return Err(said.refuse(
            Target::Number,
            RecordCode::Malformed,
            "this looks like a number of a person; number the opinions otherwise",
        ));
    }
    let collected = Collected {
        collection: Collection::from_code(code).ok_or_else(|| {
            said.refuse(
                Target::Collection,
                RecordCode::CodeUnknown,
                "no such collection",
            )
        })?,
        by: said.code(Target::Collector, said.needed(Target::Collector)?)?,
        number: said.code(Target::Number, number)?,
    };
    said.needed(Target::RatedAt)?;
    let rated_at = said
        .moment(Target::RatedAt, surroundings.now)?
        .unwrap_or_default();
    let day = moment::day(rated_at, said.profile.zone()).unwrap_or_default();
    let case_no = CaseNo::collected(collected.collection, &day, &collected.number)
        .map_err(|Malformed(detail)| said.refuse(Target::Number, RecordCode::Malformed, detail))?;
    let indicators = indicators(said, surroundings, level, &mut flags)?;
    let (comment, redacted) = comment(said)?;
    if level.is_negative() && indicators.is_empty() && comment.is_empty() {
        flags.push(Flag::NoReason);
    }
    if redacted {
        flags.push(Flag::Redacted);
    }
    Ok(Evaluation {
        case_no,
        // There is no step; one place in the key is enough for one opinion.
        step_no: StepNo::FIRST,
        round: Round::First,
        matter: Matter {
            item_code: said.item()?,
            item_name: said.line(Target::ItemName)?,
            agency_code: said.optional(Target::AgencyCode)?,
            agency_name: said.line(Target::AgencyName)?,
            area_code: said.area(surroundings)?,
            ..Matter::default()
        },
        level,
        indicators,
        comment,
        channel: None,
        rated_at,
        applicant_kind: None,
        identity: None,
        consent: Consent::default(),
        default: false,
        effective: true,
        flags,
        origin: Origin {
            profile: said.profile.document().name.clone(),
            certainty: Certainty::Collected,
        },
        collected: Some(collected),
    })
}
