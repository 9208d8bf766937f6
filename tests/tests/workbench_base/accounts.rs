//! What an administrator does to accounts, and what becomes of those who are signed in.

use haochaping_tests::workbench::{Browser, PASSWORD, office};
use xtask::stack::DEMO_HALL;

fn named<'a>(command: &'a str, alias: &'a str) -> [&'a str; 6] {
    ["account", command, "--hall", DEMO_HALL, "--alias", alias]
}

#[tokio::test]
async fn disabling_ends_what_is_open_and_lets_nobody_in_until_it_is_enabled() {
    let office = office();
    let mut browser = office.signed_in("acc-off", "operator").await;
    office.command(&named("disable", "acc-off"), "");
    assert_eq!(
        browser.get("/").await.header("location"),
        Some("/sign-in?over=1")
    );
    assert_eq!(browser.sign_in("acc-off", PASSWORD).await.status, 403);
    assert!(
        office
            .workbench
            .command(&named("disable", "acc-off"), "")
            .is_err()
    );

    office.command(&named("enable", "acc-off"), "");
    assert_eq!(
        browser.get("/").await.status,
        303,
        "the old session stays ended"
    );
    assert_eq!(browser.sign_in("acc-off", PASSWORD).await.status, 303);
}

#[tokio::test]
async fn another_password_ends_what_is_open_and_replaces_the_old_one() {
    let office = office();
    let mut browser = office.signed_in("acc-word", "operator").await;
    let mut arguments = named("password", "acc-word").to_vec();
    arguments.push("--password-stdin");
    office.command(&arguments, "quite another one\n");
    assert_eq!(browser.get("/").await.status, 303);
    assert_eq!(browser.sign_in("acc-word", PASSWORD).await.status, 403);
    assert_eq!(
        browser
            .sign_in("acc-word", "quite another one")
            .await
            .status,
        303
    );
}

#[tokio::test]
async fn other_roles_hold_from_the_next_page_on() {
    let office = office();
    let mut browser = office.signed_in("acc-role", "operator").await;
    assert_eq!(browser.get("/audit").await.status, 403);
    let mut arguments = named("roles", "acc-role").to_vec();
    arguments.extend(["--roles", "supervisor,operator"]);
    office.command(&arguments, "");
    assert_eq!(browser.get("/audit").await.status, 200);
}

#[test]
fn what_is_wrong_is_said_and_changes_nothing() {
    let office = office();
    let add = |hall: &str, alias: &str, roles: &str, password: &str| {
        let arguments = [
            "account",
            "add",
            "--hall",
            hall,
            "--alias",
            alias,
            "--roles",
            roles,
            "--password-stdin",
        ];
        let refused = office.workbench.command(&arguments, password);
        refused.expect_err("a refusal").to_string()
    };
    office.add("acc-once", "operator");
    for (hall, alias, roles, password, says) in [
        (DEMO_HALL, "ACC-once", "operator", PASSWORD, "already"),
        (
            "elsewhere",
            "acc-x",
            "operator",
            PASSWORD,
            "no hall elsewhere",
        ),
        (DEMO_HALL, "张三", "operator", PASSWORD, "--alias"),
        (DEMO_HALL, "13800138000", "operator", PASSWORD, "telephone"),
        (DEMO_HALL, "command", "operator", PASSWORD, "--alias"),
        (DEMO_HALL, "acc-x", "chief", PASSWORD, "chief"),
        (DEMO_HALL, "acc-x", "operator", "short", "at least 12"),
        (DEMO_HALL, "acc-x", "operator", "", "at least 12"),
    ] {
        let line = add(hall, alias, roles, password);
        assert!(line.contains(says), "{line}");
        assert!(password.is_empty() || !line.contains(password), "{line}");
    }
    let list = office.command(&["account", "list"], "");
    assert!(!list.contains("acc-x"), "{list}");
    assert!(
        list.contains(&format!("{DEMO_HALL}\tacc-once\toperator\tactive")),
        "{list}"
    );
}

#[tokio::test]
async fn the_trail_names_the_command_line() {
    let office = office();
    office.add("acc-trail", "operator");
    office.command(&named("disable", "acc-trail"), "");
    let told = office.trail_of("acc-trail");
    let expected = ["account.add", "account.disable"].map(|action| {
        (
            "command".to_owned(),
            action.to_owned(),
            "acc-trail".to_owned(),
        )
    });
    assert_eq!(told, expected);
    let mut chief = office.signed_in("acc-chief", "supervisor").await;
    let page = chief.get("/audit?alias=command&lang=en").await;
    assert!(page.text().contains("command line"), "{}", page.text());
}

#[tokio::test]
async fn nobody_signs_in_to_a_hall_that_has_no_such_account() {
    office().add("acc-hall", "operator");
    let mut browser = Browser::new(&office().workbench.url());
    let fields = [
        ("hall", "elsewhere"),
        ("alias", "acc-hall"),
        ("password", PASSWORD),
    ];
    let answer = browser.fill_in("/sign-in", "/sign-in", &fields).await;
    assert_eq!(answer.status, 403);
}
