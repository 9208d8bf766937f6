//! Who is asked to end asks no platform anything more, and waits for none of them for ever.

use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::Duration;

use haochaping_tests::platform::{Mood, OneByOne, Platform, TokenDesk};
use serde_json::json;
use tokio::task::block_in_place;

use super::city::{City, KEY};
use super::token::start;

const LOOK: Duration = Duration::from_millis(50);
/// What is claimed, and was not settled.
const CLAIMED: &str = "
SELECT count(*) FROM haochaping.onward WHERE claim IS NOT NULL AND state = $1";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_platform_that_does_not_answer_keeps_no_process() {
    let city = City::start("onward-stop");
    let held = Arc::new(|_| Mood::Held);
    let platform = Platform::start("127.0.0.1:0", OneByOne { key: KEY }, held).await;
    let mut workbench = city.workbench(&platform.url(), json!({ "timeoutSeconds": 120 }));
    city.import("P", 3).await;
    city.until("held", || !platform.taken().is_empty()).await;
    let held = platform.taken().len();
    workbench.ask_to_end();
    while workbench.check().is_ok() {
        sleep(LOOK);
    }
    // It went without an answer, so nobody settled what it was sending.
    let claimed = city.count(CLAIMED, "waiting");
    assert!(
        usize::try_from(claimed).is_ok_and(|it| it >= held),
        "{claimed}"
    );
    assert_eq!(city.outbox("sent"), 0);
    platform.release();
    workbench.run().expect("the workbench again");
    // As if the claim had run out.
    city.change("UPDATE haochaping.onward SET next_at = now() WHERE state = 'waiting'");
    city.arrived(&platform).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_asked_to_end_fetches_no_other_token() {
    let city = City::start("onward-stop-token");
    let desk = TokenDesk::open(3_600);
    let (platform, mut workbench) = start(&city, &desk).await;
    city.import("Q", 3).await;
    city.arrived(&platform).await;
    // Refuses the token as soon as the workbench is ending, which takes no visitor any more.
    let door = workbench.url().replace("http://", "");
    let reached = Arc::new(AtomicBool::new(false));
    let there = Arc::clone(&reached);
    platform.be(Arc::new(move |_| {
        there.store(true, Ordering::Release);
        block_in_place(|| {
            while TcpStream::connect(&door).is_ok() {
                sleep(LOOK);
            }
        });
        Mood::Right
    }));
    let asked = platform.requests().0;
    desk.withdraw();
    city.import("R", 3).await;
    city.until("asked", || reached.load(Ordering::Acquire))
        .await;
    workbench.stop();
    assert_eq!(desk.counts(), (1, 1), "no second token");
    assert_eq!(city.count(CLAIMED, "waiting"), 0, "given back");
    assert_eq!(
        (platform.requests().0, city.outbox("waiting")),
        (asked + 1, 3)
    );
    platform.be(Arc::new(|_| Mood::Right));
    workbench.run().expect("the workbench again");
    city.arrived(&platform).await;
    assert!(platform.taken().values().all(|times| *times == 1));
}
