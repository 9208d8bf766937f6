//! The trail: written with what it tells of, for supervisors to read, for nobody to change.

use haochaping_tests::load::until;
use haochaping_tests::workbench::{Browser, office};
use tokio::runtime::Handle;
use xtask::stack::Database;

/// Why a statement was refused, by SQLSTATE.
fn refused(database: &Database, sql: &str) -> String {
    let outcome = database.with(|client| Ok(client.batch_execute(sql)));
    let error = outcome.expect("the centre").expect_err(sql);
    error
        .code()
        .expect("a reason of the server")
        .code()
        .to_owned()
}

#[tokio::test]
async fn signing_in_and_out_and_being_refused_stand_in_it() {
    let mut browser = office().signed_in("trail-own", "operator").await;
    browser.fill_in("/", "/sign-out", &[]).await;
    browser.sign_in("trail-own", "wrong").await;
    // The last is written beside the answer.
    until("the trail", || office().trail_of("trail-own").len() == 4);
    let told = office().trail_of("trail-own");
    let actions: Vec<&str> = told.iter().map(|(_, action, _)| action.as_str()).collect();
    assert_eq!(
        actions,
        ["account.add", "sign_in", "sign_out", "sign_in.refused"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_does_not_wait_for_the_trail() {
    let office = office();
    office.add("trail-late", "operator");
    let mut browser = Browser::new(&office.workbench.url());
    let runtime = Handle::current();
    let status = office.database.with(|client| {
        let mut tx = client.transaction().expect("a transaction");
        let lock = "LOCK TABLE workbench.audit IN EXCLUSIVE MODE";
        tx.batch_execute(lock).expect("nobody writes the trail");
        Ok(runtime
            .block_on(browser.sign_in("trail-late", "wrong"))
            .status)
    });
    assert_eq!(status.expect("the centre"), 403);
    until("the trail", || office.trail_of("trail-late").len() == 2);
}

#[test]
fn nobody_changes_it_not_even_the_owner_of_the_tables() {
    let office = office();
    office.add("trail-fixed", "operator");
    for sql in [
        "UPDATE workbench.audit SET alias = 'x'",
        "DELETE FROM workbench.audit",
        "TRUNCATE workbench.audit",
        "DELETE FROM workbench.accounts",
    ] {
        assert_eq!(refused(&office.database, sql), "23001", "{sql}");
    }
}

#[test]
fn the_workbench_may_do_no_more_than_it_must() {
    let own = office()
        .database
        .logged_in_as("demo_workbench", "demo_workbench");
    for sql in [
        "UPDATE workbench.audit SET alias = 'x'",
        "DELETE FROM workbench.audit",
        "TRUNCATE workbench.audit",
        "DELETE FROM workbench.accounts",
        "UPDATE workbench.accounts SET alias = 'x'",
        "SELECT * FROM haochaping.sealed_identities",
        "INSERT INTO haochaping.evaluations DEFAULT VALUES",
        "UPDATE haochaping.evaluations SET level = 5",
        "DELETE FROM haochaping.evaluations",
        "CREATE TABLE workbench.x ()",
        "CREATE TABLE haochaping.x ()",
    ] {
        assert_eq!(refused(&own, sql), "42501", "{sql}");
    }
    let reads = own.with(|client| {
        Ok(client.batch_execute(
            "SELECT haochaping.is_scored(flags, certainty) FROM haochaping.evaluations;
             SELECT * FROM haochaping.evaluation_keys; SELECT * FROM haochaping.service_events",
        ))
    });
    reads.expect("the centre").expect("it may read");
}

#[tokio::test]
async fn a_supervisor_filters_it_by_who_and_what() {
    let office = office();
    let mut chief = office.signed_in("trail-chief", "supervisor").await;
    let mut other = office.signed_in("trail-other", "operator").await;
    other.fill_in("/", "/sign-out", &[]).await;
    let page = chief.get("/audit?alias=TRAIL-other").await;
    assert!(page.text().contains("退出</td>") && !page.text().contains("keep\">trail-chief"));
    let page = chief.get("/audit?alias=trail-other&action=sign_in").await;
    assert!(page.text().contains("登录</td>") && !page.text().contains("退出</td>"));
    let page = chief.get("/audit?alias=nobody-at-all").await;
    assert!(page.text().contains("没有符合条件的记录"));
    let page = chief
        .get("/audit?alias=%22%3E%3Cscript%3E&before=x&action=y")
        .await;
    assert_eq!(page.status, 200);
    assert!(!page.text().contains("<script>"));
}

#[tokio::test]
async fn older_entries_are_a_page_further() {
    let office = office();
    let mut chief = office.signed_in("trail-pages", "supervisor").await;
    office.owner(
        "INSERT INTO workbench.audit (hall_id, alias, action, target_kind, target_id)
         SELECT 'yuzhong-zwfw', 'trail-many', 'sign_in', 'account', 'n-' || n
         FROM generate_series(1, 230) n",
    );
    let mut path = "/audit?alias=trail-many".to_owned();
    let mut seen = Vec::new();
    for _ in 0..3 {
        let page = chief.get(&path).await;
        let text = page.text();
        let targets = text.split("账号 n-").skip(1);
        seen.extend(targets.filter_map(|rest| rest.split('<').next()?.parse::<u32>().ok()));
        let Some((_, older)) = text.split_once("rel=\"next\" href=\"") else {
            break;
        };
        let link = older.split('"').next().expect("a link");
        path = link.replace("&#38;", "&").replace("&amp;", "&");
    }
    assert_eq!(seen, (1..=230).rev().collect::<Vec<_>>());
}
