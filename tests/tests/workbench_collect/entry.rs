//! One opinion is typed: one row, whatever is pressed, and nothing where nothing was stored.

use serde_json::{Value, json};

use crate::world::{hidden, rows, signed_in, trail, world};

const OPINION: [(&str, &str); 6] = [
    ("collection", "paper_box"),
    ("day", "2026-01-05"),
    ("level", "2"),
    ("indicator", "207"),
    ("indicator", "510"),
    ("comment", "排队太久，请打13800138000"),
];

#[tokio::test]
async fn an_opinion_is_one_row_however_often_it_is_sent() {
    let mut browser = signed_in(&world().workbench, "co-typed", "collector").await;
    let page = browser.get("/collect").await;
    assert_eq!(page.status, 200, "{}", page.text());
    let text = page.text();
    assert!(!text.contains(" checked"), "nothing is chosen by itself");
    let number = hidden(text, "number");
    let mut fields = vec![("number", number.as_str())];
    fields.extend(OPINION);
    let first = browser.fill_in("/collect", "/collect", &fields).await;
    assert_eq!(first.status, 303, "{}", first.text());
    let place = first.header("location").expect("a place").to_owned();
    let told = browser.get(&place).await;
    let told = told.text();
    assert!(told.contains("已录入") && told.contains("回执"), "{told}");
    assert_ne!(hidden(told, "number"), number, "the next form is another");
    assert!(told.contains(r#"value="paper_box" checked"#), "{told}");

    let again = browser.fill_in("/collect", "/collect", &fields).await;
    let place = again.header("location").expect("a place").to_owned();
    assert!(browser.get(&place).await.text().contains("没有重复保存"));

    let row = rows("co-typed", 1).remove(0);
    for (column, value) in [
        ("certainty", json!("collected")),
        ("collection", json!("paper_box")),
        (
            "case_no",
            json!(format!("COLLECTED#paper_box-20260105-{number}")),
        ),
        ("level", json!(2)),
        ("indicators", json!(["207"])),
        ("comment", json!("排队太久，请打【手机号】")),
        ("channel", Value::Null),
        ("ticket_id", Value::Null),
        ("has_identity", json!(false)),
        ("scored", json!(false)),
    ] {
        assert_eq!(row[column], value, "{column} of {row}");
    }
    let (action, target) = trail("co-typed").remove(0);
    assert_eq!(action, "collect.enter");
    let begins = format!("paper_box 2026-01-05 {number} ");
    assert!(target.starts_with(&begins), "{target}");

    // The same number with another level is refused, and what stands stays.
    let mut other = fields.clone();
    other[3] = ("level", "5");
    let refused = browser.fill_in("/collect", "/collect", &other).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    assert!(refused.text().contains("先前已录入，不必再录入"));
    assert!(
        !refused.text().contains("请换一个编号"),
        "there is no such field"
    );
    assert_eq!(rows("co-typed", 1)[0]["level"], 2);

    let figures = browser
        .get("/collected?from=2026-01-05&to=2026-01-05")
        .await;
    assert_eq!(figures.status, 200);
    let beside = browser
        .get("/collected?from=2026-01-06&to=2026-01-07")
        .await;
    let ones = |text: &str| text.matches("<td>1</td>").count();
    assert_eq!((ones(figures.text()), ones(beside.text())), (4, 0));
}

#[tokio::test]
async fn what_is_missing_is_said_and_what_was_typed_is_kept() {
    let mut browser = signed_in(&world().workbench, "co-missing", "collector").await;
    let number = hidden(browser.get("/collect").await.text(), "number");
    let fields = [
        ("number", number.as_str()),
        ("collection", "forum"),
        ("day", "2026-01-05"),
        ("comment", "说得清楚<b>"),
    ];
    let answer = browser.fill_in("/collect", "/collect", &fields).await;
    assert_eq!(answer.status, 422);
    let text = answer.text();
    for kept in [
        "尚未保存",
        "说得清楚&#60;b&#62;",
        r#"id="level-wrong""#,
        r#"value="forum" checked"#,
    ] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    assert_eq!(hidden(text, "number"), number);
    assert!(!text.contains("collection-wrong"));
    assert!(rows("co-missing", 0).is_empty());
    assert_eq!(trail("co-missing"), []);
}

#[tokio::test]
async fn while_the_edge_is_away_nothing_is_lost_and_nothing_is_claimed() {
    let mut browser = signed_in(&world().cut_off, "co-away", "collector").await;
    let number = hidden(browser.get("/collect").await.text(), "number");
    let mut fields = vec![("number", number.as_str())];
    fields.extend(OPINION);
    let answer = browser.fill_in("/collect", "/collect", &fields).await;
    assert_eq!(answer.status, 503);
    let text = answer.text();
    for kept in ["评价服务没有回应", "排队太久", r#"value="207" checked"#] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    assert_eq!(
        hidden(text, "number"),
        number,
        "so that pressing again is the same"
    );
    assert!(rows("co-away", 0).is_empty());
    assert_eq!(trail("co-away"), []);
}

#[tokio::test]
async fn only_who_collects_enters() {
    let mut browser = signed_in(&world().workbench, "op-only", "operator").await;
    for path in ["/collect", "/collected"] {
        assert_eq!(browser.get(path).await.status, 403, "{path}");
    }
    let mut supervisor = signed_in(&world().workbench, "su-only", "supervisor").await;
    assert_eq!(supervisor.get("/collected").await.status, 200);
    assert_eq!(supervisor.get("/collect").await.status, 403);
}

#[tokio::test]
async fn the_figures_have_an_index_in_every_month() {
    let sql = "SELECT indisvalid, (SELECT count(*) FROM pg_inherits WHERE inhparent = 'haochaping.evaluations'::regclass)
                      = (SELECT count(*) FROM pg_inherits WHERE inhparent = indexrelid)
               FROM pg_index WHERE indexrelid = 'haochaping.evaluations_collected'::regclass";
    let read = world().database.with(|client| {
        let row = client.query_one(sql, &[]).expect("the index");
        Ok((row.get(0), row.get(1)))
    });
    assert_eq!(read.expect("the centre"), (true, true));
}
