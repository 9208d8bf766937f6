//! Whose a call is.

use std::collections::BTreeSet;

use super::place::{Place, bring, case_of, take};

#[tokio::test(flavor = "multi_thread")]
async fn a_call_is_one_operators_until_its_time_is_over() {
    let place = Place::new("calls-holding");
    let mut chief = place.signed_in("su", "supervisor").await;
    let (mut first, mut second) = (
        place.signed_in("op-1", "operator").await,
        place.signed_in("op-2", "operator").await,
    );
    bring(&mut chief, &["H-1", "H-2", "H-3"]).await;

    let (one, page) = take(&mut first).await;
    let (two, other) = take(&mut second).await;
    assert_ne!(one, two, "two operators hold the same call");
    let (case, others) = (case_of(&page), case_of(&other));
    assert_eq!(
        take(&mut first).await.0,
        one,
        "asking again gives another call"
    );
    assert_eq!(
        place.call(&case, "held_by || ' ' || state").as_deref(),
        Some("op-1 held")
    );

    // What another holds can neither be rated nor ended.
    for (path, field) in [
        ("/call/rate", ("level", "5")),
        ("/call/outcome", ("outcome", "declined")),
    ] {
        let fields = [("call", one.as_str()), field];
        let answer = second.fill_in("/call", path, &fields).await;
        assert_eq!(answer.header("location"), Some("/call?said=gone"), "{path}");
    }
    assert_eq!(place.call(&case, "state").as_deref(), Some("held"));

    // Whoever went home leaves it to others.
    place.owner(&format!(
        "UPDATE workbench.calls SET held_until = clock_timestamp() - interval '1 second', due_at = '2026-01-01' \
         WHERE case_no = '{case}'"
    ));
    let given = [("call", two.as_str()), ("outcome", "given_back")];
    second.fill_in("/call", "/call/outcome", &given).await;
    assert_eq!(
        take(&mut second).await.0,
        one,
        "a call stays with who went home"
    );
    let rated = [("call", one.as_str()), ("level", "5")];
    let late = first.fill_in("/call", "/call/rate", &rated).await;
    assert_eq!(late.header("location"), Some("/call?said=gone"));
    let counted = second.fill_in("/call", "/call/rate", &rated).await;
    let to = counted.header("location").unwrap_or_default();
    assert!(to.starts_with("/call?said=recorded&receipt="), "{to}");
    assert_eq!(place.call(&case, "ended_by").as_deref(), Some("op-2"));
    assert_eq!(place.call(&others, "attempts").as_deref(), Some("0"));
}

#[tokio::test(flavor = "multi_thread")]
async fn operators_who_ask_at_once_get_different_calls() {
    let place = Place::new("calls-at-once");
    let mut chief = place.signed_in("su", "supervisor").await;
    let cases: Vec<String> = (0..8).map(|n| format!("A-{n}")).collect();
    let cases: Vec<&str> = cases.iter().map(String::as_str).collect();
    bring(&mut chief, &cases).await;
    let mut asking = tokio::task::JoinSet::new();
    for n in 0..8 {
        let mut operator = place.signed_in(&format!("op-{n}"), "operator").await;
        asking.spawn(async move { take(&mut operator).await.0 });
    }
    let held: BTreeSet<String> = asking.join_all().await.into_iter().collect();
    assert_eq!(held.len(), 8, "{held:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_ended_stays_and_no_case_comes_back_by_another_list() {
    let place = Place::new("calls-ended");
    let mut both = place.signed_in("su", "supervisor,operator").await;
    bring(&mut both, &["E-1"]).await;
    let (call, _) = take(&mut both).await;
    let fields = [("call", call.as_str()), ("outcome", "declined")];
    both.fill_in("/call", "/call/outcome", &fields).await;
    assert_eq!(place.call("E-1", "state").as_deref(), Some("declined"));
    for sql in [
        "UPDATE workbench.calls SET state = 'waiting', ended_at = NULL, ended_by = NULL",
        "UPDATE workbench.calls SET receipt = 'x', state = 'rated'",
    ] {
        assert_eq!(place.refused(sql), "23001", "{sql}");
    }
    assert_eq!(place.refused("DELETE FROM workbench.calls"), "42501");
    let again = bring(&mut both, &["E-1", "E-2"]).await;
    assert!(
        again.contains("名单中已有 <strong class=\"num\">1</strong>"),
        "{again}"
    );
    assert_eq!(case_of(&take(&mut both).await.1), "E-2");
}
