//! `POST /v1/service-events`: a hall reports rateable steps, up to 500 at once,
//! and gets the ticket and the page of each.
//!
//! Every event has its own result, so one wrong event does not hold up the
//! others. Repeating is harmless: the same step again is `repeated` and gets a
//! ticket, also at a later case status, by another channel or for the additional
//! evaluation; anything else that differs is `refused` with `event_conflict`.

use contract::api::events::{EventResult, EventResults, EventStatus, ServiceEvent};
use contract::lang::Lang;
use contract::limits::EVENTS;
use contract::problem::Code;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::app::Edge;
use crate::config::{Config, Hall};
use crate::gate;
use crate::http::{Reply, Request};
use crate::normalize::{self, Reported};
use crate::outbox::protocol::EventAnswer;
use crate::ports::Outbox;
use crate::refusal::Refusal;

/// The body; each event is read on its own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Batch {
    events: Vec<Box<RawValue>>,
}

/// Answers `POST /v1/service-events`.
///
/// # Errors
/// `unauthorized`, `unsupported_type`, `malformed_request`, `too_many_requests`;
/// what is wrong with one event stands in its result.
pub async fn answer<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    request: &Request,
) -> Result<Reply, Refusal> {
    let hall = hall(edge.config, request)?;
    gate::slow_down(edge.config, edge.rates, hall, None, request.received_at)?;
    let batch: Batch = normalize::body(request).map_err(|refusal| refusal.hall(&hall.id))?;
    if batch.events.is_empty() || batch.events.len() > EVENTS {
        return Err(Refusal::from(Code::MalformedRequest)
            .detail(format!("/events: 1 to {EVENTS} events are taken at once"))
            .hall(&hall.id));
    }
    let results = report(edge, request, hall, &batch.events).await;
    Ok(Reply::json(200, &EventResults { results }).hall(&hall.id))
}

/// The hall whose key the request brings; known before its body is read.
///
/// # Errors
/// `unauthorized`.
pub fn hall<'a>(config: &'a Config, request: &Request) -> Result<&'a Hall, Refusal> {
    request
        .bearer()
        .and_then(|key| config.hall_of_key(key))
        .ok_or_else(|| Code::Unauthorized.into())
}

async fn report<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    request: &Request,
    hall: &Hall,
    events: &[Box<RawValue>],
) -> Vec<EventResult> {
    let lang = request.lang();
    let mut results: Vec<EventResult> = Vec::with_capacity(events.len());
    let mut waiting: Vec<(usize, Reported)> = Vec::new();
    for (index, raw) in events.iter().enumerate() {
        let checked = normalize::read::<ServiceEvent>(raw.get().as_bytes())
            .map_err(Refusal::from)
            .and_then(|event| normalize::event(edge.config, hall, &event, request.received_at));
        match checked {
            Ok(reported) => waiting.push((index, reported)),
            Err(refusal) => results.push(not_stored(index, EventStatus::Refused, &refusal, lang)),
        }
    }
    for shard in 0..edge.config.outbox.shards {
        let (of_shard, rest): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .partition(|(_, reported)| reported.shard == shard);
        waiting = rest;
        if of_shard.is_empty() {
            continue;
        }
        let records = of_shard
            .iter()
            .map(|(_, reported)| reported.record.clone())
            .collect();
        let mut answers = match edge.outbox.report(shard, records).await {
            Ok(answers) => answers.into_iter(),
            Err(error) => {
                let refusal = Refusal::unavailable(error, edge.config.outbox.retry_after);
                results.extend(
                    of_shard
                        .iter()
                        .map(|(index, _)| not_stored(*index, EventStatus::Retry, &refusal, lang)),
                );
                continue;
            }
        };
        for (index, reported) in of_shard {
            results.push(result(edge, index, reported, answers.next(), lang));
        }
    }
    results.sort_by_key(|result| result.index);
    results
}

fn result<O, F>(
    edge: &Edge<'_, O, F>,
    index: usize,
    reported: Reported,
    answer: Option<EventAnswer>,
    lang: Lang,
) -> EventResult {
    let status = match answer {
        Some(EventAnswer::Accepted) => EventStatus::Accepted,
        Some(EventAnswer::Repeated) => EventStatus::Repeated,
        Some(EventAnswer::Conflict { .. }) => {
            return not_stored(
                index,
                EventStatus::Refused,
                &Code::EventConflict.into(),
                lang,
            );
        }
        Some(EventAnswer::Full { .. }) | None => {
            return not_stored(index, EventStatus::Retry, &Code::Unavailable.into(), lang);
        }
    };
    EventResult {
        index,
        status,
        page: Some(format!("{}/r/{}", edge.config.public_url, reported.ticket)),
        ticket: Some(reported.ticket),
        warnings: reported.warnings,
        problem: None,
    }
}

fn not_stored(index: usize, status: EventStatus, refusal: &Refusal, lang: Lang) -> EventResult {
    EventResult {
        index,
        status,
        ticket: None,
        page: None,
        warnings: Vec::new(),
        problem: Some(refusal.problem(lang)),
    }
}
