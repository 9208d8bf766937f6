//! `POST /v1/import/{profile}`: a hall's own system sends evaluations or service events as
//! it spells them; the profile says how that is read.
//!
//! Every record has its own result, in the order of the body: `accepted` with its receipt
//! (or ticket) once it is durably stored, `duplicate` with the one that was given then,
//! `refused` with code and place, `retry` when it could not be stored now. None holds up
//! another, and sending a body again is harmless.

use contract::problem::Code;

use super::storing;
use super::voice::Voice;
use crate::app::Edge;
use crate::config::{Config, Hall};
use crate::gate;
use crate::http::{Reply, Request};
use crate::ports::Outbox;
use crate::profile::{self, BodyCode, BodyRefusal, Profile, Surroundings};
use crate::refusal::Refusal;
use crate::routes::service_events;

/// Answers `POST /v1/import/{profile}`.
///
/// # Errors
/// `unauthorized`, `profile_not_allowed`, `too_many_requests`; `unsupported_type`,
/// `too_large` or `malformed_request` for a body in which no records can be told apart.
/// What is wrong with one record stands in its result.
pub async fn answer<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    request: &Request,
    name: &str,
) -> Result<Reply, Refusal> {
    let (hall, profile) = open(edge.config, request, name)?;
    let voice = Voice::of(profile, request);
    if let Err(refusal) = gate::slow_down(edge.config, edge.rates, hall, None, request.received_at)
    {
        return voice.refusal(refusal);
    }
    let surroundings = Surroundings {
        catalogue: &edge.config.catalogue,
        area: Some(&hall.area_code),
        named: &hall.named,
        now: request.received_at,
        entering: None,
    };
    match profile::read(profile, &surroundings, &request.content_type, &request.body) {
        Ok(records) => {
            let results = storing::store(edge, request, hall, records).await;
            voice.results(&results, edge.config.outbox.retry_after, &hall.id)
        }
        Err(refusal) => voice.body(&refusal, &hall.id),
    }
}

/// The hall whose key the request brings, and the profile, if the hall may import by it;
/// known before the body is read.
///
/// # Errors
/// `unauthorized`, `profile_not_allowed`.
pub fn open<'a>(
    config: &'a Config,
    request: &Request,
    name: &str,
) -> Result<(&'a Hall, &'a Profile), Refusal> {
    let hall = service_events::report::hall(config, request)?;
    let profile = config
        .profile_of(hall, name)
        .ok_or_else(|| Refusal::from(Code::ProfileNotAllowed).hall(&hall.id))?;
    Ok((hall, profile))
}

impl From<&BodyRefusal> for Refusal {
    fn from(refusal: &BodyRefusal) -> Self {
        let code = match refusal.code {
            BodyCode::ContentType => Code::UnsupportedType,
            BodyCode::TooLarge => Code::TooLarge,
            BodyCode::NotSetUp => Code::Misconfigured,
            BodyCode::Charset
            | BodyCode::Syntax
            | BodyCode::Doctype
            | BodyCode::TooDeep
            | BodyCode::TooMany
            | BodyCode::TooManyRecords
            | BodyCode::NoRecords
            | BodyCode::Decryption
            | BodyCode::Signature
            | BodyCode::Stale => Code::MalformedRequest,
        };
        Self::from(code).detail(refusal.to_string())
    }
}

#[cfg(test)]
#[path = "receive_tests.rs"]
mod tests;
