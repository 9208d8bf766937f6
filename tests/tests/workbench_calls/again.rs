//! A call is recorded a second time: with the same words it is recorded, with others it is not.

use haochaping_tests::load::until;

use super::place::{Place, bring, take};

/// Level and comment of a case, once the centre has it.
fn kept(place: &Place, case: &str) -> (i16, String) {
    let read = || {
        let read = place.stack.database.with(|client| {
            let sql = "SELECT level, comment FROM haochaping.evaluations WHERE case_no = $1";
            let rows = client.query(sql, &[&case]).expect("rows");
            Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
        });
        let read: Vec<(i16, String)> = read.expect("the centre");
        read
    };
    until("the row", || !read().is_empty());
    let mut rows = read();
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows.remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn other_words_for_a_recorded_call_are_not_said_to_be_recorded() {
    let mut place = Place::new("calls-again");
    let mut both = place.signed_in("su", "supervisor,operator").await;
    bring(&mut both, &["R-1"]).await;
    let (call, _) = take(&mut both).await;
    let csrf = both.csrf("/call").await;
    let first = [
        ("csrf", csrf.as_str()),
        ("call", call.as_str()),
        ("level", "4"),
        ("comment", "错按"),
    ];
    let mut other = first;
    other[2..].copy_from_slice(&[("level", "2"), ("comment", "等了很久")]);

    let told = both.post("/call/rate", &first).await;
    let to = told.header("location").expect("a place").to_owned();
    let (_, receipt) = to
        .split_once("said=recorded&receipt=")
        .expect("a recording");
    let stands = format!("/call?said=stands&receipt={receipt}");
    // A second tab, where the call is open still; with the level alone changed, too.
    let mut level = first;
    level[2] = ("level", "5");
    for different in [&other, &level] {
        let told = both.post("/call/rate", different).await;
        assert_eq!(told.header("location"), Some(stands.as_str()));
    }
    let told = both.post("/call/rate", &first).await;
    assert_eq!(told.header("location"), Some(to.as_str()), "pressed twice");
    assert_eq!(kept(&place, "R-1"), (4, "错按".to_owned()));
    for (lang, words) in [("zh-CN", "没有记录这次的内容"), ("en", "was not recorded")] {
        let page = both.get(&format!("{stands}&lang={lang}")).await;
        assert!(page.text().contains(words), "{}", page.text());
        assert!(page.text().contains(receipt), "of the one that stands");
        assert!(!page.text().contains("评价已记录"), "{}", page.text());
    }

    // The answer was lost on the way, and the level was changed before it was pressed again.
    place.owner("ALTER TABLE workbench.calls DISABLE TRIGGER ended_is_final");
    let held = "UPDATE workbench.calls SET state = 'held', held_by = 'su', held_until = clock_timestamp() + interval '1 hour',
                receipt = NULL, ended_by = NULL, ended_at = NULL";
    assert_eq!(place.owner(held), 1);
    place.owner("ALTER TABLE workbench.calls ENABLE TRIGGER ended_is_final");
    let told = both.post("/call/rate", &other).await;
    assert_eq!(told.header("location"), Some(stands.as_str()));
    assert_eq!(place.call("R-1", "state").as_deref(), Some("rated"));

    // Nobody can be asked which words they were: the first stands, and no more is claimed.
    place.stack.edge.kill9();
    let told = both.post("/call/rate", &first).await;
    assert_eq!(told.header("location"), Some(stands.as_str()));
    assert_eq!(kept(&place, "R-1"), (4, "错按".to_owned()));
}
