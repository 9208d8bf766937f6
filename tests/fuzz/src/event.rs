//! Any service event that a hall reports.

use contract::api::events::ServiceEvent;
use contract::lang::Lang;
use contract::limits::{NAME_CHARS, TICKET_BYTES};
use contract::ticket::{Terms, verify};
use haochaping_edge::{clock, normalize};

use crate::world;

/// The ticket of an event that is taken says what the event said, and what is stored has
/// every field within its bounds.
pub fn check(data: &[u8]) {
    let event: ServiceEvent = match normalize::read(data) {
        Ok(event) => event,
        Err(malformed) => {
            assert!(malformed.message.chars().count() <= 200);
            return;
        }
    };
    let (config, hall) = (world::config(), world::hall());
    let reported = match normalize::event(config, hall, &event, world::NOW) {
        Ok(reported) => reported,
        Err(refusal) => {
            assert!(refusal.code.status() < 500, "{:?}", refusal.cause);
            let _ = refusal.problem(Lang::Zh);
            return;
        }
    };
    assert!(reported.ticket.len() <= TICKET_BYTES);
    let terms = Terms {
        longest: 400 * 86_400,
        ..world::terms()
    };
    let claims = verify(&reported.ticket, config, &terms).expect("the edge's own ticket");
    let matter = &reported.record.matter;
    assert_eq!(claims.case, event.case_no);
    assert_eq!((claims.step, claims.rnd), (event.step_no, event.round));
    assert_eq!(
        (&claims.name, &claims.agency),
        (&matter.item_name, &matter.agency_name)
    );
    assert!(hall.area_code.covers(&claims.area));
    for name in [&matter.item_name, &matter.agency_name] {
        assert!((1..=NAME_CHARS).contains(&name.chars().count()), "{name:?}");
        assert!(!name.chars().any(char::is_control), "{name:?}");
    }
    assert!(matter.service_at >= 0 && matter.service_at <= world::NOW + 120_000);
    let written = clock::rfc3339(matter.service_at);
    assert_eq!(clock::parse(&written), Some(matter.service_at), "{written}");

    let again = normalize::event(config, hall, &event, world::NOW + 1_000).expect("again");
    assert_eq!(again.record.digest, reported.record.digest);
    assert_eq!(again.shard, reported.shard);
}
