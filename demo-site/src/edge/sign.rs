//! A ticket that the hall signs itself: no call to the edge, the page is ready at once.
//!
//! The ticket says what is rated and nothing about the person; the secret never
//! leaves the hall's server.

use contract::channel::Channel;
use contract::round::Round;
use contract::ticket::{self, Claims, HmacKey};
use jiff::Timestamp;

use crate::app::App;
use crate::hall::{Case, Step};

/// How long after the service a step may be rated: 30 days, as the edge is configured.
const RATEABLE_SECONDS: i64 = 30 * 24 * 3600;

/// A ticket for one step, one round and one channel.
///
/// # Errors
/// What keeps the step from being signed; above all that its 30 days are over.
pub fn sign(
    app: &App,
    case: &Case,
    step: &Step,
    round: Round,
    channel: Channel,
) -> Result<String, String> {
    let item = app.book.item(&case.item).ok_or("unknown service item")?;
    let agency = app.book.agency(item).ok_or("unknown agency")?;
    let now = Timestamp::now();
    let claims = Claims {
        iss: app.settings.id.clone(),
        aud: app.settings.audience.clone(),
        iat: now.as_second(),
        nbf: None,
        exp: step.at.as_second() + RATEABLE_SECONDS,
        jti: format!(
            "{}-{}-{}-{}",
            case.no,
            step.no.value(),
            round.value(),
            now.as_microsecond()
        ),
        case: case
            .no
            .parse()
            .map_err(|error| format!("case number {error}"))?,
        step: step.no,
        kind: step.kind,
        svt: step.at.as_second(),
        item: item.code.clone(),
        // The name in the national language; a translated page still rates this item.
        name: item.name.zh.clone(),
        org: agency.code.clone(),
        agency: agency.name.zh.clone(),
        area: app.book.hall.area_code.clone(),
        rnd: round,
        ch: channel,
        desk: None,
        scan: None,
        rec: None,
    };
    let key =
        HmacKey::new(app.settings.ticket_secret.as_bytes()).map_err(|error| error.to_string())?;
    ticket::sign(&claims, &app.settings.ticket_kid, &key).map_err(|error| error.to_string())
}
