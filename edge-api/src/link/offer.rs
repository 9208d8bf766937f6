//! Whether a ticket may have a link. It is held to what the form would hold it to, so that
//! nothing is sent to a citizen's telephone that then does not open.
//!
//! A link travels in a message, so its ticket must say so: channel 7, or 2 for a message
//! inside an app. Otherwise the row would tell of a place where nobody was.

use contract::channel::Channel;
use contract::link::LinkCode;
use contract::problem::Code;

use super::Record;
use crate::config::{Config, Hall};
use crate::gate;
use crate::refusal::Refusal;

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// The link of `ticket` for `hall`, at `now` (ms); at the longest until `until` (ms).
///
/// # Errors
/// `ticket_invalid` (also for another hall's), `ticket_not_yet_valid`, `ticket_expired`,
/// `rule_broken` for a ticket of another channel.
pub fn offer(
    config: &Config,
    hall: &Hall,
    ticket: &str,
    until: Option<i64>,
    now: i64,
) -> Result<Record, Refusal> {
    let holder = gate::admit(config, ticket, now)?;
    if holder.hall.id != hall.id {
        return Err(Refusal::from(Code::TicketInvalid).detail("the ticket is another hall's"));
    }
    let claims = &holder.claims;
    let service = claims.svt.saturating_mul(1_000);
    let last = service.saturating_add(i64::from(config.ticket_days) * DAY);
    let expires_at = claims.exp.saturating_mul(1_000).min(last);
    if holder.expired || expires_at <= now {
        return Err(Code::TicketExpired.into());
    }
    if !matches!(claims.ch, Channel::Sms | Channel::Mobile) {
        return Err(Refusal::from(Code::RuleBroken).detail(
            "/ch: a link is sent in a message: 7 (text message) or 2 (message in an app)",
        ));
    }
    let expires_at = until.unwrap_or(expires_at).min(expires_at);
    Ok(Record {
        code: LinkCode::of(ticket, expires_at, &config.receipt_key),
        hall: hall.id.clone(),
        hall_area: hall.area_code.as_str().to_owned(),
        ticket: ticket.to_owned(),
        expires_at,
    })
}

#[cfg(test)]
#[path = "offer_tests.rs"]
mod tests;
