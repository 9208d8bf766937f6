//! From a submission under a ticket to the record that is stored.

use contract::api::evaluations::EvaluationRequest;
use contract::case::CaseNo;
use contract::certainty::Certainty;
use contract::evaluation::{self as rules, Draft, Field, Rule, Violation};
use contract::identity::{Consent, Identity, narrow};
use contract::lang::Lang;
use contract::level::Level;
use contract::problem::Code;
use contract::receipt::{self, EvaluationId, Receipt};
use contract::redaction;
use contract::ticket::Claims;
use serde::Serialize;

use crate::config::{Config, Hall};
use crate::outbox::protocol::{EvaluationRecord, Matter, SealedIdentity, StepKey};
use crate::refusal::Refusal;

/// A record ready to be stored, and what the citizen is told once it is.
#[derive(Debug)]
pub struct Prepared {
    /// The outbox shard that keeps the case.
    pub shard: u8,
    /// The receipt.
    pub receipt: Receipt,
    /// The level.
    pub level: Level,
    /// What is stored.
    pub record: EvaluationRecord,
}

/// What makes two submissions the same. Field order is part of the digest.
#[derive(Serialize)]
struct Content<'a> {
    level: Level,
    indicators: &'a [String],
    comment: &'a str,
    identity: Option<&'a Identity>,
    consent: Consent,
}

/// Checks a submission and turns it into a record: text in NFC without control
/// characters and personal numbers, indicators in order, identity sealed, id,
/// receipt and digest derived.
///
/// # Errors
/// `rule_broken` with every broken rule; `internal` when sealing fails.
pub fn evaluation(
    config: &Config,
    hall: &Hall,
    claims: &Claims,
    request: &EvaluationRequest,
    origin: Option<&str>,
    lang: Lang,
    received_at: i64,
) -> Result<Prepared, Refusal> {
    let comment = rules::normalize(&request.comment);
    let identity = request.identity.as_ref().map(tidy);
    let draft = Draft {
        level: request.level,
        indicators: &request.indicators,
        comment: &comment,
        identity: identity.as_ref(),
        consent: request.consent,
    };
    let mut violations = rules::check(&draft, &config.catalogue);
    let other_catalogue = request
        .catalogue
        .as_deref()
        .is_some_and(|version| version != config.catalogue.version());
    if other_catalogue && !request.indicators.is_empty() && violations.is_empty() {
        violations.push(Violation {
            field: Field::Indicators,
            rule: Rule::IndicatorNotOffered,
        });
    }
    let (true, Some(level)) = (violations.is_empty(), request.level) else {
        return Err(Refusal {
            violations,
            ..Code::RuleBroken.into()
        }
        .hall(&claims.iss));
    };
    let redacted = redaction::redact(&comment);
    let mut indicators = request.indicators.clone();
    indicators.sort_unstable();

    let key = receipt::StepKey {
        hall: claims.iss.clone(),
        case_no: claims.case.clone(),
        step_no: claims.step,
        round: claims.rnd,
    };
    let id = EvaluationId::of(&key, claims.svt);
    let shard = receipt::shard_of(&claims.iss, &claims.case, config.outbox.shards);
    let receipt = config.receipt_key.receipt(&id, claims.svt, shard);
    let content = Content {
        level,
        indicators: &indicators,
        comment: &redacted.text,
        identity: identity.as_ref(),
        consent: request.consent,
    };
    let digest = config
        .receipt_key
        .digest(&serde_json::to_vec(&content).map_err(Refusal::internal)?);
    let identity = identity
        .map(|identity| config.sealing.key.seal(&identity, id.as_str()))
        .transpose()
        .map_err(|error| Refusal::internal(error).hall(&claims.iss))?
        .map(|sealed| SealedIdentity {
            key_id: config.sealing.kid.clone(),
            sealed,
        });
    let flags = if redacted.hides() {
        vec!["redacted".to_owned()]
    } else {
        Vec::new()
    };

    let scan = claims.scan.as_ref();
    let record = EvaluationRecord {
        key: step_key(claims),
        hall_area: hall.area_code.as_str().to_owned(),
        id: id.as_str().to_owned(),
        receipt: plain(&receipt),
        digest: digest.as_str().to_owned(),
        matter: matter(claims).into(),
        level: level.value(),
        indicators,
        catalogue: config.catalogue.version().to_owned(),
        comment: Some(redacted.text).filter(|text| !text.is_empty()),
        certainty: certainty(claims),
        profile: None,
        point_id: scan.map(|scan| scan.point.as_str().to_owned()),
        claimed_case_no: scan.and_then(|scan| claimed(scan.case.as_ref())),
        claimed_queue_no: scan.and_then(|scan| claimed(scan.queue.as_ref())),
        recorded_by: claims.rec.as_ref().map(|rec| rec.by.as_str().to_owned()),
        collection: None,
        rated_at: None,
        applicant_kind: None,
        channel: Some(claims.ch.value()),
        lang: Some(lang_code(lang).to_owned()),
        consent_contact: request.consent.contact,
        consent_publish: request.consent.publish,
        identity,
        flags,
        origin: origin.map(str::to_owned),
        ticket_id: Some(claims.jti.clone()),
        ticket_issued_at: Some(claims.iat.saturating_mul(1_000)),
        received_at,
    };
    Ok(Prepared {
        shard,
        receipt,
        level,
        record,
    })
}

/// How sure an evaluation under this ticket is. No ticket is both: see [`Claims::check`].
fn certainty(claims: &Claims) -> Certainty {
    match (&claims.scan, &claims.rec) {
        (Some(_), _) => Certainty::Point,
        (None, Some(_)) => Certainty::Operator,
        (None, None) => Certainty::Ticket,
    }
}

fn claimed(number: Option<&CaseNo>) -> Option<String> {
    number.map(|number| number.as_str().to_owned())
}

/// The key of the step that a ticket permits to rate.
#[must_use]
pub fn step_key(claims: &Claims) -> StepKey {
    StepKey {
        hall: claims.iss.clone(),
        case_no: claims.case.as_str().to_owned(),
        step_no: claims.step.value(),
        round: claims.rnd.value(),
    }
}

/// A receipt as it is stored: twenty characters without hyphens.
#[must_use]
pub fn plain(receipt: &Receipt) -> String {
    receipt.as_str().replace('-', "")
}

fn matter(claims: &Claims) -> Matter {
    Matter {
        step: claims.kind.code().to_owned(),
        item_code: claims.item.as_str().to_owned(),
        item_name: claims.name.clone(),
        agency_code: claims.org.as_str().to_owned(),
        agency_name: claims.agency.clone(),
        area_code: claims.area.as_str().to_owned(),
        service_at: claims.svt.saturating_mul(1_000),
    }
}

/// Name and contact without blanks around them, in NFC: the same person twice is
/// the same content.
fn tidy(identity: &Identity) -> Identity {
    let tidy = |text: &String| rules::normalize(text);
    Identity {
        name: tidy(&identity.name),
        phone: narrow(&tidy(&identity.phone)),
        certificate_kind: identity.certificate_kind.as_ref().map(tidy),
        certificate_no: identity
            .certificate_no
            .as_ref()
            .map(|no| tidy(no).to_ascii_uppercase()),
    }
}

/// `zh` or `en`.
#[must_use]
pub const fn lang_code(lang: Lang) -> &'static str {
    lang.pick("zh", "en")
}

#[cfg(test)]
#[path = "evaluation_tests.rs"]
mod tests;
