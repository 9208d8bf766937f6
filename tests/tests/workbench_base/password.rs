//! Another password of one's own.

use haochaping_tests::workbench::{Browser, PASSWORD, office};

const NEW: &str = "quite another word";

async fn change(browser: &mut Browser, old: &str, new: &str, again: &str) -> (u16, String) {
    let fields = [("old", old), ("new", new), ("again", again)];
    let answer = browser.fill_in("/password", "/password", &fields).await;
    (answer.status, answer.text().to_owned())
}

#[tokio::test]
async fn it_replaces_the_old_one_and_ends_every_other_session() {
    let mut browser = office().signed_in("own-word", "operator").await;
    let mut elsewhere = Browser::new(&browser.base);
    assert_eq!(elsewhere.sign_in("own-word", PASSWORD).await.status, 303);
    let before = browser.cookie("workbench").map(str::to_owned);

    assert_eq!(change(&mut browser, PASSWORD, NEW, NEW).await.0, 303);
    assert_ne!(browser.cookie("workbench").map(str::to_owned), before);
    let page = browser.get("/password?done=1").await;
    assert!(page.text().contains("密码已更换"));
    assert_eq!(elsewhere.get("/").await.status, 303);
    assert_eq!(elsewhere.sign_in("own-word", PASSWORD).await.status, 403);
    assert_eq!(elsewhere.sign_in("own-word", NEW).await.status, 303);
    let told = office().trail_of("own-word");
    assert!(
        told.iter()
            .any(|(who, what, _)| who == "own-word" && what == "account.password")
    );
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_its_field_and_changes_nothing() {
    let mut browser = office().signed_in("own-wrong", "operator").await;
    for (old, new, again, field, says) in [
        (PASSWORD, "short", "short", "new", "至少 12 个字符"),
        (
            PASSWORD,
            "own-wrongown-wrong",
            "own-wrongown-wrong",
            "new",
            "过于简单",
        ),
        (PASSWORD, NEW, "something else", "again", "不一致"),
        ("not this one", NEW, NEW, "old", "原密码不正确"),
    ] {
        let (status, text) = change(&mut browser, old, new, again).await;
        assert_eq!(status, 403, "{says}");
        let wrong = format!("id=\"{field}-wrong\" role=\"alert\">");
        let at = text
            .find(&wrong)
            .unwrap_or_else(|| panic!("{says}: {text}"));
        assert!(
            text[at..].starts_with(&wrong) && text[at..].contains(says),
            "{text}"
        );
        assert!(
            !text.contains(NEW) && !text.contains("not this one"),
            "{text}"
        );
    }
    let mut again = Browser::new(&browser.base);
    assert_eq!(again.sign_in("own-wrong", PASSWORD).await.status, 303);
}

#[tokio::test]
async fn a_screen_that_was_left_open_is_no_way_around_the_brake() {
    let mut browser = office().signed_in("own-guess", "operator").await;
    for _ in 0..5 {
        assert!(
            change(&mut browser, "wrong", NEW, NEW)
                .await
                .1
                .contains("原密码不正确")
        );
    }
    let (status, text) = change(&mut browser, PASSWORD, NEW, NEW).await;
    assert!(status == 403 && text.contains("尝试次数过多"), "{text}");
}
