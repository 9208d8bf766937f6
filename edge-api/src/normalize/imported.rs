//! From an evaluation that an outside system sent to the record that is stored.

use contract::identity::{Consent, Identity};
use contract::level::Level;
use contract::receipt::{self, EvaluationId, Receipt};
use serde::Serialize;

use super::evaluation::plain;
use crate::config::{Config, Hall};
use crate::outbox::protocol::{EvaluationRecord, RatedMatter, SealedIdentity, StepKey};
use crate::profile::{Evaluation, Flag};
use crate::refusal::Refusal;

/// A record ready to be stored, and its receipt.
#[derive(Debug)]
pub struct Imported {
    /// The outbox shard that keeps the case.
    pub shard: u8,
    /// The receipt.
    pub receipt: Receipt,
    /// What is stored.
    pub record: EvaluationRecord,
}

/// What makes two records the same: what was said of the step, and when. Not what was
/// rated, nor through which channel: systems put that right afterwards, and the first
/// record stands. Field order is part of the digest.
#[derive(Serialize)]
struct Content<'a> {
    level: Level,
    indicators: &'a [String],
    comment: &'a str,
    identity: Option<&'a Identity>,
    consent: Consent,
    default: bool,
    effective: bool,
    rated_at: i64,
}

/// Turns an evaluation that a profile read for `hall` into a record: identity sealed; id,
/// receipt and digest derived as they are of a ticket's, the time of rating in the place of
/// a time of service that was not told.
///
/// # Errors
/// `internal` when sealing fails.
pub fn imported(
    config: &Config,
    hall: &Hall,
    evaluation: &Evaluation,
    received_at: i64,
) -> Result<Imported, Refusal> {
    let key = receipt::StepKey {
        hall: hall.id.clone(),
        case_no: evaluation.case_no.clone(),
        step_no: evaluation.step_no,
        round: evaluation.round,
    };
    let matter = &evaluation.matter;
    let collected = evaluation.collected.as_ref();
    let seconds = matter
        .service_at
        .unwrap_or(evaluation.rated_at)
        .div_euclid(1_000);
    let id = EvaluationId::of(&key, seconds);
    let shard = receipt::shard_of(&hall.id, &key.case_no, config.outbox.shards);
    let receipt = config.receipt_key.receipt(&id, seconds, shard);
    let content = Content {
        level: evaluation.level,
        indicators: &evaluation.indicators,
        comment: &evaluation.comment,
        identity: evaluation.identity.as_ref(),
        consent: evaluation.consent,
        default: evaluation.default,
        effective: evaluation.effective,
        rated_at: evaluation.rated_at,
    };
    let content = serde_json::to_vec(&content).map_err(Refusal::internal)?;
    let identity = evaluation
        .identity
        .as_ref()
        .map(|identity| config.sealing.key.seal(identity, id.as_str()))
        .transpose()
        .map_err(|error| Refusal::internal(error).hall(&hall.id))?
        .map(|sealed| SealedIdentity {
            key_id: config.sealing.kid.clone(),
            sealed,
        });
    let record = EvaluationRecord {
        key: StepKey {
            hall: key.hall,
            case_no: key.case_no.as_str().to_owned(),
            step_no: key.step_no.value(),
            round: key.round.value(),
        },
        hall_area: hall.area_code.as_str().to_owned(),
        id: id.as_str().to_owned(),
        receipt: plain(&receipt),
        digest: config.receipt_key.digest(&content).as_str().to_owned(),
        matter: RatedMatter {
            step: matter.step.map(|step| step.code().to_owned()),
            item_code: matter.item_code.as_ref().map(|it| it.as_str().to_owned()),
            item_name: matter.item_name.clone(),
            agency_code: matter.agency_code.as_ref().map(|it| it.as_str().to_owned()),
            agency_name: matter.agency_name.clone(),
            area_code: matter
                .area_code
                .as_ref()
                .unwrap_or(&hall.area_code)
                .as_str()
                .to_owned(),
            service_at: matter.service_at,
        },
        level: evaluation.level.value(),
        indicators: evaluation.indicators.clone(),
        catalogue: config.catalogue.version().to_owned(),
        comment: Some(evaluation.comment.clone()).filter(|text| !text.is_empty()),
        certainty: evaluation.origin.certainty,
        profile: Some(evaluation.origin.profile.clone()),
        point_id: None,
        claimed_case_no: None,
        claimed_queue_no: None,
        recorded_by: collected.map(|it| it.by.as_str().to_owned()),
        collection: collected.map(|it| it.collection.code().to_owned()),
        rated_at: Some(evaluation.rated_at),
        applicant_kind: evaluation.applicant_kind.map(u8::from),
        channel: evaluation.channel.map(|channel| channel.value()),
        lang: None,
        consent_contact: evaluation.consent.contact,
        consent_publish: evaluation.consent.publish,
        identity,
        flags: flags(evaluation),
        origin: None,
        ticket_id: None,
        ticket_issued_at: None,
        received_at,
    };
    Ok(Imported {
        shard,
        receipt,
        record,
    })
}

/// What was noticed, as it is stored and told.
#[must_use]
pub fn flags(evaluation: &Evaluation) -> Vec<String> {
    let name = |flag: &Flag| flag.as_str().to_owned();
    evaluation.flags.iter().map(name).collect()
}

#[cfg(test)]
#[path = "imported_tests.rs"]
mod tests;
