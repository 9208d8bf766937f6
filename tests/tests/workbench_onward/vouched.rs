//! A platform whose certificate no authority of the system vouches for.

use std::sync::Arc;

use haochaping_tests::authority::Authority;
use haochaping_tests::platform::{Mood, OneByOne, Platform};
use haochaping_tests::workbench::{Browser, PASSWORD};
use serde_json::json;

use super::city::{City, KEY};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_platform_is_trusted_by_an_authority_of_its_own_and_by_no_other() {
    let city = City::start("onward-vouched");
    let (authority, stranger) = (Authority::new(), Authority::new());
    let written = |name: &str, text: &str| {
        let path = city.stack.edge.log().with_file_name(name);
        std::fs::write(&path, text).expect("a file");
        path.to_str().expect("a path").to_owned()
    };
    let right = Arc::new(|_| Mood::Right);
    let platform = Platform::start_tls(OneByOne { key: KEY }, right, authority.acceptor()).await;
    city.import("V", 5).await;

    // Neither the system nor somebody else's authority vouches for it.
    let other = written("stranger.pem", &stranger.pem());
    for file in [json!(null), json!(other)] {
        let mut workbench = city.workbench(&platform.url(), json!({ "caFile": &file }));
        let failed =
            "SELECT count(*) FROM haochaping.onward WHERE state = 'waiting' AND last_code = $1";
        city.until("tried", || city.count(failed, "tls") > 0).await;
        if file.is_null() {
            let added = workbench.add_account("su-vouched", "supervisor", PASSWORD);
            added.expect("an account");
        }
        let mut browser = Browser::new(&workbench.url());
        browser.sign_in("su-vouched", PASSWORD).await;
        let page = browser.get("/onward").await;
        assert!(page.text().contains("tls"), "{}", page.text());
        assert_eq!((city.outbox("waiting"), platform.requests().0), (5, 0));
        let log = std::fs::read_to_string(workbench.log()).expect("the log");
        assert!(log.contains("city: away: tls"), "{log}");
        workbench.stop();
        // What was tried waits for a while before it is tried again.
        city.change("UPDATE haochaping.onward SET last_code = NULL, next_at = now()");
    }

    // A file may hold several, and the one that counts need not be the first.
    let both = written(
        "both.pem",
        &format!("{}{}", stranger.pem(), authority.pem()),
    );
    let workbench = city.workbench(&platform.url(), json!({ "caFile": both }));
    city.arrived(&platform).await;
    workbench
        .command(&["onward", "status", "--minutes", "60"], "")
        .expect("fine");
}
