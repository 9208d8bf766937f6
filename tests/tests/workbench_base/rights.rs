//! What each role sees, and what nobody sees who is not signed in.

use haochaping_tests::workbench::{Browser, office};

#[tokio::test]
async fn nobody_sees_a_page_without_signing_in() {
    let mut browser = Browser::new(&office().workbench.url());
    let home = browser.get("/").await;
    assert_eq!(
        (home.status, home.header("location")),
        (303, Some("/sign-in"))
    );
    let audit = browser.get("/audit").await;
    assert_eq!(audit.header("location"), Some("/sign-in?next=%2Faudit"));
    assert_eq!(
        browser.post("/sign-out", &[]).await.header("location"),
        Some("/sign-in?over=1")
    );
}

#[tokio::test]
async fn the_trail_is_for_supervisors() {
    for (alias, roles, status) in [
        ("may-op", "operator", 403),
        ("may-co", "collector", 403),
        ("may-both", "operator,collector", 403),
        ("may-su", "supervisor", 200),
    ] {
        let mut browser = office().signed_in(alias, roles).await;
        let page = browser.get("/audit").await;
        assert_eq!(page.status, status, "{alias}");
        assert_eq!(page.text().contains("需要“主管”角色"), status == 403);
        let home = browser.get("/").await;
        assert_eq!(
            home.text().contains("href=\"/audit\""),
            status == 200,
            "{alias}"
        );
    }
}

#[tokio::test]
async fn the_language_of_the_address_is_kept() {
    let mut browser = Browser::new(&office().workbench.url());
    assert!(
        browser
            .get("/sign-in")
            .await
            .text()
            .contains("<html lang=\"zh-CN\">")
    );
    assert!(
        browser
            .get("/sign-in?lang=en")
            .await
            .text()
            .contains("<html lang=\"en\">")
    );
    let page = browser.get("/nowhere").await;
    assert_eq!(page.status, 404);
    assert!(page.text().contains("Page not found"));
    assert!(
        browser
            .get("/sign-in?lang=zh-CN")
            .await
            .text()
            .contains("<html lang=\"zh-CN\">")
    );
}
