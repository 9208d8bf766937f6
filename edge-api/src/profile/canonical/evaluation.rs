//! Evaluations: rules and flags.

use contract::catalogue::Known;
use contract::certainty::Certainty;
use contract::channel::Channel;
use contract::evaluation::normalize;
use contract::identity::{Consent, Identity};
use contract::level::Level;
use contract::limits::{CERTIFICATE_CHARS, COMMENT_CHARS, INDICATORS, PERSON_NAME_CHARS};
use contract::redaction;

use super::{Evaluation, Flag, Matter, Origin};
use crate::profile::Surroundings;
use crate::profile::format::Target;
use crate::profile::record::Said;
use crate::profile::refusal::{RecordCode, RecordRefusal};

/// Reads an evaluation.
pub(super) fn read(
    said: &Said<'_>,
    surroundings: &Surroundings<'_>,
) -> Result<Evaluation, RecordRefusal> {
    let mut flags = Vec::new();
    let level: Level = said.number(Target::Level, said.needed(Target::Level)?)?;
    let default = said.yes(Target::Default, false);
    let effective = said.yes(Target::Effective, true);
    let channel: Option<Channel> = match said.text(Target::Channel) {
        None if default => None,
        _ => Some(said.number(Target::Channel, said.needed(Target::Channel)?)?),
    };
    said.needed(Target::RatedAt)?;
    let rated_at = said
        .moment(Target::RatedAt, surroundings.now)?
        .unwrap_or_default();
    let matter = Matter {
        step: said.step()?,
        item_code: said.item()?,
        item_name: said.line(Target::ItemName)?,
        agency_code: said.optional(Target::AgencyCode)?,
        agency_name: said.line(Target::AgencyName)?,
        area_code: said.area(surroundings)?,
        service_at: said.moment(Target::ServiceAt, surroundings.now)?,
    };
    if default {
        flags.push(Flag::Default);
    }
    if !effective {
        flags.push(Flag::NotEffective);
    }
    if matter.service_at.is_some_and(|served| served > rated_at) {
        flags.push(Flag::ServiceAfterRating);
    }
    let indicators = indicators(said, surroundings, level, &mut flags)?;
    let (comment, redacted) = comment(said)?;
    if level.is_negative() && indicators.is_empty() && comment.is_empty() {
        flags.push(Flag::NoReason);
    }
    if redacted {
        flags.push(Flag::Redacted);
    }
    let consent = Consent {
        contact: said.yes(Target::ConsentContact, false),
        publish: said.yes(Target::ConsentPublish, false),
    };
    let mut identity = identity(said)?;
    if identity.is_some() && !consent.contact {
        identity = None;
        flags.push(Flag::IdentityLeftOut);
    }
    Ok(Evaluation {
        case_no: said.case_no()?,
        step_no: said.number(Target::StepNo, said.needed(Target::StepNo)?)?,
        round: said.number(Target::Round, said.needed(Target::Round)?)?,
        matter,
        level,
        indicators,
        comment,
        channel,
        rated_at,
        applicant_kind: said
            .text(Target::ApplicantKind)
            .map(|text| said.number(Target::ApplicantKind, text))
            .transpose()?,
        identity,
        consent,
        default,
        effective,
        flags,
        origin: Origin {
            profile: said.profile.document().name.clone(),
            certainty: if said.profile.is_signed() {
                Certainty::Signed
            } else {
                Certainty::Reported
            },
        },
        collected: None,
    })
}

/// Codes of the catalogue in force or an earlier one, each once.
pub(super) fn indicators(
    said: &Said<'_>,
    surroundings: &Surroundings<'_>,
    level: Level,
    flags: &mut Vec<Flag>,
) -> Result<Vec<String>, RecordRefusal> {
    let mut kept: Vec<String> = Vec::new();
    let mut retired = false;
    let mut repeated = false;
    let codes = said.text(Target::Indicators).unwrap_or_default();
    for code in codes.split(',').filter(|code| !code.is_empty()) {
        match surroundings.catalogue.knows(code) {
            Known::Active => {}
            Known::Retired => retired = true,
            Known::Unknown => {
                return Err(said.refuse(
                    Target::Indicators,
                    RecordCode::IndicatorUnknown,
                    "no catalogue has this code",
                ));
            }
        }
        // The first of the three digits is the level, in every version.
        if code.bytes().next() != Some(b'0' + level.value()) {
            return Err(said.refuse(
                Target::Indicators,
                RecordCode::IndicatorOfOtherLevel,
                "the first digit of an indicator is the level of the evaluation",
            ));
        }
        if kept.iter().any(|known| known == code) {
            repeated = true;
        } else if kept.len() == INDICATORS {
            return Err(said.refuse(
                Target::Indicators,
                RecordCode::TooLong,
                "an evaluation may have eight indicators",
            ));
        } else {
            kept.push(code.to_owned());
        }
    }
    kept.sort_unstable();
    if retired {
        flags.push(Flag::RetiredIndicator);
    }
    if repeated {
        flags.push(Flag::RepeatedIndicator);
    }
    Ok(kept)
}

/// The comment as it may be stored, and whether something was taken out.
pub(super) fn comment(said: &Said<'_>) -> Result<(String, bool), RecordRefusal> {
    let text = normalize(said.text(Target::Comment).unwrap_or_default());
    if text.chars().count() > COMMENT_CHARS {
        return Err(said.refuse(
            Target::Comment,
            RecordCode::TooLong,
            "a comment may have 500 characters; it is not cut off",
        ));
    }
    let redacted = redaction::redact(&text);
    let hides = redacted.hides();
    Ok((redacted.text, hides))
}

/// Who rated. Unlike a citizen on our own page, an old system cannot be asked again, so
/// a number that looks wrong is kept, sealed, as it is.
fn identity(said: &Said<'_>) -> Result<Option<Identity>, RecordRefusal> {
    let identity = Identity {
        name: said
            .bounded(Target::Name, PERSON_NAME_CHARS)?
            .unwrap_or_default(),
        phone: said
            .bounded(Target::Phone, CERTIFICATE_CHARS)?
            .unwrap_or_default(),
        certificate_kind: said.bounded(Target::CertificateKind, 3)?,
        certificate_no: said
            .bounded(Target::CertificateNo, CERTIFICATE_CHARS)?
            .map(|number| number.to_ascii_uppercase()),
    };
    let named = !identity.name.is_empty()
        || !identity.phone.is_empty()
        || identity.certificate_no.is_some();
    Ok(named.then_some(identity))
}
