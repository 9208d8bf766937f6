//! Two halls at one workbench: what one is to call about is none of the other's.

use haochaping_tests::workbench::{Browser, OTHER_HALL, PASSWORD, office};

use super::place::{bring, send, take};

#[tokio::test(flavor = "multi_thread")]
async fn one_halls_calls_are_not_seen_taken_rated_or_ended_by_another() {
    let office = office();
    let mut ours = office.signed_in("call-ours", "supervisor,operator").await;
    let arguments = [
        "account",
        "add",
        "--hall",
        OTHER_HALL,
        "--alias",
        "call-ours",
        "--roles",
        "supervisor,operator",
        "--password-stdin",
    ];
    office.command(&arguments, PASSWORD);
    let mut theirs = Browser::new(&office.workbench.url());
    let signed = theirs.sign_in_to(OTHER_HALL, "call-ours", PASSWORD).await;
    assert_eq!(signed.status, 303);

    bring(&mut ours, &["O-1", "O-2"]).await;
    let lists = theirs.get("/call-lists").await;
    assert!(!lists.text().contains("a list") && lists.text().contains("还没有名单"));
    theirs.fill_in("/call-lists", "/call/next", &[]).await;
    let page = theirs.get("/call").await;
    assert!(
        page.text().contains("现在没有要拨打的办件"),
        "{}",
        page.text()
    );

    let (call, _) = take(&mut ours).await;
    for (path, field) in [
        ("/call/rate", ("level", "5")),
        ("/call/outcome", ("outcome", "declined")),
    ] {
        let fields = [("call", call.as_str()), field];
        let answer = theirs.fill_in("/call-lists", path, &fields).await;
        assert_eq!(answer.header("location"), Some("/call?said=gone"), "{path}");
    }
    let fields = [("call", call.as_str()), ("level", "5")];
    let rated = ours.fill_in("/call", "/call/rate", &fields).await;
    assert!(
        rated
            .header("location")
            .is_some_and(|to| to.contains("said=recorded"))
    );
    // Not even what it came to.
    let answer = theirs.fill_in("/call-lists", "/call/rate", &fields).await;
    assert_eq!(answer.header("location"), Some("/call?said=gone"));
}

#[tokio::test]
async fn nobody_comes_to_these_pages_unsigned() {
    let mut nobody = Browser::new(&office().workbench.url());
    for path in ["/call", "/call-lists", "/call-lists/template.csv"] {
        let page = nobody.get(path).await;
        assert_eq!(page.status, 303, "{path}");
        assert!(
            page.header("location")
                .is_some_and(|to| to.starts_with("/sign-in")),
            "{path}"
        );
    }
    for path in ["/call/next", "/call/rate", "/call/outcome", "/call-lists"] {
        assert_eq!(
            nobody.post(path, &[]).await.header("location"),
            Some("/sign-in?over=1"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_list_over_the_bound_is_told_by_its_page() {
    let mut chief = office().signed_in("big-list", "supervisor").await;
    let answer = send(&mut chief, vec![b'a'; 5_000_000]).await;
    assert_eq!(answer.status, 413, "{}", answer.text());
    for part in ["文件超过4 MB，请分成几个文件", "<nav"] {
        assert!(answer.text().contains(part), "{part}: {}", answer.text());
    }
}
