//! The same is entered once more: one slip pressed again after going back, or another slip.

use crate::world::{hidden, rows, signed_in, trail, world};

const SLIP: [(&str, &str); 4] = [
    ("collection", "paper_box"),
    ("day", "2026-01-09"),
    ("level", "4"),
    ("comment", "还可以"),
];

#[tokio::test]
async fn the_same_again_is_entered_only_when_it_is_said_to_be_another() {
    let mut browser = signed_in(&world().workbench, "co-same", "collector").await;
    let mut numbers = Vec::new();
    for _ in 0..3 {
        let page = browser.get("/collect").await;
        assert!(!page.text().contains(r#"name="another""#), "nobody asked");
        numbers.push(hidden(page.text(), "number"));
    }
    let slip = |number: usize| {
        let mut fields = vec![("number", numbers[number].as_str())];
        fields.extend(SLIP);
        fields
    };
    let first = browser.fill_in("/collect", "/collect", &slip(0)).await;
    assert_eq!(first.status, 303, "{}", first.text());

    // Back: the form is as it was, and its number is another.
    let again = browser.fill_in("/collect", "/collect", &slip(1)).await;
    assert_eq!(again.status, 409, "{}", again.text());
    let text = again.text();
    for kept in [
        "没有录入：您在30分钟内录入过内容完全相同的意见",
        "这是另一份内容相同的意见",
        r#"name="another" value="1">"#,
        r#"id="level-4" checked"#,
        ">还可以</textarea>",
        r#"value="2026-01-09""#,
    ] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    assert_eq!(hidden(text, "number"), numbers[1]);
    assert_eq!(trail("co-same").len(), 1);

    let mut ticked = slip(1);
    ticked.push(("another", "1"));
    // Pressed twice it is one, and so is the first slip pressed once more.
    for fields in [&ticked, &ticked, &slip(1), &slip(0)] {
        let entered = browser.fill_in("/collect", "/collect", fields).await;
        assert_eq!(entered.status, 303, "{}", entered.text());
    }
    assert_eq!(rows("co-same", 2).len(), 2);

    // With one word more it is another opinion, and nobody is asked.
    let mut other = slip(2);
    other[4] = ("comment", "还可以吧");
    let entered = browser.fill_in("/collect", "/collect", &other).await;
    assert_eq!(entered.status, 303, "{}", entered.text());
    assert_eq!(rows("co-same", 3).len(), 3);
    for (_, target) in trail("co-same") {
        assert!(!target.contains("还可以"), "{target}");
    }

    // Another collector may hold a slip that says the same.
    let mut colleague = signed_in(&world().workbench, "co-same-2", "collector").await;
    let number = hidden(colleague.get("/collect").await.text(), "number");
    let mut fields = vec![("number", number.as_str())];
    fields.extend(SLIP);
    let entered = colleague.fill_in("/collect", "/collect", &fields).await;
    assert_eq!(entered.status, 303, "{}", entered.text());
}
