//! The process itself: killed, without a centre, asked to end; what its log says.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;

use haochaping_tests::load::until;
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

#[tokio::test]
async fn it_ends_when_asked_to_though_an_upload_goes_on() {
    let stack = Stack::fresh("workbench-upload", false, Value::Null, Value::Null).unwrap();
    let mut workbench = Workbench::start(&stack, &WorkbenchOptions::default()).unwrap();
    workbench
        .add_account("goes-on", "collector", PASSWORD)
        .unwrap();
    let mut browser = Browser::new(&workbench.url());
    assert_eq!(browser.sign_in("goes-on", PASSWORD).await.status, 303);
    let csrf = browser.csrf("/collect/upload").await;
    let cookie = browser.cookie("workbench").unwrap();
    let host = workbench.url().replace("http://", "");
    let head = format!(
        "POST /collect/upload HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: workbench={cookie}\r\n\
         Content-Type: multipart/form-data; boundary=edge\r\nContent-Length: 3000000\r\nExpect: 100-continue\r\n\r\n"
    );
    let begin = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--edge\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n编号,收集方式\r\n"
    );
    let mut upload = TcpStream::connect(&host).unwrap();
    upload.write_all(head.as_bytes()).unwrap();
    // It says so once it reads the form.
    let mut said = [0; 12];
    upload.read_exact(&mut said).unwrap();
    assert_eq!(&said, b"HTTP/1.1 100");
    upload.write_all(begin.as_bytes()).unwrap();

    let process = workbench.id().unwrap().to_string();
    let asked = Command::new("kill").args(["-TERM", &process]).status();
    assert!(asked.unwrap().success());
    until("the process to end", || workbench.check().is_err());
    let log = std::fs::read_to_string(workbench.log()).unwrap();
    assert!(log.contains("a connection was still open"), "{log}");
    drop(upload);
    let kept = "SELECT count(*) FROM workbench.uploads";
    let kept = stack
        .database
        .with(|client| Ok(client.query_one(kept, &[])));
    assert_eq!(kept.unwrap().unwrap().get::<_, i64>(0), 0);
}
