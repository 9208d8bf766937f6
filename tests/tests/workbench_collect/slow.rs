//! The edge is slow while tables are entered.

use haochaping_tests::door::Door;
use haochaping_tests::load::until;
use serde_json::json;
use tokio::task::JoinSet;
use xtask::stack::{Workbench, WorkbenchOptions};

use crate::world::{rows, signed_in, staged, upload, world};

/// Connections to the centre that a workbench has.
const CONNECTIONS: usize = 16;

/// A workbench beside the same centre, and a closed door before its edge.
fn behind_a_door() -> (Workbench, Door) {
    let door = Door::before(&world().stack.edge.url());
    let options = WorkbenchOptions {
        config: json!({ "edge": door.url() }),
        ..WorkbenchOptions::default()
    };
    let workbench = Workbench::start(&world().stack, &options).expect("a workbench");
    (workbench, door)
}

fn table(mark: &str, rows: usize) -> String {
    let row = |n: usize| format!("{mark}-{n},开放日,2026-02-05,满意,第{n}张纸条\r\n");
    let rows: String = (0..rows).map(row).collect();
    format!("编号,收集方式,收集日期,满意度,意见\r\n{rows}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_that_two_windows_confirm_at_once_is_entered_once() {
    let (workbench, door) = behind_a_door();
    let mut first = signed_in(&workbench, "co-windows", "collector").await;
    let uploaded = upload(&mut first, table("V", 3).as_bytes()).await;
    let path = uploaded.header("location").expect("a place").to_owned();
    let csrf = first.csrf(&path).await;
    let (mut second, mut one) = (first.window(), first.window());
    let (form, to) = (csrf.clone(), path.clone());
    let entering = tokio::spawn(async move { one.post(&to, &[("csrf", &form)]).await });
    until("the first at the edge", || door.waiting() > 0);

    // While the edge has not answered the first.
    let told = second.post(&path, &[("csrf", &csrf)]).await;
    let told = told.header("location").expect("a place").to_owned();
    assert_eq!(told, format!("{path}?busy=1"));
    let page = second.get(&told).await;
    assert!(page.text().contains("正在录入"), "{}", page.text());
    assert!(!page.text().contains("已录入 <"), "{}", page.text());
    assert!(
        staged("co-windows")
            .iter()
            .all(|(_, state, _)| state == "good")
    );

    door.open();
    let entered = entering.await.expect("an answer");
    assert_eq!(entered.header("location"), Some(path.as_str()));
    let page = first.get(&path).await;
    assert!(page.text().contains("没有待录入的意见"), "{}", page.text());
    assert!(
        staged("co-windows")
            .iter()
            .all(|(_, state, _)| state == "entered")
    );
    // The second presses again: there is nothing left.
    let again = second.post(&path, &[("csrf", &csrf)]).await;
    assert_eq!(again.header("location"), Some(path.as_str()));
    assert_eq!(rows("co-windows", 3).len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_for_the_edge_holds_no_connection_to_the_centre() {
    let (workbench, door) = behind_a_door();
    let mut browser = signed_in(&workbench, "co-waits", "collector").await;
    let mut paths = Vec::new();
    for n in 0..=CONNECTIONS {
        let table = table(&format!("X{n}"), 1);
        let uploaded = upload(&mut browser, table.as_bytes()).await;
        paths.push(uploaded.header("location").expect("a place").to_owned());
    }
    let csrf = browser.csrf("/collect").await;
    let mut entering = JoinSet::new();
    for path in &paths {
        let (mut window, path, csrf) = (browser.window(), path.clone(), csrf.clone());
        entering.spawn(async move { window.post(&path, &[("csrf", &csrf)]).await.status });
    }
    until("all of them at the edge", || door.waiting() > CONNECTIONS);
    assert_eq!(browser.get("/collected").await.status, 200);
    assert_eq!(browser.get("/health/ready").await.status, 200);
    door.open();
    assert_eq!(entering.join_all().await, [303; CONNECTIONS + 1]);
    // The edge takes few bodies at once; what it had no time for is pressed again.
    for path in &paths {
        let answer = browser.post(path, &[("csrf", &csrf)]).await;
        assert_eq!(answer.header("location"), Some(path.as_str()));
    }
    rows("co-waits", CONNECTIONS + 1);
}
