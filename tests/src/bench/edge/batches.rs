//! What a hall's backend sends many of at once, and what must stand in the answers.

use hyper::body::Bytes;
use serde_json::{Value, json};
use xtask::failure::{Failure, OrFail, Result};
use xtask::stack::{DEMO_HALL, demo_keys, merge};

use super::requests::{COMMENT, Hall, Requests};
use crate::national::{beijing, record};

/// Tickets or records of a body: the most that the edge takes of either.
pub const LENGTH: usize = 500;
/// Where a hall asks for links.
pub const LINKS: &str = "/v1/links";
/// Where its own system sends evaluations; each then has its own result, as each link has.
pub const IMPORT: &str = "/v1/import/national-form?results=records";
/// Seconds from a service to its rating.
const LATER: i64 = 600;

/// Requests of the demo hall with these bodies.
///
/// # Errors
/// Its key cannot be read.
pub fn of_hall(path: &'static str, bodies: Vec<Bytes>) -> Result<Requests> {
    Ok(Requests::batches(path, &demo_keys(DEMO_HALL)?.api, bodies))
}

/// Bodies that ask for a link for each ticket.
#[must_use]
pub fn links(tickets: &[String]) -> Vec<Bytes> {
    let bodies = tickets.chunks(LENGTH);
    bodies
        .map(|tickets| json!({ "tickets": tickets }).to_string().into())
        .collect()
}

/// Bodies with so many evaluations, each of another step; they say what [`Hall::evaluations`]
/// and their tickets do.
///
/// # Errors
/// A claim is out of its bounds.
pub fn records(hall: &mut Hall, count: usize) -> Result<Vec<Bytes>> {
    let records: Vec<Value> = (0..count).map(|_| one(hall)).collect::<Result<_>>()?;
    let bodies = records.chunks(LENGTH);
    Ok(bodies
        .map(|records| json!(records).to_string().into())
        .collect())
}

fn one(hall: &mut Hall) -> Result<Value> {
    let claims = hall.step()?;
    let mut one = record(claims.case.as_str(), 2, claims.svt + LATER);
    let more = json!({
        "evalDetail": "207,208", "writingEvaluation": COMMENT, "pf": 2,
        "serviceNumber": claims.step, "serviceName": "办结", "serviceTime": beijing(claims.svt),
        "taskHandleItem": claims.item, "taskName": claims.name, "deptCode": claims.org,
        "orgName": claims.agency, "areaCode": claims.area, "anonymityFlag": 1, "publicFlag": 1,
    });
    merge(&mut one, &more);
    Ok(one)
}

/// The results of all answers together.
///
/// # Errors
/// They are not so many, or one has another status: the measurement is void.
pub fn results(answers: &[Bytes], status: &str, count: usize) -> Result<Vec<Value>> {
    let mut results = Vec::with_capacity(count);
    for answer in answers {
        let said: Value = serde_json::from_slice(answer)
            .or_fail("an answer is no JSON", "See the server's log")?;
        let of_answer = said["results"].as_array();
        let of_answer = of_answer.or_fail("an answer has no results", "See the server's log")?;
        results.extend(of_answer.iter().cloned());
    }
    let void = "The measurement is void: see the server's log";
    if let Some(other) = results.iter().find(|result| result["status"] != status) {
        return Err(Failure::new(
            format!("a result is not “{status}” but {other}"),
            void,
        ));
    }
    if results.len() == count {
        return Ok(results);
    }
    let got = results.len();
    Err(Failure::new(
        format!("{count} results were to come back and {got} did"),
        void,
    ))
}

/// The path of the link in this result.
///
/// # Errors
/// There is none.
pub fn path(result: &Value) -> Result<String> {
    let code = result["link"]["code"].as_str();
    let code = code.or_fail("a result has no link", "See the server's log")?;
    Ok(format!("/s/{code}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_that_is_another_or_missing_makes_the_measurement_void() {
        let answer = |statuses: &[&str]| -> Bytes {
            let results: Vec<Value> = statuses.iter().map(|it| json!({ "status": it })).collect();
            json!({ "results": results }).to_string().into()
        };
        let good = [answer(&["made", "made"]), answer(&["made"])];
        assert_eq!(results(&good, "made", 3).expect("results").len(), 3);
        assert!(results(&good, "made", 4).is_err(), "one is missing");
        assert!(results(&[], "made", 1).is_err(), "all are missing");
        let retried = [answer(&["made", "retry"])];
        assert!(results(&retried, "made", 2).is_err(), "one is not stored");
        assert!(results(&[Bytes::from_static(b"{}")], "made", 0).is_err());
    }

    #[test]
    fn every_ticket_and_record_is_in_one_body_of_at_most_as_many_as_are_taken() {
        let mut hall = Hall::demo().expect("the demo hall");
        let tickets = hall.tickets(LENGTH + 1).expect("tickets");
        let lengths = |bodies: Vec<Bytes>, member: &str| -> Vec<usize> {
            let length = |body: &Bytes| {
                let body: Value = serde_json::from_slice(body).expect("JSON");
                let list = body.pointer(member).and_then(Value::as_array).cloned();
                list.expect("a list").len()
            };
            bodies.iter().map(length).collect()
        };
        assert_eq!(lengths(links(&tickets), "/tickets"), [LENGTH, 1]);
        let records = records(&mut hall, LENGTH + 1).expect("records");
        assert_eq!(lengths(records, ""), [LENGTH, 1]);
    }
}
