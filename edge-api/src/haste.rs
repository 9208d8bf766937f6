//! Many evaluations in a short time from one window or terminal (刷“好评”): marked for
//! the agencies and the city, never refused. A hall may have a busy hour, and no citizen
//! may lose a rating because of what a clerk does beside them.
//!
//! What is counted is the desk that the ticket names, never an address or a device; where an
//! operator records by telephone it is the operator, whose calls say nothing of the desk that
//! served the citizen.

use std::cell::RefCell;

use crate::config::Config;
use crate::config::document::Bucket;
use crate::gate::Holder;
use crate::rate::Rates;

/// The flag of an evaluation that came in such haste.
pub const FLAG: &str = "burst";

/// A step counts once a minute at most, so that nobody gets others marked by sending
/// the same again.
const ONCE: Bucket = Bucket {
    burst: 1,
    per_minute: 1,
};

/// Whether the operator or desk of this ticket gave more evaluations than `limits.desk`
/// expects of one; always false for tickets that name neither. Counts this one.
pub fn marks(config: &Config, rates: &RefCell<Rates>, holder: &Holder<'_>, now: i64) -> bool {
    let claims = &holder.claims;
    let (hall, limit) = (holder.hall.id.as_str(), config.limits.desk);
    let desk = match (&claims.rec, &claims.desk) {
        (Some(rec), _) => ("operator", hall, rec.by.as_str()),
        (None, Some(desk)) => ("desk", hall, desk.as_str()),
        (None, None) => return false,
    };
    let step = (
        "counted",
        hall,
        claims.case.as_str(),
        claims.step.value(),
        claims.rnd.value(),
    );
    let mut rates = rates.borrow_mut();
    match rates.take(step, ONCE, now) {
        Ok(()) => rates.take(desk, limit, now).is_err(),
        Err(_) => rates.is_empty(desk, limit, now),
    }
}

#[cfg(test)]
#[path = "haste_tests.rs"]
mod tests;
