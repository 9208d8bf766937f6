use super::*;
use proptest::prelude::*;

const T: Times = Times {
    idle: 60_000,
    asking: 30_000,
    thanks: 20_000,
};

fn served() -> Turn {
    let mut turn = Turn::new(T);
    assert!(turn.step(Input::Ticket(true), 0).clear);
    turn
}

#[test]
fn who_says_nothing_is_asked_and_then_cleared() {
    let mut turn = served();
    assert_eq!(turn.wait(0), Some(60_000));
    assert_eq!(turn.step(Input::Time, 59_999), NOTHING);
    assert_eq!(turn.step(Input::Time, 60_000), NOTHING);
    assert_eq!(
        (turn.screen(), turn.left(60_000)),
        (Screen::Asking, Some(30))
    );
    assert_eq!(turn.wait(60_000), Some(1000));
    assert_eq!(turn.left(89_001), Some(1));
    let end = turn.step(Input::Time, 90_000);
    assert!(end.clear);
    assert_eq!(end.words, [Word::Idle, Word::Next]);
    assert_eq!(turn.screen(), Screen::Resting);
}

#[test]
fn more_time_is_the_whole_time() {
    let mut turn = served();
    turn.step(Input::Time, 60_000);
    // A touch beside the button must not answer for the citizen, nor the question go.
    turn.step(Input::Touched, 70_000);
    assert_eq!(turn.screen(), Screen::Asking);
    turn.step(Input::More, 89_999);
    assert_eq!(
        (turn.screen(), turn.wait(89_999)),
        (Screen::Serving, Some(60_000))
    );
}

#[test]
fn a_timer_that_comes_a_little_late_asks_for_the_whole_time() {
    let mut turn = served();
    assert_eq!(turn.step(Input::Time, 89_999), NOTHING);
    assert_eq!(turn.left(89_999), Some(30));
}

#[test]
fn who_wakes_a_device_that_slept_finds_nothing() {
    let mut turn = served();
    let end = turn.step(Input::Time, 90_000);
    assert!(end.clear);
    assert_eq!(end.words, [Word::Idle, Word::Next]);
    assert_eq!(turn.screen(), Screen::Resting);
}

#[test]
fn a_screen_that_nobody_sees_is_cleared_and_a_rating_under_way_is_not() {
    for before in [Input::Touched, Input::Done, Input::Closed] {
        let mut turn = served();
        turn.step(before, 5);
        let step = turn.step(Input::Hidden, 9);
        assert_eq!(
            (step.clear, step.words),
            (true, [Word::Next].as_slice()),
            "{before:?}"
        );
    }
    let mut turn = served();
    turn.step(Input::Sending, 5);
    assert_eq!(turn.step(Input::Hidden, 9), NOTHING);
    assert_eq!(turn.step(Input::Done, 10).words, [Word::Done]);
}

#[test]
fn who_opens_the_form_again_has_the_time_of_a_form() {
    let mut turn = served();
    turn.step(Input::Closed, 1_000);
    assert_eq!(turn.step(Input::Open, 10_000), NOTHING);
    assert_eq!(
        (turn.screen(), turn.wait(10_000)),
        (Screen::Serving, Some(60_000))
    );
}

#[test]
fn a_form_that_is_open_anyway_answers_for_nobody() {
    let mut turn = served();
    turn.step(Input::Time, 60_000);
    turn.step(Input::Open, 61_000);
    assert_eq!(turn.screen(), Screen::Asking);
}

#[test]
fn thanks_end_by_themselves_and_later_news_start_them_anew() {
    let mut turn = served();
    turn.step(Input::Sending, 1_000);
    assert_eq!(
        turn.wait(1_000),
        None,
        "nothing is cleared while it is sent"
    );
    assert_eq!(turn.step(Input::Done, 2_000).words, [Word::Done]);
    // What was kept has been sent meanwhile: the receipt is worth as long a look.
    assert_eq!(turn.step(Input::Done, 10_000), NOTHING);
    assert_eq!(turn.left(10_000), Some(20));
    // Who touches the screen is still reading.
    assert_eq!(turn.step(Input::Touched, 15_000), NOTHING);
    assert_eq!(turn.step(Input::Time, 34_999), NOTHING);
    let end = turn.step(Input::Time, 35_000);
    assert_eq!((end.clear, end.words), (true, [Word::Next].as_slice()));
}

#[test]
fn what_was_refused_stays_to_be_put_right() {
    let mut turn = served();
    turn.step(Input::Sending, 1_000);
    assert_eq!(turn.step(Input::Open, 9_000), NOTHING);
    assert_eq!(
        (turn.screen(), turn.wait(9_000)),
        (Screen::Serving, Some(60_000))
    );
}

#[test]
fn another_ticket_wipes_whatever_was_there() {
    for input in [Input::Touched, Input::Sending, Input::Done, Input::Closed] {
        let mut turn = served();
        turn.step(input, 5);
        let step = turn.step(Input::Ticket(true), 9);
        assert_eq!((step.clear, step.words), (true, [].as_slice()), "{input:?}");
        assert_eq!(turn.screen(), Screen::Serving);
    }
}

fn inputs() -> impl Strategy<Value = (Input, u64)> {
    let input = prop_oneof![
        3 => any::<bool>().prop_map(Input::Ticket),
        2 => Just(Input::Touched),
        1 => Just(Input::More),
        2 => Just(Input::Sending),
        2 => Just(Input::Open),
        2 => Just(Input::Done),
        2 => Just(Input::Closed),
        1 => Just(Input::Next),
        1 => Just(Input::Hidden),
        4 => Just(Input::Time),
    ];
    (input, prop_oneof![0u64..2_000, 0u64..100_000])
}

proptest! {
    /// Whatever happens: no citizen finds anything of the one before, the host is told
    /// of each turn once, and nobody is cleared away without having been asked.
    #[test]
    fn a_turn_keeps_its_promises(inputs in proptest::collection::vec(inputs(), 0..120)) {
        let mut turn = Turn::new(T);
        let (mut now, mut done, mut asked) = (0u64, false, None);
        // Since when the form lies open in front of the citizen, untouched.
        let mut open = None;
        for (input, passed) in inputs {
            now += passed;
            let before = turn.screen();
            let step = turn.step(input, now);
            let after = turn.screen();

            let another = after == Screen::Resting && before != Screen::Resting
                || input == Input::Ticket(true);
            prop_assert_eq!(step.clear, another, "{:?} in {:?}", input, before);
            prop_assert_eq!(
                step.words.contains(&Word::Next),
                after == Screen::Resting && before != Screen::Resting
            );
            prop_assert!(step.words.last() != Some(&Word::Idle), "idle is followed by next");

            if input == Input::Ticket(true) { done = false; }
            if step.words.contains(&Word::Done) {
                prop_assert!(!done, "told twice");
                prop_assert!(before != Screen::Resting && input == Input::Done);
                done = true;
            }
            if step.words.contains(&Word::Idle) {
                prop_assert!(input == Input::Time && !done);
            }
            // A form is cleared by time alone when the question stood its time, or could
            // have: the device slept.
            if let (Some(since), Input::Time, true) = (open, input, step.clear) {
                let answered = asked.is_some_and(|asked: u64| now - asked >= T.asking);
                let slept = asked.is_none() && now - since >= T.idle + T.asking;
                prop_assert!(answered || slept, "cleared under the citizen's hands");
            }
            open = match (input, before) {
                _ if step.clear && input != Input::Ticket(true) => None,
                (Input::Ticket(true), _)
                | (Input::Touched, Screen::Serving)
                | (Input::More, Screen::Serving | Screen::Asking) => Some(now),
                (Input::Done | Input::Closed, _) => None,
                (Input::Open, Screen::Sending) => Some(now),
                (Input::Open, Screen::Parting) if !done => Some(now),
                _ => open,
            };
            prop_assert_eq!(
                open.is_some(),
                matches!(after, Screen::Serving | Screen::Sending | Screen::Asking)
            );
            if before == Screen::Sending && matches!(input, Input::Time | Input::Hidden) {
                prop_assert_eq!(after, Screen::Sending);
            }
            match (before, after) {
                (Screen::Asking, Screen::Asking) => {}
                (_, Screen::Asking) => asked = Some(now),
                _ => asked = None,
            }
            prop_assert_eq!(turn.left(now).is_some(), matches!(after, Screen::Asking | Screen::Parting));
        }
        // Left alone, it comes to rest within its times; a submission ends by itself.
        if turn.screen() == Screen::Sending { turn.step(Input::Open, now); }
        let end = now + T.idle + T.asking + T.thanks;
        while let Some(wait) = turn.wait(now) {
            now += wait.max(1);
            prop_assert!(now <= end + 2, "it hangs in {:?}", turn.screen());
            turn.step(Input::Time, now);
        }
        prop_assert_eq!(turn.screen(), Screen::Resting);
    }
}
