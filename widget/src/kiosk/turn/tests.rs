use super::*;
use proptest::prelude::*;

const T: Times = Times {
    idle: 60_000,
    asking: 30_000,
    thanks: 15_000,
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
fn a_timer_that_comes_late_still_asks() {
    let mut turn = served();
    assert_eq!(turn.step(Input::Time, 3_600_000), NOTHING);
    assert_eq!(turn.left(3_600_000), Some(30));
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
    assert_eq!(turn.left(10_000), Some(15));
    assert_eq!(turn.step(Input::Time, 24_999), NOTHING);
    let end = turn.step(Input::Time, 25_000);
    assert_eq!((end.clear, end.words), (true, [Word::Next].as_slice()));
}

#[test]
fn what_was_refused_stays_to_be_put_right() {
    let mut turn = served();
    turn.step(Input::Sending, 1_000);
    assert_eq!(turn.step(Input::Refused, 9_000), NOTHING);
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
        1 => Just(Input::Refused),
        2 => Just(Input::Done),
        1 => Just(Input::Closed),
        1 => Just(Input::Next),
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
                let since: u64 = asked.unwrap();
                prop_assert!(input == Input::Time && now - since >= T.asking && !done);
            }
            if before == Screen::Sending && input == Input::Time {
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
        if turn.screen() == Screen::Sending { turn.step(Input::Refused, now); }
        let end = now + T.idle + T.asking + T.thanks;
        while let Some(wait) = turn.wait(now) {
            now += wait.max(1);
            prop_assert!(now <= end + 2, "it hangs in {:?}", turn.screen());
            turn.step(Input::Time, now);
        }
        prop_assert_eq!(turn.screen(), Screen::Resting);
    }
}
