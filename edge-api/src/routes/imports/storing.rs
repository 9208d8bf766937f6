//! Hands the records of a body to the outbox, some at a time, and gathers what became of
//! each.

use contract::api::imports::{ImportRefusal, ImportResult, ImportResults, ImportStatus};
use contract::lang::Lang;
use contract::problem::Code;
use contract::receipt::Receipt;

use crate::app::Edge;
use crate::config::Hall;
use crate::http::Request;
use crate::normalize::{self, Imported, Reported};
use crate::outbox::protocol::{Answer, EventAnswer};
use crate::ports::Outbox;
use crate::profile::{Canonical, RecordRefusal};
use crate::refusal::Refusal;

/// Records that are prepared and stored at a time: sealing and one commit then keep
/// citizens waiting for tens of milliseconds, not for the whole body.
const AT_A_TIME: usize = 200;

/// A record that is ready, with its place in the body.
enum Ready {
    Evaluation(usize, Vec<String>, Box<Imported>),
    Event(usize, Box<Reported>),
}

impl Ready {
    fn shard(&self) -> u8 {
        match self {
            Self::Evaluation(_, _, imported) => imported.shard,
            Self::Event(_, reported) => reported.shard,
        }
    }
}

/// Stores what was read; one result each, in order.
pub(super) async fn store<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    request: &Request,
    hall: &Hall,
    records: Vec<Result<Canonical, RecordRefusal>>,
) -> ImportResults {
    let lang = request.lang();
    let mut results = Vec::with_capacity(records.len());
    let mut ready = Vec::with_capacity(AT_A_TIME.min(records.len()));
    // Once the outbox does not answer, the rest is not tried: the sender comes again.
    let mut away = false;
    let last = records.len().saturating_sub(1);
    for (index, record) in records.into_iter().enumerate() {
        match record {
            Ok(_) if away => results.push(retry(index, lang)),
            Ok(canonical) => match prepare(edge, request, hall, index, canonical) {
                Ok(one) => ready.push(one),
                Err(refusal) => results.push(refused(index, &refusal, lang)),
            },
            Err(refusal) => results.push(not_read(index, refusal)),
        }
        if ready.len() == AT_A_TIME || index == last {
            away |= !hand_over(edge, std::mem::take(&mut ready), lang, &mut results).await;
        }
    }
    results.sort_by_key(|result| result.index);
    let count = |status| results.iter().filter(|it| it.status == status).count();
    ImportResults {
        accepted: count(ImportStatus::Accepted),
        duplicate: count(ImportStatus::Duplicate),
        refused: count(ImportStatus::Refused),
        retry: count(ImportStatus::Retry),
        results,
    }
}

fn prepare<O, F>(
    edge: &Edge<'_, O, F>,
    request: &Request,
    hall: &Hall,
    index: usize,
    canonical: Canonical,
) -> Result<Ready, Refusal> {
    let at = request.received_at;
    Ok(match canonical {
        Canonical::Evaluation(evaluation) => {
            let imported = normalize::imported(edge.config, hall, &evaluation, at)?;
            Ready::Evaluation(index, normalize::flags(&evaluation), Box::new(imported))
        }
        Canonical::ServiceEvent(event) => {
            let reported = normalize::event(edge.config, hall, &event, at)?;
            Ready::Event(index, Box::new(reported))
        }
    })
}

/// Stores what is ready, shard by shard; whether the outbox answered.
async fn hand_over<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    mut ready: Vec<Ready>,
    lang: Lang,
    results: &mut Vec<ImportResult>,
) -> bool {
    let mut answered = true;
    ready.sort_by_key(Ready::shard);
    let mut waiting = ready.into_iter().peekable();
    while let Some(shard) = waiting.peek().map(Ready::shard) {
        let (mut evaluations, mut events) = (Vec::new(), Vec::new());
        while let Some(one) = waiting.next_if(|one| one.shard() == shard) {
            match one {
                Ready::Evaluation(index, flags, it) => evaluations.push((index, flags, *it)),
                Ready::Event(index, it) => events.push((index, *it)),
            }
        }
        if !evaluations.is_empty() {
            let records = evaluations.iter().map(|(_, _, it)| it.record.clone());
            let answers = edge.outbox.admit_all(shard, records.collect()).await;
            answered &= answers.is_ok();
            let mut answers = answers.unwrap_or_default().into_iter();
            for (index, flags, imported) in evaluations {
                let answer = answers.next();
                results.push(evaluation(index, flags, imported.receipt, answer, lang));
            }
        }
        if !events.is_empty() {
            let records = events.iter().map(|(_, it)| it.record.clone());
            let answers = edge.outbox.report(shard, records.collect()).await;
            answered &= answers.is_ok();
            let mut answers = answers.unwrap_or_default().into_iter();
            for (index, reported) in events {
                results.push(event(edge, index, reported, answers.next(), lang));
            }
        }
    }
    answered
}

fn evaluation(
    index: usize,
    flags: Vec<String>,
    receipt: Receipt,
    answer: Option<Answer>,
    lang: Lang,
) -> ImportResult {
    let (status, receipt) = match answer {
        Some(Answer::Accepted { .. }) => (ImportStatus::Accepted, receipt),
        // The one that was given then, as for a citizen who sends again.
        Some(Answer::Same { receipt, .. }) => match Receipt::parse(&receipt) {
            Ok(given) => (ImportStatus::Duplicate, given),
            Err(_) => return retry(index, lang),
        },
        Some(Answer::Conflict { .. }) => {
            return refused(index, &Code::AlreadyEvaluated.into(), lang);
        }
        Some(Answer::Full { .. } | Answer::Unclear { .. }) | None => return retry(index, lang),
    };
    ImportResult {
        receipt: Some(receipt),
        flags,
        ..empty(index, status)
    }
}

fn event<O, F>(
    edge: &Edge<'_, O, F>,
    index: usize,
    reported: Reported,
    answer: Option<EventAnswer>,
    lang: Lang,
) -> ImportResult {
    let status = match answer {
        Some(EventAnswer::Accepted) => ImportStatus::Accepted,
        Some(EventAnswer::Repeated) => ImportStatus::Duplicate,
        Some(EventAnswer::Conflict { .. }) => {
            return refused(index, &Code::EventConflict.into(), lang);
        }
        Some(EventAnswer::Full { .. }) | None => return retry(index, lang),
    };
    ImportResult {
        page: Some(format!("{}/r/{}", edge.config.public_url, reported.ticket)),
        ticket: Some(reported.ticket),
        warnings: reported.warnings,
        ..empty(index, status)
    }
}

const fn empty(index: usize, status: ImportStatus) -> ImportResult {
    ImportResult {
        index,
        status,
        receipt: None,
        ticket: None,
        page: None,
        flags: Vec::new(),
        warnings: Vec::new(),
        refusal: None,
    }
}

fn not_read(index: usize, refusal: RecordRefusal) -> ImportResult {
    let refusal = ImportRefusal {
        code: refusal.code.as_str().to_owned(),
        field: Some(refusal.field).filter(|field| !field.is_empty()),
        place: Some(refusal.place).filter(|place| !place.is_empty()),
        detail: refusal.detail.to_owned(),
    };
    ImportResult {
        refusal: Some(refusal),
        ..empty(index, ImportStatus::Refused)
    }
}

/// What went wrong inside is the edge's to mend: such a record may be sent again.
fn refused(index: usize, refusal: &Refusal, lang: Lang) -> ImportResult {
    let status = match refusal.code {
        Code::Internal | Code::Unavailable => ImportStatus::Retry,
        _ => ImportStatus::Refused,
    };
    let problem = refusal.problem(lang);
    let told = ImportRefusal {
        code: refusal.code.as_str().to_owned(),
        field: None,
        place: None,
        detail: problem.detail.unwrap_or(problem.title),
    };
    ImportResult {
        refusal: Some(told),
        ..empty(index, status)
    }
}

fn retry(index: usize, lang: Lang) -> ImportResult {
    refused(index, &Code::Unavailable.into(), lang)
}
