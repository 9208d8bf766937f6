//! Rating points of a hall: registering, showing, the signs to print.

pub mod change;
pub mod session;
pub mod show;
pub mod sign;

use core::hash::Hash;

use contract::api::points::PointState;
use contract::case::Desk;
use contract::problem::Code;

use crate::app::Edge;
use crate::clock;
use crate::config::document::Bucket;
use crate::config::{Config, Hall};
use crate::gate;
use crate::http::{Reply, Request};
use crate::point::{Question, Record, Told};
use crate::ports::Outbox;
use crate::refusal::Refusal;
use crate::routes::service_events::report;

/// Where a point's code leads.
#[must_use]
pub fn address(config: &Config, record: &Record) -> String {
    format!("{}/p/{}", config.public_url, record.code)
}

/// The hall that asks, once it did not ask too often.
fn hall<'a, O, F>(edge: &Edge<'a, O, F>, request: &Request) -> Result<&'a Hall, Refusal> {
    let hall = report::hall(edge.config, request)?;
    gate::slow_down(edge.config, edge.rates, hall, None, request.received_at)?;
    Ok(hall)
}

/// Takes one of what a hall may do so often, and no more.
fn slow_down<O, F>(
    edge: &Edge<'_, O, F>,
    hall: &Hall,
    what: impl Hash,
    bucket: Bucket,
    now: i64,
) -> Result<(), Refusal> {
    let taken = edge.rates.borrow_mut().take((&hall.id, what), bucket, now);
    taken.map_err(|empty| Refusal {
        retry_after: Some(empty.retry_after),
        ..Refusal::from(Code::TooManyRequests).hall(&hall.id)
    })
}

/// A point's id in an address; one that cannot be is not there.
fn known_id(id: &str, hall: &Hall) -> Result<Desk, Refusal> {
    Desk::parse(id)
        .ok()
        .filter(|desk| desk.as_str() == id)
        .ok_or_else(|| Refusal::from(Code::NotFound).hall(&hall.id))
}

/// Asks for one point, which is answered alone.
async fn told<O: Outbox, F>(
    edge: &Edge<'_, O, F>,
    hall: &Hall,
    question: Question,
) -> Result<(bool, Record), Refusal> {
    let retry = edge.config.outbox.retry_after;
    let told = edge.outbox.point(question).await;
    match told.map_err(|error| Refusal::unavailable(error, retry).hall(&hall.id))? {
        Told::Made(record) => Ok((true, *record)),
        Told::Stands(record) => Ok((false, *record)),
        Told::Unknown => Err(Refusal::from(Code::NotFound).hall(&hall.id)),
        Told::TooMany => {
            let most = contract::limits::POINTS;
            let detail = format!("a hall has at most {most} open points: close one first");
            Err(Refusal::from(Code::RuleBroken)
                .detail(detail)
                .hall(&hall.id))
        }
        Told::Unclear { retry_after } => Err(Refusal::unavailable(
            "only the centre could know this point, and it does not answer",
            retry_after,
        )
        .hall(&hall.id)),
        Told::All(_) => Err(Refusal::internal("outbox answered another question").hall(&hall.id)),
    }
}

/// A point as the hall is told of it.
fn state(config: &Config, record: &Record) -> PointState {
    PointState {
        id: record.point.id.clone(),
        window: record.point.window.clone(),
        code: record.code.clone(),
        url: address(config, record),
        open: record.open,
        changed_at: clock::rfc3339(record.revision),
    }
}

fn reply(config: &Config, hall: &Hall, status: u16, record: &Record) -> Reply {
    Reply::json(status, &state(config, record)).hall(&hall.id)
}
