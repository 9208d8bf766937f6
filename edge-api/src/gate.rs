//! Who may rate: ticket, round, rate, origin, in this order, for every door
//! (JSON, form post, hosted page).

use std::cell::RefCell;

use contract::problem::Code;
use contract::ticket::{self, Claims, Terms};

use crate::config::{Config, Hall};
use crate::cors;
use crate::http::Request;
use crate::rate::{Empty, Rates};
use crate::refusal::Refusal;

/// Seconds by which a hall's clock may differ from the edge's.
const SKEW: i64 = 120;
/// Seconds of a day.
const DAY: i64 = 86_400;

/// A ticket whose signature and audience are good.
pub struct Holder<'a> {
    /// What it says.
    pub claims: Claims,
    /// The hall that issued it.
    pub hall: &'a Hall,
    /// Its time has passed: the page may still say of what.
    pub expired: bool,
}

/// Checks a ticket and who brings it.
///
/// # Errors
/// What [`admit`] refuses, `too_many_requests`, `origin_not_allowed`.
pub fn enter<'a>(
    config: &'a Config,
    rates: &RefCell<Rates>,
    request: &Request,
    ticket: &str,
) -> Result<Holder<'a>, Refusal> {
    let holder = admit(config, ticket, request.received_at)?;
    let (hall, jti) = (holder.hall, Some(holder.claims.jti.as_str()));
    slow_down(config, rates, hall, jti, request.received_at)?;
    cors::allowed(config, hall, request)?;
    Ok(holder)
}

/// Checks a ticket at `now` (ms), whoever brings it.
///
/// # Errors
/// `ticket_invalid`, `ticket_not_yet_valid`.
pub fn admit<'a>(config: &'a Config, ticket: &str, now: i64) -> Result<Holder<'a>, Refusal> {
    let now = now.div_euclid(1_000);
    let terms = Terms {
        audience: &config.audience,
        now,
        skew: SKEW,
        longest: (i64::from(config.ticket_days) + 1) * DAY,
    };
    let (claims, expired) = match ticket::verify(ticket, config, &terms) {
        Ok(claims) => (claims, false),
        Err(ticket::Refusal::Expired(claims)) => (*claims, true),
        Err(refusal) => {
            let cause = Some(format!("ticket is {}", refusal.cause()).into());
            return Err(Refusal {
                cause,
                ..refusal.code().into()
            });
        }
    };
    let hall = config.hall(&claims.iss).ok_or(Code::TicketInvalid)?;
    if claims.rnd.value() > config.rounds {
        return Err(Refusal::from(Code::TicketInvalid)
            .detail("additional evaluations are not taken here")
            .hall(&hall.id));
    }
    if !hall.area_code.covers(&claims.area) {
        let cause = Some("ticket is of other_area".into());
        return Err(Refusal {
            cause,
            ..Code::TicketInvalid.into()
        }
        .hall(&hall.id));
    }
    let age = now.saturating_sub(claims.svt);
    if age < -SKEW {
        return Err(Refusal::from(Code::TicketNotYetValid).hall(&hall.id));
    }
    // Counted from the service, so a hall that signs new tickets for old steps does
    // not prolong their time.
    let expired = expired || age > i64::from(config.ticket_days) * DAY + SKEW;
    Ok(Holder {
        claims,
        hall,
        expired,
    })
}

/// Takes a token of the ticket, if there is one, and of the hall.
///
/// # Errors
/// `too_many_requests` with `Retry-After`.
pub fn slow_down(
    config: &Config,
    rates: &RefCell<Rates>,
    hall: &Hall,
    ticket: Option<&str>,
    now: i64,
) -> Result<(), Refusal> {
    let refuse = |empty: Empty| Refusal {
        retry_after: Some(empty.retry_after),
        hall: Some(hall.id.as_str().into()),
        ..Code::TooManyRequests.into()
    };
    let mut rates = rates.borrow_mut();
    if let Some(ticket) = ticket {
        rates
            .take(("ticket", &hall.id, ticket), config.limits.ticket, now)
            .map_err(refuse)?;
    }
    rates
        .take(("hall", &hall.id), config.limits.hall, now)
        .map_err(refuse)
}

#[cfg(test)]
#[path = "gate_tests.rs"]
mod tests;
