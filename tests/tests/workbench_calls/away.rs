//! The edge is away while an operator has a citizen on the telephone.

use std::time::Duration;

use super::place::{Place, bring, take};

fn rows(place: &Place) -> Vec<(i16, String, String)> {
    let read = place.stack.database.with(|client| {
        let sql = "SELECT level, recorded_by, certainty FROM haochaping.evaluations WHERE case_no = 'W-1'";
        let rows = client.query(sql, &[]).expect("rows");
        Ok(rows.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect())
    });
    read.expect("the centre")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_is_kept_and_recorded_once() {
    let mut place = Place::new("calls-away");
    let mut both = place.signed_in("su", "supervisor,operator").await;
    bring(&mut both, &["W-1"]).await;
    let (call, _) = take(&mut both).await;
    let fields = [
        ("call", call.as_str()),
        ("level", "2"),
        ("indicator", "210"),
        ("indicator", "510"),
        ("comment", "等了很久"),
    ];
    let csrf = both.csrf("/call").await;
    let mut all = vec![("csrf", csrf.as_str())];
    all.extend_from_slice(&fields);

    place.stack.edge.kill9();
    let page = both.post("/call/rate", &all).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("暂时没有回应"), "{}", page.text());
    assert!(page.text().contains(">等了很久</textarea>"));
    assert!(page.text().contains("value=\"2\" id=\"level-2\" checked"));
    assert_eq!(place.call("W-1", "state").as_deref(), Some("held"));

    place.stack.edge.run().expect("the edge again");
    // Pressed twice, it is recorded once and told so twice.
    for _ in 0..2 {
        let answer = both.post("/call/rate", &all).await;
        let to = answer.header("location").unwrap_or_default();
        assert!(to.starts_with("/call?said=recorded&receipt="), "{to}");
    }
    let mut waited = 0;
    while rows(&place).is_empty() && waited < 200 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        waited += 1;
    }
    assert_eq!(rows(&place), [(2, "su".to_owned(), "operator".to_owned())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_cannot_ask_the_edge_says_so_and_keeps_the_call() {
    let mut place = Place::new("calls-away-page");
    let mut both = place.signed_in("su", "supervisor,operator").await;
    bring(&mut both, &["W-2"]).await;
    place.stack.edge.kill9();
    both.fill_in("/call", "/call/next", &[]).await;
    let asked = both.get("/call").await;
    assert_eq!(asked.header("location"), Some("/call?said=unasked"));
    let page = both.get("/call?said=unasked").await;
    assert_eq!(page.status, 200);
    assert!(
        page.text().contains("仍在您手中") && page.text().contains("再试一次"),
        "{}",
        page.text()
    );
    assert_eq!(place.call("W-2", "state").as_deref(), Some("held"));
    place.stack.edge.run().expect("the edge again");
    take(&mut both).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_edge_took_is_found_when_the_workbench_ended_before_it_noted_it() {
    let place = Place::new("calls-lost-answer");
    let mut both = place.signed_in("su", "supervisor,operator").await;
    bring(&mut both, &["W-1"]).await;
    let (call, _) = take(&mut both).await;
    let fields = [("call", call.as_str()), ("level", "4")];
    let told = both.fill_in("/call", "/call/rate", &fields).await;
    let told = told.header("location").expect("a place").to_owned();
    // As it stands when the process was killed between the edge's answer and the note of it.
    place.owner("ALTER TABLE workbench.calls DISABLE TRIGGER ended_is_final");
    let held = "UPDATE workbench.calls SET state = 'held', held_by = 'su', held_until = clock_timestamp() + interval '1 hour',
                receipt = NULL, ended_by = NULL, ended_at = NULL";
    assert_eq!(place.owner(held), 1);
    place.owner("ALTER TABLE workbench.calls ENABLE TRIGGER ended_is_final");
    let mut waited = 0;
    while rows(&place).is_empty() && waited < 200 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        waited += 1;
    }
    let found = both.get("/call").await;
    assert_eq!(found.header("location"), Some(told.as_str()));
    assert_eq!(place.call("W-1", "state").as_deref(), Some("rated"));
    let page = both.get(&told).await;
    assert!(page.text().contains("评价已记录"), "{}", page.text());
}
