//! A wall before a platform takes offence at what one record says, and answers as the platform
//! answers whose token counts no more.

use haochaping_tests::platform::TokenDesk;

use super::city::City;
use super::token::start;

/// Lets what failed be due at once, the one that the wall keeps out last.
const HURRY: &str = "
UPDATE haochaping.onward o
SET next_at = now() - CASE WHEN e.case_no = 'X-7' THEN interval '0' ELSE interval '1 second' END
FROM haochaping.evaluations e
WHERE e.id = o.evaluation_id AND o.state = 'waiting' AND o.claim IS NULL AND o.attempts > 0";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_record_that_a_wall_keeps_out_holds_up_no_other() {
    let city = City::start("onward-wall");
    let desk = TokenDesk::open(3_600);
    desk.wall_off(Some("X-7"));
    let (platform, _workbench) = start(&city, &desk).await;
    city.import("X", 40).await;
    city.until("sent", || {
        city.change(HURRY);
        city.outbox("sent") == 39
    })
    .await;
    // Halved from the second attempt: 20, 10, 5, 3, 2, 1. Not one of them a round.
    let often = "SELECT count(*) FROM haochaping.onward WHERE attempts > 8 AND state = $1";
    assert_eq!(city.count(often, "sent"), 0);
    let kept = "SELECT count(*) FROM haochaping.onward WHERE state = 'waiting' AND last_code = $1";
    assert_eq!(city.count(kept, "not_let_in"), 1, "its code tells of it");
    desk.wall_off(None);
    city.change(HURRY);
    city.arrived(&platform).await;
    assert!(platform.taken().values().all(|times| *times == 1));
}
