//! A supervisor sees and decides what is of their own hall and area.

use std::sync::Arc;

use haochaping_tests::platform::{Mood, OneByOne, Platform};
use haochaping_tests::workbench::{Browser, OTHER_HALL, PASSWORD, two_halls};
use serde_json::json;
use xtask::stack::DEMO_HALL;

use super::city::{City, KEY};

const AREA: &str = "500103000000";
const OTHER_AREA: &str = "500105000000";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_supervisor_sees_and_decides_their_own_halls_alone() {
    let city = City::start("onward-areas");
    let right = Arc::new(|_| Mood::Right);
    let platform = Platform::start("127.0.0.1:0", OneByOne { key: KEY }, right).await;
    platform.refuse(Arc::new(|_| Some("E1")));
    let halls = two_halls();
    let mut secrets = halls.secrets;
    secrets["upstreams"] = json!({ "city": { "api-key": KEY } });
    let workbench = city.workbench_told(&platform.url(), json!({}), secrets, halls.config);
    city.import("OWN", 1).await;
    for (case, hall, area) in [
        ("THEIRS-1", OTHER_HALL, OTHER_AREA),
        ("SAME-AREA-1", OTHER_HALL, AREA),
        ("SAME-HALL-1", DEMO_HALL, OTHER_AREA),
    ] {
        let change = json!({ "case_no": case, "hall_id": hall, "area_code": area });
        city.store_like("OWN-0", &change);
    }
    city.until("refused", || city.outbox("refused") == 4).await;

    let mut browsers = Vec::new();
    for (alias, hall) in [("su-own", DEMO_HALL), ("su-theirs", OTHER_HALL)] {
        let add = ["account", "add", "--hall", hall, "--alias", alias];
        let rest = ["--roles", "supervisor", "--password-stdin"];
        let added = workbench.command(&[&add[..], &rest[..]].concat(), PASSWORD);
        added.expect("an account");
        let mut browser = Browser::new(&workbench.url());
        browser.sign_in_to(hall, alias, PASSWORD).await;
        browsers.push(browser);
    }
    let [own, theirs] = browsers.as_mut_slice() else {
        panic!("two")
    };
    for (browser, shown) in [(&mut *own, "OWN-0 /"), (&mut *theirs, "THEIRS-1 /")] {
        let page = browser.get("/onward").await;
        for case in ["OWN-0 /", "THEIRS-1 /", "SAME-AREA-1 /", "SAME-HALL-1 /"] {
            assert_eq!(page.text().contains(case), case == shown, "{shown}: {case}");
        }
    }

    // Neither one by its number nor all at once.
    let number = city.stack.database.with(|client| {
        let sql = "SELECT id::text FROM haochaping.evaluations WHERE case_no = 'OWN-0'";
        Ok(client
            .query_one(sql, &[])
            .expect("a number")
            .get::<_, String>(0))
    });
    let number = number.expect("the centre");
    let one = [("upstream", "city"), ("id", number.as_str())];
    let decided = theirs.fill_in("/onward", "/onward/again", &one).await;
    assert_eq!(decided.header("location"), Some("/onward?again=0"));
    let all = [("upstream", "city")];
    let decided = theirs.fill_in("/onward", "/onward/again", &all).await;
    assert_eq!(decided.header("location"), Some("/onward?again=1"));
    city.until("refused again", || {
        platform.requests().0 >= 2 && city.outbox("refused") == 4
    })
    .await;
    let attempts = "SELECT attempts::bigint FROM haochaping.onward o JOIN haochaping.evaluations e
                    ON e.id = o.evaluation_id WHERE e.case_no = $1 AND o.settled_at >= o.entered_at";
    assert_eq!(city.count(attempts, "THEIRS-1"), 1);
    platform.refuse(Arc::new(|_| None));
    let decided = own.fill_in("/onward", "/onward/again", &one).await;
    assert_eq!(decided.header("location"), Some("/onward?again=1"));
    city.until("sent", || city.outbox("sent") == 1).await;
    assert_eq!(
        platform.taken().into_keys().collect::<Vec<_>>(),
        ["OWN-0/1/1"]
    );
    let trail = "SELECT count(*) FROM workbench.audit WHERE action = 'onward.again' AND alias = $1";
    assert_eq!(
        (city.count(trail, "su-own"), city.count(trail, "su-theirs")),
        (1, 1)
    );
}
