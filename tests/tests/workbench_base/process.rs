//! The process itself: killed, without a centre, asked to end; what its log says.

use haochaping_tests::workbench::{Browser, PASSWORD, office};
use serde_json::Value;
use xtask::stack::{Stack, Workbench, WorkbenchOptions};

#[tokio::test]
async fn a_session_outlives_the_process_and_pages_return_with_the_centre() {
    let mut stack = Stack::fresh("workbench-process", false, Value::Null, Value::Null).unwrap();
    let mut workbench = Workbench::start(&stack, &WorkbenchOptions::default()).unwrap();
    workbench
        .add_account("lives-on", "operator", PASSWORD)
        .unwrap();
    let mut browser = Browser::new(&workbench.url());
    assert_eq!(browser.sign_in("lives-on", PASSWORD).await.status, 303);
    workbench.kill9();
    workbench.run().unwrap();
    assert_eq!(browser.get("/").await.status, 200);

    let postgres = stack.postgres.as_mut().unwrap();
    postgres.stop();
    let page = browser.get("/").await;
    assert_eq!(page.status, 503);
    assert!(
        page.text().contains("数据库暂时无法连接"),
        "{}",
        page.text()
    );
    assert_eq!(browser.get("/health/ready").await.status, 503);
    assert_eq!(browser.get("/health/live").await.status, 200);
    stack.postgres.as_mut().unwrap().run().unwrap();
    assert_eq!(browser.get("/health/ready").await.status, 200);
    assert_eq!(browser.get("/").await.status, 200);

    workbench.stop();
    let log = std::fs::read_to_string(workbench.log()).unwrap();
    assert!(log.contains("every request was answered"), "{log}");
}

#[tokio::test]
async fn the_log_is_json_and_says_nothing_of_anybody() {
    let office = office();
    let mut browser = office.signed_in("log-alias", "supervisor").await;
    browser.get("/audit?alias=log-secret").await;
    browser.get("/nowhere-log-secret").await;
    let mut other = Browser::new(&browser.base);
    assert_eq!(other.sign_in("log-alias", "log-secret").await.status, 403);
    let token = browser.cookie("workbench").unwrap().to_owned();
    let log = std::fs::read_to_string(office.workbench.log()).unwrap();
    let routes: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(
        routes
            .iter()
            .any(|line| line["route"] == "/audit" && line["status"] == 200)
    );
    for secret in ["log-alias", "log-secret", PASSWORD, token.as_str()] {
        assert!(!log.contains(secret), "{secret}");
    }
}
