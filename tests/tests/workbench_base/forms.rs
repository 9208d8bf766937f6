//! A form counts when a page of ours sent it for this very session.

use haochaping_tests::workbench::{Browser, PASSWORD, office};
use xtask::stack::DEMO_HALL;

#[tokio::test]
async fn a_form_without_what_the_page_gave_it_changes_nothing() {
    let mut browser = office().signed_in("form-none", "operator").await;
    let mut other = office().signed_in("form-other", "operator").await;
    let others = other.csrf("/").await;
    for csrf in ["", "x", others.as_str()] {
        let answer = browser.post("/sign-out", &[("csrf", csrf)]).await;
        assert_eq!(answer.status, 403);
        assert!(answer.text().contains("没有保存任何内容"));
    }
    assert_eq!(browser.post("/sign-out", &[]).await.status, 403);
    assert_eq!(browser.get("/").await.status, 200, "still signed in");
}

#[tokio::test]
async fn a_form_of_another_origin_changes_nothing_though_it_knows_the_token() {
    let mut browser = office().signed_in("form-origin", "operator").await;
    let ours = browser.origin.clone();
    for origin in [
        vec![("origin", "https://evil.example".to_owned())],
        vec![("origin", "null".to_owned())],
        vec![("sec-fetch-site", "cross-site".to_owned())],
        vec![("sec-fetch-site", "same-site".to_owned())],
    ] {
        browser.origin = origin.clone();
        assert_eq!(
            browser.fill_in("/", "/sign-out", &[]).await.status,
            403,
            "{origin:?}"
        );
    }
    browser.origin = ours;
    assert_eq!(browser.fill_in("/", "/sign-out", &[]).await.status, 303);
}

#[tokio::test]
async fn nobody_is_signed_in_by_a_form_that_was_not_asked_for() {
    office().add("form-in", "operator");
    let mut browser = Browser::new(&office().workbench.url());
    let csrf = browser.csrf("/sign-in").await;
    let fields = [
        ("csrf", csrf.as_str()),
        ("hall", DEMO_HALL),
        ("alias", "form-in"),
        ("password", PASSWORD),
    ];
    let form = std::mem::take(&mut browser.cookies);
    assert_eq!(browser.post("/sign-in", &fields).await.status, 403);
    assert_eq!(browser.cookie("workbench"), None);
    browser.cookies = form.clone();
    browser.origin = vec![("origin", "https://evil.example".to_owned())];
    assert_eq!(browser.post("/sign-in", &fields).await.status, 403);
    assert_eq!(browser.cookie("workbench"), None);
}

#[tokio::test]
async fn the_form_of_an_earlier_tab_still_signs_in() {
    office().add("form-tabs", "operator");
    let mut browser = Browser::new(&office().workbench.url());
    let first = browser.csrf("/sign-in").await;
    browser.csrf("/sign-in?lang=en").await;
    let fields = [
        ("csrf", first.as_str()),
        ("hall", DEMO_HALL),
        ("alias", "form-tabs"),
        ("password", PASSWORD),
    ];
    assert_eq!(browser.post("/sign-in", &fields).await.status, 303);
}

#[tokio::test]
async fn a_form_that_no_page_sends_is_refused() {
    let mut browser = office().signed_in("form-odd", "operator").await;
    let large = "x".repeat(100_000);
    let csrf = browser.csrf("/").await;
    let answer = browser
        .post("/sign-out", &[("csrf", &csrf), ("more", &large)])
        .await;
    assert_eq!(answer.status, 413);
    let mut nobody = Browser::new(&office().workbench.url());
    assert_eq!(nobody.post("/sign-in", &[("alias", "x")]).await.status, 400);
    assert_eq!(browser.post("/", &[("csrf", &csrf)]).await.status, 405);
    assert_eq!(browser.get("/").await.status, 200);
}

#[tokio::test]
async fn every_answer_has_the_headers_of_a_page_that_nobody_may_frame_or_keep() {
    let mut browser = Browser::new(&office().workbench.url());
    for path in [
        "/sign-in",
        "/",
        "/nowhere",
        "/static/workbench.css",
        "/health/live",
    ] {
        let answer = browser.get(path).await;
        let policy = answer.header("content-security-policy").expect("a policy");
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
            "{path}"
        );
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
        assert_eq!(answer.header("x-frame-options"), Some("DENY"), "{path}");
        assert_eq!(
            answer.header("x-content-type-options"),
            Some("nosniff"),
            "{path}"
        );
        let kept = if path.starts_with("/static/") {
            "no-cache"
        } else {
            "no-store"
        };
        assert_eq!(answer.header("cache-control"), Some(kept), "{path}");
    }
    let line = browser.get("/sign-in").await;
    let cookie = line.header("set-cookie").expect("a cookie");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
        "{cookie}"
    );
}
