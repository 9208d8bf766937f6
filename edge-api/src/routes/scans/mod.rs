//! What a scanned code opens: one question, then the rating page.

pub mod choose;
pub mod show;

use contract::point::PointCode;
use contract::problem::Code;

use crate::app::Edge;
use crate::config::Hall;
use crate::gate;
use crate::http::{Reply, Request};
use crate::page::scanned::{self, Notice};
use crate::point::{Question, Record, Told};
use crate::ports::Outbox;
use crate::refusal::Refusal;

/// What a code opens.
enum Opened<'a> {
    /// The point, open, and its hall.
    Point(&'a Hall, Box<Record>),
    /// A page that says why not.
    Closed(Reply),
}

async fn open<'a, O: Outbox, F>(
    edge: &Edge<'a, O, F>,
    request: &Request,
    code: &str,
) -> Result<Opened<'a>, Refusal> {
    let unknown = || Opened::Closed(scanned::notice(request, None, Notice::Unknown));
    let Ok(code) = PointCode::in_address(code) else {
        return Ok(unknown());
    };
    let retry = edge.config.outbox.retry_after;
    let told = edge.outbox.point(Question::Code(code.clone())).await;
    let record = match told.map_err(|error| Refusal::unavailable(error, retry))? {
        Told::Stands(record) => record,
        Told::Unclear { retry_after } => {
            let cause = "only the centre could know this code, and it does not answer";
            return Err(Refusal::unavailable(cause, retry_after));
        }
        _ => return Ok(unknown()),
    };
    let Some(hall) = edge.config.hall(&record.hall) else {
        return Ok(unknown());
    };
    gate::slow_down(edge.config, edge.rates, hall, None, request.received_at)?;
    let notice = match (record.open, record.code == code) {
        (false, _) => Notice::Closed,
        (true, false) => Notice::Renewed,
        (true, true) => return Ok(Opened::Point(hall, record)),
    };
    Ok(Opened::Closed(scanned::notice(request, Some(hall), notice)))
}

/// Nobody asks too often on purpose: says when, as a page.
fn too_often(request: &Request, hall: &Hall, seconds: u32) -> Reply {
    let mut reply = scanned::notice(request, Some(hall), Notice::TooOften);
    reply.set("Retry-After", seconds.to_string());
    reply.note.code = Some(Code::TooManyRequests.as_str());
    reply
}
