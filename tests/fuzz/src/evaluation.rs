//! Any body of `POST /v1/evaluations`, under a ticket that holds.

use std::sync::OnceLock;

use contract::api::evaluations::EvaluationRequest;
use contract::evaluation::normalize as clean;
use contract::identity::seal::OpeningKey;
use contract::lang::Lang;
use contract::level::Level;
use contract::limits::{COMMENT_CHARS, INDICATORS, PERSON_NAME_CHARS};
use contract::redaction::redact;
use haochaping_edge::normalize::{self, Prepared};
use haochaping_edge::refusal::Refusal;

use crate::{numbers, world};

/// Media types by the first byte of the input.
const TYPES: [&str; 4] = [
    "application/json",
    "text/plain",
    "application/x-www-form-urlencoded",
    "text/html",
];

/// What is accepted keeps every rule and, handed in again as it is stored, is the same; what
/// is refused is told without a number of a person.
pub fn check(data: &[u8]) {
    let Some((kind, body)) = data.split_first() else {
        return;
    };
    let media_type = TYPES[usize::from(*kind) % TYPES.len()];
    match normalize::submission(media_type, body) {
        Ok(request) => match prepare(&request) {
            Ok(prepared) => kept(&request, &prepared),
            Err(refusal) => told(&refusal),
        },
        Err(refusal) => told(&refusal),
    }
}

fn prepare(request: &EvaluationRequest) -> Result<Prepared, Refusal> {
    let claims = world::claims();
    normalize::evaluation(
        world::config(),
        world::hall(),
        &claims,
        request,
        None,
        Lang::Zh,
        world::NOW,
    )
}

fn told(refusal: &Refusal) {
    assert!(refusal.code.status() < 500, "{:?}", refusal.cause);
    let problem = serde_json::to_string(&refusal.problem(Lang::En)).expect("JSON");
    assert_eq!(numbers::first(&problem), None, "{problem}");
    assert!(problem.len() < 8_000, "{} bytes", problem.len());
}

fn kept(request: &EvaluationRequest, prepared: &Prepared) {
    let record = &prepared.record;
    let comment = record.comment.as_deref().unwrap_or_default();
    assert!(comment.chars().count() <= COMMENT_CHARS);
    assert!(redact(comment).found.is_empty() && numbers::first(comment).is_none());
    assert_eq!(clean(comment), comment, "not in normal form");
    assert_ne!(record.comment.as_deref(), Some(""));
    assert!((1..=5).contains(&record.level));
    assert!(record.level > 2 || !record.indicators.is_empty() || !comment.is_empty());
    assert!(record.indicators.len() <= INDICATORS);
    assert!(record.indicators.is_sorted_by(|a, b| a < b));
    identity(request, prepared);

    let again = EvaluationRequest {
        ticket: String::new(),
        level: Level::try_from(record.level).ok(),
        indicators: record.indicators.iter().rev().cloned().collect(),
        comment: comment.to_owned(),
        catalogue: Some(record.catalogue.clone()),
        ..request.clone()
    };
    let again = prepare(&again).expect("what was accepted is accepted again");
    assert_eq!(again.record.digest, record.digest);
    assert_eq!(again.record.comment, record.comment);
    assert_eq!(
        (again.receipt, again.shard),
        (prepared.receipt.clone(), prepared.shard)
    );
}

/// Who rated stands in the record only sealed, and only with consent.
fn identity(request: &EvaluationRequest, prepared: &Prepared) {
    let record = &prepared.record;
    assert_eq!(record.identity.is_some(), request.identity.is_some());
    let (Some(sealed), Some(given)) = (&record.identity, &request.identity) else {
        return;
    };
    assert!(record.consent_contact);
    static KEY: OnceLock<OpeningKey> = OnceLock::new();
    let key = KEY.get_or_init(|| {
        OpeningKey::parse("demo-city-1", &world::demo_key("/sealing/privateKey")).expect("a key")
    });
    let opened = key
        .open(&sealed.sealed, &record.id)
        .expect("the city opens it");
    assert_eq!(opened.name, clean(&given.name));
    assert!((1..=PERSON_NAME_CHARS).contains(&opened.name.chars().count()));
    assert_eq!(opened.phone, clean(&given.phone));
}
