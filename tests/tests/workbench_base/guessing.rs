//! Guessing a password becomes slow, whoever guesses and whether or not there is somebody.

use haochaping_tests::workbench::{Browser, PASSWORD, office};
use xtask::stack::DEMO_HALL;

/// Lets the wait of an alias pass.
fn pass(alias: &str, seconds: u32) {
    let touched = office().owner(&format!(
        "UPDATE workbench.sign_in_attempts SET last_at = last_at - make_interval(secs => {seconds})
         WHERE name_sha256 = sha256(convert_to('{DEMO_HALL}' || E'\\n' || '{alias}', 'UTF8'))"
    ));
    assert_eq!(touched, 1);
}

#[tokio::test]
async fn after_five_failures_the_right_password_waits_too() {
    office().add("guess-five", "operator");
    let mut browser = Browser::new(&office().workbench.url());
    for _ in 0..5 {
        assert_eq!(browser.sign_in("guess-five", "wrong").await.status, 403);
    }
    let answer = browser.sign_in("guess-five", PASSWORD).await;
    assert_eq!(answer.status, 429);
    assert!(
        answer.text().contains("请 1 分钟后再试"),
        "{}",
        answer.text()
    );

    pass("guess-five", 31);
    assert_eq!(browser.sign_in("guess-five", "wrong").await.status, 403);
    pass("guess-five", 31);
    assert_eq!(
        browser.sign_in("guess-five", PASSWORD).await.status,
        429,
        "it doubles"
    );
    pass("guess-five", 30);
    assert_eq!(browser.sign_in("guess-five", PASSWORD).await.status, 303);
    // A success forgets: five more are free.
    let mut again = Browser::new(&office().workbench.url());
    for _ in 0..5 {
        assert_eq!(again.sign_in("guess-five", "wrong").await.status, 403);
    }
}

#[tokio::test]
async fn guesses_that_are_sent_at_once_are_counted_before_they_are_looked_at() {
    for alias in ["guess-once", "guess-nobody"] {
        if alias == "guess-once" {
            office().add(alias, "operator");
        }
        let guesses = (0..12).map(|_| async move {
            let mut browser = Browser::new(&office().workbench.url());
            browser.sign_in(alias, "wrong").await.status
        });
        let mut tasks = tokio::task::JoinSet::new();
        for guess in guesses {
            tasks.spawn(guess);
        }
        let mut told = tasks.join_all().await;
        told.sort_unstable();
        let expected = [[403; 5].as_slice(), &[429; 7]].concat();
        assert_eq!(told, expected, "{alias}");
    }
}

#[tokio::test]
async fn no_other_spelling_of_an_alias_gets_guesses_of_its_own() {
    office().add("guess-kelvin", "operator");
    let mut browser = Browser::new(&office().workbench.url());
    for alias in [
        "guess-kelvin",
        "GUESS-kelvin",
        "guess-KELVIN",
        "Guess-Kelvin",
    ] {
        assert_eq!(browser.sign_in(alias, "wrong").await.status, 403);
    }
    // Its k is the Kelvin sign, which is one in small letters: nobody's, whoever folds it.
    let other = browser.sign_in("guess-\u{212A}elvin", PASSWORD).await;
    assert_eq!(other.status, 403);
    assert_eq!(browser.sign_in("guess-kelvin", "wrong").await.status, 403);
    assert_eq!(browser.sign_in("guess-kelvin", PASSWORD).await.status, 429);
}

#[tokio::test]
async fn one_guessed_alias_slows_no_other_down() {
    office().add("guess-kind", "operator");
    let mut browser = Browser::new(&office().workbench.url());
    for _ in 0..6 {
        browser.sign_in("guess-other", "wrong").await;
    }
    assert_eq!(browser.sign_in("guess-kind", PASSWORD).await.status, 303);
}
