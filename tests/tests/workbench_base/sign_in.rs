//! Who gets in.

use haochaping_tests::workbench::{Browser, PASSWORD, office};

#[tokio::test]
async fn the_right_password_signs_in_and_the_page_says_who() {
    let mut browser = office().signed_in("in-right", "operator").await;
    let home = browser.get("/").await;
    assert_eq!(home.status, 200);
    assert!(home.text().contains("in-right") && home.text().contains("话务员"));
    // Letters large or small: as one hears it on the telephone.
    let mut again = Browser::new(&office().workbench.url());
    assert_eq!(again.sign_in("IN-Right", PASSWORD).await.status, 303);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_alias_are_told_alike() {
    office().add("in-wrong", "operator");
    let mut browser = Browser::new(&office().workbench.url());
    let wrong = browser.sign_in("in-wrong", "another password").await;
    let unknown = browser.sign_in("in-nobody", PASSWORD).await;
    let told = |text: &str, alias: &str| {
        let from = text.find("role=\"alert\"").expect("an alert");
        text[from..]
            .replace(alias, "")
            .split("</p>")
            .next()
            .map(str::to_owned)
    };
    assert_eq!((wrong.status, unknown.status), (403, 403));
    assert_eq!(
        told(wrong.text(), "in-wrong"),
        told(unknown.text(), "in-nobody")
    );
    assert!(!wrong.text().contains("another password"));
    assert_eq!(browser.get("/").await.status, 303);
}
