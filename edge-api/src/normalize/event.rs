//! From a reported service event to the record that is stored and the ticket
//! that the hall gets for it.

use contract::api::events::ServiceEvent;
use contract::case::ItemWarning;
use contract::limits::NAME_CHARS;
use contract::problem::Code;
use contract::receipt;
use contract::ticket::{self, Claims};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::clock;
use crate::config::{Config, Hall};
use crate::outbox::protocol::{EventRecord, Matter};
use crate::refusal::Refusal;

/// Seconds of a day.
const DAY: i64 = 86_400;
/// Milliseconds by which a hall's clock may be ahead.
const SKEW_MS: i64 = 120_000;

/// An event ready to be stored, and its ticket.
#[derive(Debug)]
pub struct Reported {
    /// The outbox shard that keeps the case.
    pub shard: u8,
    /// What is stored.
    pub record: EventRecord,
    /// Signed permission to rate it.
    pub ticket: String,
    /// What is unusual about it.
    pub warnings: Vec<ItemWarning>,
}

/// What makes two reports the same: what the step was. Field order is part of the
/// digest. Round, case status, channel and desk are not in it: the same step is reported
/// again when its additional evaluation opens, and by then the case has gone on and
/// the citizen may be invited another way.
#[derive(Serialize)]
struct Content<'a> {
    matter: &'a Matter,
    item_kind: &'a str,
    applicant_kind: u8,
}

/// Checks an event of `hall` and prepares record and ticket.
///
/// # Errors
/// `malformed_request` with the field; `ticket_expired` when the step is too long
/// ago to be rated; `internal` when signing fails.
pub fn event(
    config: &Config,
    hall: &Hall,
    event: &ServiceEvent,
    received_at: i64,
) -> Result<Reported, Refusal> {
    let item_name = name(&event.item_name, "/itemName")?;
    let agency_name = name(&event.agency_name, "/agencyName")?;
    let service_at = clock::parse(&event.service_time)
        .filter(|moment| *moment >= 0)
        .ok_or_else(|| malformed("/serviceTime", "must be a time with its offset (RFC 3339)"))?;
    if service_at > received_at.saturating_add(SKEW_MS) {
        return Err(malformed(
            "/serviceTime",
            "lies in the future by the edge's clock",
        ));
    }
    if event.round.value() > config.rounds {
        return Err(malformed(
            "/round",
            "additional evaluations are not taken here",
        ));
    }
    if event.case_no.is_collected() {
        return Err(malformed("/caseNo", "must be the number of a case"));
    }
    let svt = service_at.div_euclid(1_000);
    let iat = received_at.div_euclid(1_000);
    let exp = svt + i64::from(config.ticket_days) * DAY;
    if exp <= iat {
        return Err(Refusal::from(Code::TicketExpired).detail(format!(
            "/serviceTime: a step may be rated for {} days",
            config.ticket_days
        )));
    }
    let area = event
        .area_code
        .clone()
        .unwrap_or_else(|| hall.area_code.clone());
    if !hall.area_code.covers(&area) {
        return Err(malformed("/areaCode", "lies outside the hall's own area"));
    }
    let matter = Matter {
        step: event.step.code().to_owned(),
        item_code: event.item_code.as_str().to_owned(),
        item_name: item_name.clone(),
        agency_code: event.agency_code.as_str().to_owned(),
        agency_name: agency_name.clone(),
        area_code: area.as_str().to_owned(),
        service_at,
    };
    let claims = Claims {
        iss: hall.id.clone(),
        aud: config.audience.clone(),
        iat,
        nbf: None,
        exp,
        jti: ticket_id(hall, event),
        case: event.case_no.clone(),
        step: event.step_no,
        kind: event.step,
        svt,
        item: event.item_code.clone(),
        name: item_name,
        org: event.agency_code.clone(),
        agency: agency_name,
        area,
        rnd: event.round,
        ch: event.channel,
        desk: event.desk.clone(),
        scan: None,
        rec: None,
    };
    let ticket =
        ticket::sign(&claims, &config.issuer.kid, &config.issuer.key).map_err(Refusal::internal)?;
    let digest = digest(&Content {
        matter: &matter,
        item_kind: event.item_kind.code(),
        applicant_kind: event.applicant_kind.into(),
    })?;
    let record = EventRecord {
        hall: hall.id.clone(),
        hall_area: hall.area_code.as_str().to_owned(),
        case_no: event.case_no.as_str().to_owned(),
        step_no: event.step_no.value(),
        round: event.round.value(),
        digest,
        matter,
        item_kind: event.item_kind.code().to_owned(),
        case_status: event.case_status.into(),
        applicant_kind: event.applicant_kind.into(),
        channel: event.channel.value(),
        received_at,
    };
    Ok(Reported {
        shard: receipt::shard_of(&hall.id, &event.case_no, config.outbox.shards),
        record,
        ticket,
        warnings: event.item_code.warnings(),
    })
}

pub(super) fn name(text: &str, pointer: &str) -> Result<String, Refusal> {
    let text = contract::evaluation::normalize(text).replace('\n', " ");
    if text.is_empty() || text.chars().count() > NAME_CHARS {
        return Err(malformed(pointer, "must have 1 to 200 characters"));
    }
    Ok(text)
}

fn malformed(pointer: &str, message: &str) -> Refusal {
    Refusal::from(Code::MalformedRequest).detail(format!("{pointer}: {message}"))
}

/// The ticket's id follows from the step, so a step has one bucket however often
/// it is reported.
fn ticket_id(hall: &Hall, event: &ServiceEvent) -> String {
    let text = format!(
        "{}/{}/{}/{}",
        hall.id,
        event.case_no.as_str(),
        event.step_no.value(),
        event.round.value()
    );
    hex(&Sha256::digest(text)).chars().take(32).collect()
}

fn digest(content: &Content<'_>) -> Result<String, Refusal> {
    Ok(hex(&Sha256::digest(
        serde_json::to_vec(content).map_err(Refusal::internal)?,
    )))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
#[path = "event_tests.rs"]
mod tests;
