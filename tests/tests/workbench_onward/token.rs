//! A platform that gives a token before it takes anything.

use std::fs;
use std::sync::Arc;

use haochaping_edge::profile::{Named, Profile};
use haochaping_tests::platform::{Giving, Mood, Platform, TokenDesk, WithToken};
use haochaping_tests::workbench::{Browser, PASSWORD};
use serde_json::json;
use xtask::project;
use xtask::stack::Workbench;

use super::city::City;

/// A platform whose tokens are said to count for so many seconds, and who reports to it.
pub async fn start(city: &City, desk: &TokenDesk) -> (Platform, Workbench) {
    let folder = project::root().join("edge-api/profiles/fujian-xml");
    let text = |file: &str| fs::read_to_string(folder.join(file)).expect("a file of the profile");
    let mut named: Named = serde_json::from_str(&text("golden/named.json")).expect("values");
    let more: Named = serde_json::from_str(&text("answers/named.json")).expect("values");
    named.extend(more);
    let outward = json!(named);
    let profile = Profile::parse(&text("profile.json")).expect("the profile");
    let desk = desk.clone();
    let interface = WithToken {
        profile,
        named,
        desk,
    };
    let platform = Platform::start("127.0.0.1:0", interface, Arc::new(|_| Mood::Right)).await;
    let change = json!({ "profile": "fujian-xml" });
    let workbench = city.workbench_with(&platform.url(), change, outward);
    (platform, workbench)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_serves_many_reports_until_it_counts_no_more() {
    let city = City::start("onward-token");
    let desk = TokenDesk::open(3_600);
    let (platform, workbench) = start(&city, &desk).await;
    city.import("T", 60).await;
    city.arrived(&platform).await;
    city.import("U", 3).await;
    city.arrived(&platform).await;
    assert!(platform.requests().0 >= 4, "several reports");
    assert_eq!(desk.counts(), (1, 0), "and one token");

    // Whose token is refused sends the same body with another, which is no failure.
    desk.withdraw();
    city.import("V", 5).await;
    city.arrived(&platform).await;
    assert_eq!(desk.counts(), (2, 1));
    let again = "SELECT count(*) FROM haochaping.onward WHERE attempts > 1 AND upstream_id = $1";
    assert_eq!(city.count(again, "city"), 0);
    let log = fs::read_to_string(workbench.log()).expect("the log");
    assert!(!log.contains("away"), "{log}");

    // One that never counts is no reason to ask for ever: each is tried once.
    desk.give(Giving::Worthless);
    desk.withdraw();
    city.import("W", 5).await;
    let told = || fs::read_to_string(workbench.log()).expect("the log");
    city.until("away", || told().contains("city: away: not_let_in"))
        .await;
    desk.give(Giving::Good);
    city.arrived(&platform).await;
    let (given, turned_away) = desk.counts();
    assert_eq!(given, turned_away + 1, "each that was given was tried once");
    assert!(!told().contains("token-"), "no token in the log");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_runs_out_is_renewed_before_it_is_refused() {
    let city = City::start("onward-token-out");
    let desk = TokenDesk::open(1);
    let (platform, _workbench) = start(&city, &desk).await;
    let mut reports = 0;
    while desk.counts().0 < 3 {
        reports += 1;
        assert!(reports < 100, "none is renewed");
        city.import(&format!("R{reports}"), 1).await;
        city.arrived(&platform).await;
    }
    assert_eq!(desk.counts().1, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_token_nothing_is_sent_and_nothing_is_lost() {
    let city = City::start("onward-token-none");
    let desk = TokenDesk::open(3_600);
    desk.give(Giving::None);
    let (platform, workbench) = start(&city, &desk).await;
    city.import("N", 7).await;
    let tried = "SELECT count(*) FROM haochaping.onward WHERE state = 'waiting' AND last_code = $1";
    city.until("tried", || city.count(tried, "token_http_503") > 0)
        .await;
    assert_eq!((city.outbox("waiting"), platform.requests().0), (7, 0));
    let added = workbench.add_account("su-token", "supervisor", PASSWORD);
    added.expect("an account");
    let mut browser = Browser::new(&workbench.url());
    browser.sign_in("su-token", PASSWORD).await;
    let page = browser.get("/onward").await;
    assert!(page.text().contains("token_http_503"), "{}", page.text());
    desk.give(Giving::Good);
    city.arrived(&platform).await;
    let log = fs::read_to_string(workbench.log()).expect("the log");
    assert_eq!(log.matches("city: away: token_http_503").count(), 1);
    assert!(log.contains("city: answers again"), "{log}");
    assert!(
        !log.contains("app_key") && !log.contains("get-token"),
        "no address in the log"
    );
}
