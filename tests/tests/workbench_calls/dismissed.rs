//! An operator's account is disabled while they hold a call.

use haochaping_tests::door::Door;
use haochaping_tests::load::until;
use serde_json::json;
use xtask::stack::{DEMO_HALL, Workbench, WorkbenchOptions};

use super::place::{Place, bring, case_of, take};

const DISABLE: [&str; 6] = ["account", "disable", "--hall", DEMO_HALL, "--alias", "op"];

/// Who recorded an evaluation of the case, once there is one.
fn recorded_by(place: &Place, case: &str) -> Vec<String> {
    let sql = "SELECT recorded_by FROM haochaping.evaluations WHERE case_no = $1";
    let read = place.stack.database.with(|client| {
        let rows = client.query(sql, &[&case]).expect("rows");
        Ok(rows.iter().map(|row| row.get(0)).collect())
    });
    read.expect("the centre")
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_dismissed_records_nothing_and_another_calls() {
    let place = Place::new("calls-dismissed");
    let mut chief = place.signed_in("su", "supervisor,operator").await;
    let mut operator = place.signed_in("op", "operator").await;
    bring(&mut chief, &["D-1"]).await;
    let (call, _) = take(&mut operator).await;
    let csrf = operator.csrf("/call").await;
    place.workbench.command(&DISABLE, "").expect("disabled");

    let form = [("csrf", csrf.as_str()), ("call", &call), ("level", "1")];
    let answer = operator.post("/call/rate", &form).await;
    let to = answer.header("location").unwrap_or_default();
    assert!(answer.status == 303 && to.starts_with("/sign-in"), "{to}");
    let outcome = [
        ("csrf", csrf.as_str()),
        ("call", &call),
        ("outcome", "declined"),
    ];
    let answer = operator.post("/call/outcome", &outcome).await;
    let to = answer.header("location").unwrap_or_default();
    assert!(answer.status == 303 && to.starts_with("/sign-in"), "{to}");
    let state = "held_by || ' ' || state";
    assert_eq!(place.call("D-1", state).as_deref(), Some("op held"));

    // Its time passes, as if they had gone home; what is recorded is another's word.
    place.owner("UPDATE workbench.calls SET held_until = clock_timestamp() - interval '1 second'");
    let (again, page) = take(&mut chief).await;
    assert_eq!((again, case_of(&page)), (call.clone(), "D-1".to_owned()));
    let form = [("call", call.as_str()), ("level", "5")];
    chief.fill_in("/call", "/call/rate", &form).await;
    until("the row", || !recorded_by(&place, "D-1").is_empty());
    assert_eq!(recorded_by(&place, "D-1"), ["su"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_recorded_before_a_dismissal_stays_their_record() {
    let place = Place::new("calls-dismissed-late");
    let door = Door::before(&place.stack.edge.url());
    let options = WorkbenchOptions {
        config: json!({ "edge": door.url() }),
        ..WorkbenchOptions::default()
    };
    let slow = Workbench::start(&place.stack, &options).expect("a workbench");
    let mut chief = place.signed_in("su", "supervisor").await;
    let mut operator = place.signed_in("op", "operator").await;
    bring(&mut chief, &["D-2"]).await;
    let (call, _) = take(&mut operator).await;
    let csrf = operator.csrf("/call").await;
    let mut window = operator.at(&slow.url());
    let recording = tokio::spawn(async move {
        let form = [
            ("csrf", csrf.as_str()),
            ("call", &call),
            ("level", "2"),
            ("indicator", "210"),
        ];
        window.post("/call/rate", &form).await
    });
    until("the record at the edge", || door.waiting() > 0);
    place.workbench.command(&DISABLE, "").expect("disabled");
    door.open();

    // The edge acknowledged it: it is told so, once, and the account has ended for all else.
    let answer = recording.await.expect("an answer");
    let to = answer.header("location").unwrap_or_default();
    assert!(to.starts_with("/call?said=recorded&receipt="), "{to}");
    let ended = place.call("D-2", "state || ' ' || ended_by");
    assert_eq!(ended.as_deref(), Some("rated op"));
    until("the row", || !recorded_by(&place, "D-2").is_empty());
    assert_eq!(recorded_by(&place, "D-2"), ["op"]);
    let next = operator.get("/call").await;
    let to = next.header("location").unwrap_or_default();
    assert!(next.status == 303 && to.starts_with("/sign-in"), "{to}");
}
