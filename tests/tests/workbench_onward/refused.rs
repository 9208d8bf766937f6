//! What a platform does not take is seen, by its cause, and sent again by hand.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use haochaping_edge::profile::{Named, Profile};
use haochaping_tests::platform::{AsAWhole, Mood, Moods, Platform};
use haochaping_tests::workbench::{Browser, PASSWORD};
use serde_json::{Value, json};
use xtask::project;

use super::city::City;

/// The profile, and the values of its golden files.
fn envelope() -> (Profile, Named) {
    let folder = project::root().join("edge-api/profiles/shandong-envelope");
    let text = |file: &str| fs::read_to_string(folder.join(file)).expect("a file of the profile");
    let mut named: Named = serde_json::from_str(&text("golden/named.json")).expect("values");
    let more: Named = serde_json::from_str(&text("answers/named.json")).expect("values");
    named.extend(more);
    let profile = Profile::parse(&text("profile.json")).expect("the profile");
    (profile, named)
}

/// The project's profile calls no code final, since none is published. An operator who knows
/// one names it: this is the file that comes of it.
fn with_a_final_code(name: &str) -> PathBuf {
    let path = project::root().join("edge-api/build/profiles.json");
    let text = fs::read_to_string(path).expect("the profiles");
    let mut profiles: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    let mut named = profiles.iter_mut();
    let profile = named.find(|it| it["name"] == "shandong-envelope");
    let rules = profile.expect("the profile")["upstream"]["answer"]["rules"].as_array_mut();
    let place = "/C-Response-Body/code";
    let rule = json!({ "when": [{ "at": place, "is": ["E17"] }], "means": "refused" });
    rules.expect("rules").insert(0, rule);
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.json"));
    fs::write(&path, json!(profiles).to_string()).expect("the profiles");
    path
}

async fn start(city: &City, name: &str, batch: usize) -> (Platform, xtask::stack::Workbench) {
    let (profile, named) = envelope();
    let mut outward: BTreeMap<String, String> = named.clone();
    outward.remove("sm2-private");
    let right: Moods = Arc::new(|_| Mood::Right);
    let platform = Platform::start("127.0.0.1:0", AsAWhole { profile, named }, right).await;
    let change = json!({ "profile": "shandong-envelope", "batch": batch });
    let config = json!({ "profiles": with_a_final_code(name) });
    let workbench = city.workbench_configured(&platform.url(), change, json!(outward), config);
    (platform, workbench)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_refusal_holds_up_nobody_and_is_sent_again_by_hand() {
    let city = City::start("onward-refused");
    let (platform, workbench) = start(&city, "onward-refused", 40).await;
    let refused = |record: &Value| (record["projectNo"] == "B-17").then_some("E17");
    platform.refuse(Arc::new(refused));
    city.import("B", 40).await;
    city.until("settled", || city.outbox("waiting") == 0).await;
    assert_eq!((city.outbox("sent"), city.outbox("refused")), (39, 1));
    assert_eq!(platform.taken().len(), 39);
    assert_eq!(platform.unreadable(), 0);

    let status = workbench
        .command(&["onward", "status"], "")
        .expect("a status");
    assert!(
        status.contains("refused 1") && status.contains("E17"),
        "{status}"
    );
    let asked = workbench.command(&["onward", "status", "--minutes", "60"], "");
    assert!(asked.is_err(), "somebody has to look at it");

    workbench
        .add_account("su-onward", "supervisor", PASSWORD)
        .expect("an account");
    workbench
        .add_account("op-onward", "operator", PASSWORD)
        .expect("an account");
    let mut operator = Browser::new(&workbench.url());
    operator.sign_in("op-onward", PASSWORD).await;
    assert_eq!(operator.get("/onward").await.status, 403);
    let csrf = operator.csrf("/").await;
    let all = [("csrf", csrf.as_str()), ("upstream", "city")];
    assert_eq!(operator.post("/onward/again", &all).await.status, 403);

    let mut browser = Browser::new(&workbench.url());
    browser.sign_in("su-onward", PASSWORD).await;
    let page = browser.get("/onward").await;
    assert!(
        page.text().contains("B-17 / 1 / 1") && page.text().contains("E17"),
        "{}",
        page.text()
    );
    assert!(
        !page.text().contains("排队两小时"),
        "no comment on the page"
    );
    assert_eq!(
        browser
            .post("/onward/again", &[("upstream", "city")])
            .await
            .status,
        403
    );
    let nobody = browser
        .fill_in("/onward", "/onward/again", &[("upstream", "other")])
        .await;
    assert_eq!(nobody.status, 404);

    platform.refuse(Arc::new(|_| None));
    let again = browser
        .fill_in("/onward", "/onward/again", &[("upstream", "city")])
        .await;
    assert_eq!(again.header("location"), Some("/onward?again=1"));
    city.arrived(&platform).await;
    let trail =
        "SELECT count(*) FROM workbench.audit WHERE action = 'onward.again' AND target_id = $1";
    assert_eq!(city.count(trail, "city (1)"), 1);
    let log = fs::read_to_string(workbench.log()).expect("the log");
    assert!(log.contains("city: refused: E17 (1)"), "{log}");
    assert!(
        !log.contains("B-17") && !log.contains("排队"),
        "the log names no case"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_duplicate_among_others_is_a_success_of_its_own_only() {
    let city = City::start("onward-doubled");
    let (platform, mut workbench) = start(&city, "onward-doubled", 30).await;
    // The platform has these, and nobody here knows: the answer was lost, and the centre was
    // set back.
    city.import("D", 4).await;
    city.arrived(&platform).await;
    workbench.stop();
    city.stack
        .database
        .with(|client| {
            client
                .batch_execute(
                    "ALTER TABLE haochaping.onward DISABLE TRIGGER USER;
                     UPDATE haochaping.onward SET state = 'waiting', settled_at = NULL, next_at = now();
                     ALTER TABLE haochaping.onward ENABLE TRIGGER USER;",
                )
                .expect("set back");
            Ok(())
        })
        .expect("the centre");
    city.import("E", 26).await;
    workbench.run().expect("the workbench again");
    city.arrived(&platform).await;
    assert_eq!(
        platform.taken().len(),
        30,
        "the others were not taken for duplicates"
    );
    let before = "SELECT count(*) FROM haochaping.onward WHERE last_code = $1 AND state = 'sent'";
    assert_eq!(city.count(before, "duplicate"), 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_profile_cannot_say_is_not_sent_as_something_else() {
    let city = City::start("onward-silent");
    let (profile, named) = envelope();
    let right: Moods = Arc::new(|_| Mood::Right);
    let platform = Platform::start("127.0.0.1:0", AsAWhole { profile, named }, right).await;
    // A default of a system has no channel in the profile's code table, so it cannot be said.
    let change = json!({ "profile": "zhejiang-form", "certainties": ["reported"] });
    let workbench = city.workbench_with(&platform.url(), change, json!({}));
    city.import_one(json!({
        "projectNo": "S-1", "serviceNumber": 1, "assessNumber": 1, "satisfaction": 5, "pf": 6,
        "assessTime": "2026-01-05 09:30:00",
    }))
    .await;
    city.until("given up", || city.outbox("not_carried") == 1)
        .await;
    assert_eq!(platform.requests().0, 0, "nothing was sent");
    let status = workbench
        .command(&["onward", "status"], "")
        .expect("a status");
    assert!(status.contains("not_carried\tchannel"), "{status}");
}
