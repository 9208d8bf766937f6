//! `POST /v1/links`: a hall gets short links for its tickets, up to 500 at once, to send by
//! its own gateway.
//!
//! Every ticket has its own result, so one that is refused does not hold up the others.
//! Repeating is harmless: the same ticket until the same end has the same link.

use contract::api::links::{Link, LinkRequest, LinkResult, LinkResults, LinkStatus};
use contract::lang::Lang;
use contract::limits::LINKS;
use contract::problem::Code;

use crate::app::Edge;
use crate::clock;
use crate::config::{Config, Hall};
use crate::gate;
use crate::http::{Reply, Request};
use crate::link::offer::offer;
use crate::link::record::Keeping;
use crate::link::{Question, Record, Told};
use crate::normalize;
use crate::ports::Outbox;
use crate::refusal::Refusal;
use crate::routes::service_events::report;

/// Answers `POST /v1/links`.
///
/// # Errors
/// `unauthorized`, `unsupported_type`, `malformed_request`, `rule_broken` for an end that has
/// passed, `too_many_requests`; what is wrong with one ticket stands in its result.
pub async fn answer<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    request: &Request,
) -> Result<Reply, Refusal> {
    let hall = report::hall(edge.config, request)?;
    gate::slow_down(edge.config, edge.rates, hall, None, request.received_at)?;
    let asked: LinkRequest = normalize::body(request).map_err(|refusal| refusal.hall(&hall.id))?;
    if asked.tickets.is_empty() || asked.tickets.len() > LINKS {
        return Err(Refusal::from(Code::MalformedRequest)
            .detail(format!("/tickets: 1 to {LINKS} tickets are taken at once"))
            .hall(&hall.id));
    }
    let until = until(&asked, request.received_at).map_err(|refusal| refusal.hall(&hall.id))?;
    let results = make(edge, request, hall, &asked.tickets, until).await;
    Ok(Reply::json(200, &LinkResults { results }).hall(&hall.id))
}

/// The end that was asked for, ms.
fn until(asked: &LinkRequest, now: i64) -> Result<Option<i64>, Refusal> {
    let Some(text) = &asked.expires_at else {
        return Ok(None);
    };
    let malformed = "/expiresAt: expected a time with its offset (RFC 3339)";
    match clock::parse(text) {
        None => Err(Refusal::from(Code::MalformedRequest).detail(malformed)),
        Some(until) if until <= now => {
            Err(Refusal::from(Code::RuleBroken).detail("/expiresAt: lies in the past"))
        }
        until => Ok(until),
    }
}

async fn make<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    request: &Request,
    hall: &Hall,
    tickets: &[String],
    until: Option<i64>,
) -> Vec<LinkResult> {
    let (lang, now, config) = (request.lang(), request.received_at, edge.config);
    let mut results: Vec<LinkResult> = Vec::with_capacity(tickets.len());
    let mut offered: Vec<(usize, Record)> = Vec::with_capacity(tickets.len());
    for (index, ticket) in tickets.iter().enumerate() {
        match offer(config, hall, ticket, until, now) {
            Ok(record) => offered.push((index, record)),
            Err(refusal) => results.push(none(index, LinkStatus::Refused, &refusal, lang)),
        }
    }
    for shard in 0..config.outbox.shards {
        let (of_shard, rest): (Vec<_>, Vec<_>) = offered
            .into_iter()
            .partition(|(_, record)| record.code.shard(config.outbox.shards) == shard);
        offered = rest;
        if of_shard.is_empty() {
            continue;
        }
        let records = of_shard.iter().map(|(_, record)| record.clone()).collect();
        let mut kept = match edge.outbox.link(shard, Question::Keep(records)).await {
            Ok(Told::Kept(kept)) => kept.into_iter(),
            Ok(_) | Err(_) => Vec::new().into_iter(),
        };
        for (index, record) in of_shard {
            results.push(result(config, index, record, kept.next(), lang));
        }
    }
    results.sort_by_key(|result| result.index);
    results
}

fn result(
    config: &Config,
    index: usize,
    record: Record,
    kept: Option<Keeping>,
    lang: Lang,
) -> LinkResult {
    let status = match kept {
        Some(Keeping::Made) => LinkStatus::Made,
        Some(Keeping::There) => LinkStatus::Repeated,
        Some(Keeping::Taken) => {
            let refusal = Refusal::from(Code::Internal);
            return none(index, LinkStatus::Refused, &refusal, lang);
        }
        Some(Keeping::Full) | None => {
            let refusal = Refusal::from(Code::Unavailable);
            return none(index, LinkStatus::Retry, &refusal, lang);
        }
    };
    LinkResult {
        index,
        status,
        link: Some(Link {
            url: format!("{}/s/{}", config.public_url, record.code),
            code: record.code,
            expires_at: clock::rfc3339(record.expires_at),
        }),
        problem: None,
    }
}

fn none(index: usize, status: LinkStatus, refusal: &Refusal, lang: Lang) -> LinkResult {
    LinkResult {
        index,
        status,
        link: None,
        problem: Some(refusal.problem(lang)),
    }
}
