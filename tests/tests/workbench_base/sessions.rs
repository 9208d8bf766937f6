//! How long somebody stays signed in.

use haochaping_tests::workbench::{Browser, office};

fn set_back(alias: &str, column: &str, minutes: u32) {
    let touched = office().owner(&format!(
        "UPDATE workbench.sessions SET {column} = {column} - make_interval(mins => {minutes})
         WHERE account_id = (SELECT id FROM workbench.accounts WHERE alias = '{alias}')"
    ));
    assert_eq!(touched, 1);
}

#[tokio::test]
async fn half_an_hour_without_a_page_ends_it_and_a_page_renews_it() {
    let mut browser = office().signed_in("stay-idle", "operator").await;
    for _ in 0..3 {
        set_back("stay-idle", "seen_at", 29);
        assert_eq!(browser.get("/").await.status, 200);
    }
    set_back("stay-idle", "seen_at", 30);
    let answer = browser.get("/audit?action=sign_in").await;
    let next = "/sign-in?next=%2Faudit%3Faction%3Dsign_in&over=1";
    assert_eq!(
        (answer.status, answer.header("location")),
        (303, Some(next))
    );
    let page = browser.get(next).await;
    assert!(page.text().contains("登录已失效") && page.text().contains("/audit?action=sign_in"));
}

#[tokio::test]
async fn ten_hours_end_it_however_busy() {
    let mut browser = office().signed_in("stay-long", "operator").await;
    set_back("stay-long", "created_at", 599);
    assert_eq!(browser.get("/").await.status, 200);
    set_back("stay-long", "created_at", 1);
    assert_eq!(browser.get("/").await.status, 303);
}

#[tokio::test]
async fn signing_out_ends_it_for_whoever_kept_the_cookie() {
    let mut browser = office().signed_in("stay-out", "operator").await;
    let mut thief = Browser::new(&browser.base);
    thief.cookies.clone_from(&browser.cookies);
    assert_eq!(thief.get("/").await.status, 200);
    assert_eq!(browser.fill_in("/", "/sign-out", &[]).await.status, 303);
    assert_eq!(browser.cookie("workbench"), None);
    assert_eq!(thief.get("/").await.status, 303);
}

#[tokio::test]
async fn each_browser_has_a_session_of_its_own_and_the_centre_keeps_no_token() {
    let first = office().signed_in("stay-two", "operator").await;
    let mut second = Browser::new(&first.base);
    second
        .cookies
        .push(("workbench".to_owned(), "A".repeat(43)));
    assert_eq!(
        second.get("/").await.status,
        303,
        "a cookie that somebody made up"
    );
    let token = first.cookie("workbench").expect("a cookie").to_owned();
    let found = office().database.with(|client| {
        let rows = client.query("SELECT s::text FROM workbench.sessions s", &[]);
        let rows = rows.expect("rows");
        Ok(rows.iter().map(|row| row.get(0)).collect())
    });
    let found: Vec<String> = found.expect("the centre");
    assert!(!found.is_empty() && found.iter().all(|row| !row.contains(&token)));
}

#[tokio::test]
async fn who_sent_a_form_after_it_ended_is_told_that_nothing_was_stored() {
    let mut browser = office().signed_in("stay-sent", "operator").await;
    set_back("stay-sent", "seen_at", 30);
    let mut without_cookie = Browser::new(&browser.base);
    for sender in [&mut browser, &mut without_cookie] {
        let answer = sender.post("/call/rate", &[("level", "5")]).await;
        assert_eq!(answer.header("location"), Some("/sign-in?over=1"));
    }
    for (lang, words) in [("zh-CN", "没有保存任何内容"), ("en", "nothing was stored")] {
        let page = browser.get(&format!("/sign-in?over=1&lang={lang}")).await;
        assert!(page.text().contains(words), "{}", page.text());
    }
}
