//! An account is changed while somebody signs in to it.

use haochaping_tests::load::until;
use haochaping_tests::workbench::{Browser, PASSWORD, office};
use tokio::runtime::Handle;

/// Somebody waits for what this connection has changed.
const WAITED_FOR: &str = "SELECT EXISTS (SELECT FROM pg_locks
     WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))";

/// Signs in to an account that `change` changes between the look at the password, which is right,
/// and the begin of the session.
async fn signs_in_meanwhile(alias: &'static str, change: &str) {
    let office = office();
    office.add(alias, "operator");
    let mut browser = Browser::new(&office.workbench.url());
    let runtime = Handle::current();
    let signing_in = office.database.with(|client| {
        let mut transaction = client.transaction().expect("a transaction");
        let changed = transaction.execute(change, &[&alias]).expect("a change");
        assert_eq!(changed, 1);
        let signing_in = runtime.spawn(async move { browser.sign_in(alias, PASSWORD).await });
        until("the session to begin", || {
            let waited_for = transaction.query_one(WAITED_FOR, &[]).expect("locks");
            waited_for.get(0) || signing_in.is_finished()
        });
        transaction.commit().expect("the change");
        Ok(signing_in)
    });
    let answer = signing_in.expect("the centre").await.expect("an answer");
    assert_eq!(answer.status, 403, "{change}");
    assert!(
        answer.text().contains("role=\"alert\""),
        "{}",
        answer.text()
    );
    let sql =
        "SELECT count(*) FROM workbench.sessions s JOIN workbench.accounts a ON a.id = s.account_id
               WHERE a.alias = $1";
    let sessions = office
        .database
        .with(|client| Ok(client.query_one(sql, &[&alias])));
    let sessions: i64 = sessions.expect("the centre").expect("a number").get(0);
    assert_eq!(sessions, 0, "{change}");
    let signed_in = |(who, what, _): &(String, String, String)| who == alias && what == "sign_in";
    assert!(!office.trail_of(alias).iter().any(signed_in), "{change}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_password_begins_no_session_once_there_is_another() {
    office().add("mean-other", "operator");
    let change = "UPDATE workbench.accounts a SET password = o.password
                  FROM workbench.accounts o WHERE a.alias = $1 AND o.alias = 'mean-other'";
    signs_in_meanwhile("mean-password", change).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disabled_account_begins_no_session() {
    let change = "UPDATE workbench.accounts SET disabled_at = clock_timestamp() WHERE alias = $1";
    signs_in_meanwhile("mean-disabled", change).await;
}
