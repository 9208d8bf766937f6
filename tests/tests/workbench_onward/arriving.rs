//! Every accepted evaluation arrives, at least once, whatever happens on the way.

use std::sync::Arc;

use haochaping_tests::platform::{Mood, Moods, OneByOne, Platform};
use serde_json::json;

use super::city::{City, KEY};

fn always(mood: Mood) -> Moods {
    Arc::new(move |_| mood)
}

async fn platform(moods: Moods) -> Platform {
    Platform::start("127.0.0.1:0", OneByOne { key: KEY }, moods).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_arrives_as_it_is_stored_and_nobody_is_named() {
    let city = City::start("onward-right");
    // Stored before anybody was registered.
    city.import("EARLIER", 30).await;
    let platform = platform(always(Mood::Right)).await;
    let _workbench = city.workbench(&platform.url(), json!({}));
    city.arrived(&platform).await;
    let case = city.rate().await;
    city.import("LATER", 50).await;
    city.arrived(&platform).await;
    assert_eq!((platform.taken().len(), platform.unreadable()), (81, 0));
    assert!(platform.taken().values().all(|times| *times == 1));
    assert_eq!(
        platform.requests().1,
        20,
        "as many at once as is configured"
    );
    let record = platform.record(&format!("{case}/2/1")).expect("the rating");
    assert_eq!(record["satisfaction"], "5");
    assert_eq!(record["writingEvaluation"], "很快");
    assert_eq!(record["anonymityFlag"], "1", "nobody may be contacted");
    let imported = platform.record("LATER-1/1/1").expect("an import");
    assert_eq!(imported["assessTime"], "2026-01-05 09:30:00");
    let told = format!("{record}{imported}");
    assert!(!told.contains("李雷") && !told.contains("138"), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_platform_that_misbehaves_and_a_sender_that_is_killed_lose_nothing() {
    let city = City::start("onward-wrong");
    let moods: Moods = Arc::new(|request| match request % 8 {
        1 => Mood::Lost,
        3 => Mood::Failing,
        4 => Mood::CutOff,
        5 => Mood::Garbled,
        6 => Mood::Hanging,
        _ => Mood::Right,
    });
    let platform = platform(moods).await;
    let mut workbench = city.workbench(&platform.url(), json!({}));
    city.import("W", 200).await;
    city.until("begun", || platform.taken().len() >= 40).await;
    workbench.kill9();
    let before = platform.requests().0;
    city.import("X", 100).await;
    assert_eq!(platform.requests().0, before, "nobody sends");
    assert!(city.outbox("waiting") > 100);
    workbench.run().expect("the workbench again");
    city.until("going on", || platform.taken().len() >= 100)
        .await;
    platform.be(always(Mood::Right));
    city.arrived(&platform).await;
    let twice = platform
        .taken()
        .values()
        .filter(|times| **times > 1)
        .count();
    assert!(
        twice > 0,
        "answers were lost, so some came twice and were no failure"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_share_the_work_and_send_nothing_twice() {
    let city = City::start("onward-two");
    let platform = platform(always(Mood::Right)).await;
    let _one = city.workbench(&platform.url(), json!({ "batch": 5 }));
    let _other = city.workbench(&platform.url(), json!({ "batch": 5 }));
    city.import("T", 600).await;
    city.arrived(&platform).await;
    assert!(platform.taken().values().all(|times| *times == 1));
    assert!(platform.requests().0 >= 120);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_platform_that_was_away_gets_everything_when_it_is_back() {
    let city = City::start("onward-away");
    let away = Platform::away();
    let url = format!("http://{}/report", away.local_addr().expect("an address"));
    let workbench = city.workbench(&url, json!({}));
    city.import("A", 300).await;
    let tried =
        "SELECT coalesce(sum(attempts), 0)::bigint FROM haochaping.onward WHERE upstream_id = $1";
    city.until("tried", || city.count(tried, "city") > 21).await;
    assert_eq!(city.outbox("waiting"), 300);
    // A trial takes one record, so an hour of absence does not touch the others.
    let touched = "SELECT count(*) FROM haochaping.onward WHERE attempts > 0 AND upstream_id = $1";
    assert!(city.count(touched, "city") < 30);
    let back = Platform::back(away, OneByOne { key: KEY }, always(Mood::Right));
    city.arrived(&back).await;
    let log = std::fs::read_to_string(workbench.log()).expect("the log");
    assert!(log.contains("city: away: no_connection") && log.contains("city: answers again"));
    assert_eq!(
        log.matches("city: away").count(),
        1,
        "told once, not at every trial"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_process_is_sending_no_other_sends() {
    let city = City::start("onward-lease");
    let moods: Moods = Arc::new(|request| match request {
        0 => Mood::Held,
        _ => Mood::Right,
    });
    let platform = platform(moods).await;
    let change = json!({ "timeoutSeconds": 120 });
    let _one = city.workbench(&platform.url(), change.clone());
    let _other = city.workbench(&platform.url(), change);
    // One of them waits for the answer to these, and nothing of them is settled.
    city.import("F", 5).await;
    city.until("held", || platform.taken().len() == 5).await;
    assert!(city.outbox("waiting") > 0);
    // What is due first is claimed first, so the other one would take them with these.
    for prefix in ["G", "H"] {
        city.import(prefix, 5).await;
        let last = format!("{prefix}-4/1/1");
        city.until("sent by the other", || platform.taken().contains_key(&last))
            .await;
    }
    assert!(platform.taken().values().all(|times| *times == 1));
    platform.release();
    city.arrived(&platform).await;
    assert!(platform.taken().values().all(|times| *times == 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_tells_of_another_record_settles_none() {
    let city = City::start("onward-another");
    let platform = platform(always(Mood::OneTooMany)).await;
    let workbench = city.workbench(&platform.url(), json!({}));
    city.import("O", 6).await;
    let told = "SELECT count(*) FROM haochaping.onward WHERE state = 'waiting' AND last_code = $1";
    city.until("answered", || city.count(told, "not_understood") == 6)
        .await;
    assert_eq!((city.outbox("sent"), platform.taken().len()), (0, 0));
    let status = workbench
        .command(&["onward", "status"], "")
        .expect("a status");
    assert!(status.contains("waiting\tnot_understood\t200"), "{status}");
    platform.be(always(Mood::Right));
    city.arrived(&platform).await;
    assert!(platform.taken().values().all(|times| *times == 1));
}
