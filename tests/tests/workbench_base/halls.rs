//! Two halls at one workbench see nothing of each other.

use haochaping_tests::workbench::{Browser, OTHER_HALL, PASSWORD, office};
use xtask::stack::DEMO_HALL;

#[tokio::test]
async fn the_same_alias_is_two_people_and_a_trail_is_its_halls_own() {
    let office = office();
    let here = office.signed_in("hall-two", "supervisor").await;
    let add = |password: &str| {
        office.workbench.command(
            &[
                "account",
                "add",
                "--hall",
                OTHER_HALL,
                "--alias",
                "hall-two",
                "--roles",
                "supervisor",
                "--password-stdin",
            ],
            password,
        )
    };
    add("the other one's word").expect("an account");
    let mut there = Browser::new(&here.base);
    let form = there.get("/sign-in").await;
    for hall in [DEMO_HALL, OTHER_HALL] {
        assert!(form.text().contains(&format!("<option value=\"{hall}\"")));
    }
    let wrong = there.sign_in_to(OTHER_HALL, "hall-two", PASSWORD).await;
    assert_eq!(wrong.status, 403);
    let chosen = format!("<option value=\"{OTHER_HALL}\" selected>");
    assert!(wrong.text().contains(&chosen), "{}", wrong.text());
    let right = there
        .sign_in_to(OTHER_HALL, "hall-two", "the other one's word")
        .await;
    assert_eq!(right.status, 303);
    assert!(there.get("/").await.text().contains("江北区网上办事大厅"));

    // This hall's trail has what was done here, and nothing that was done there.
    office.signed_in("hall-here-only", "operator").await;
    let trail = there.get("/audit").await;
    assert_eq!(trail.status, 200);
    assert!(trail.text().contains("keep\">hall-two</td>"));
    assert!(!trail.text().contains("hall-here-only"));
}
