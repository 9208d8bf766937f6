//! The number to call: for the operator's eyes while the call is open, and nowhere else.

use super::place::{NUMBER, Place, bring, take};

fn everything(place: &Place) -> String {
    let read = place.stack.database.with(|client| {
        let mut found = String::new();
        for table in ["calls", "call_lists", "audit"] {
            let sql = format!("SELECT string_agg(t::text, ' ') FROM workbench.{table} t");
            let text: Option<String> = client.query_one(&sql, &[]).expect("text").get(0);
            found.push_str(&text.unwrap_or_default());
        }
        Ok(found)
    });
    read.expect("the centre")
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_holds_the_call_reads_it_and_it_ends_with_the_call() {
    let place = Place::new("calls-numbers");
    let mut chief = place.signed_in("su", "supervisor").await;
    let mut operator = place.signed_in("op", "operator").await;
    let page = bring(&mut chief, &["N-1"]).await;
    assert!(!page.contains(NUMBER));
    assert!(place.call("N-1", "sealed_number").is_some());
    let hex: String = NUMBER.bytes().map(|byte| format!("{byte:02x}")).collect();
    let kept = everything(&place);
    assert!(!kept.contains(NUMBER) && !kept.contains(&hex), "{kept}");

    let (call, page) = take(&mut operator).await;
    assert!(page.contains(&format!("tel:{NUMBER}")));
    let fields = [("call", call.as_str()), ("outcome", "wrong_number")];
    operator.fill_in("/call", "/call/outcome", &fields).await;
    assert_eq!(place.call("N-1", "sealed_number"), None);
    assert!(!everything(&place).contains(NUMBER));
    let log = std::fs::read_to_string(place.workbench.log()).expect("a log");
    assert!(!log.contains(NUMBER) && !log.contains("N-1"), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_lies_beside_another_case_does_not_open() {
    let place = Place::new("calls-swapped");
    let mut both = place.signed_in("su", "supervisor,operator").await;
    bring(&mut both, &["S-1", "S-2"]).await;
    place.owner(
        "UPDATE workbench.calls SET sealed_number = (SELECT sealed_number FROM workbench.calls WHERE case_no = 'S-2')",
    );
    let (_, page) = take(&mut both).await;
    assert!(page.contains("S-1"), "{page}");
    assert!(
        !page.contains(NUMBER) && page.contains("号码无法读取"),
        "{page}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_nobody_made_ends_after_a_month() {
    let mut place = Place::new("calls-forgotten");
    let mut chief = place.signed_in("su", "supervisor").await;
    bring(&mut chief, &["F-1"]).await;
    for (days, state) in [(29, "waiting"), (31, "expired")] {
        place.owner(&format!(
            "UPDATE workbench.call_lists SET given_at = clock_timestamp() - interval '{days} days'"
        ));
        place.workbench.stop();
        place.workbench.run().expect("the workbench again");
        let mut waited = 0;
        while state == "expired"
            && waited < 100
            && place.call("F-1", "state").as_deref() != Some(state)
        {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            waited += 1;
        }
        assert_eq!(place.call("F-1", "state").as_deref(), Some(state));
        assert_eq!(
            place.call("F-1", "sealed_number").is_none(),
            state == "expired"
        );
    }
}
