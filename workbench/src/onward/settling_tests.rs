use proptest::prelude::*;

use super::*;

fn whole(status: u16, verdict: Verdict) -> Attempt {
    Attempt::Answered {
        status,
        understood: Understood::Whole(verdict),
    }
}

fn retry(code: &str) -> Verdict {
    Verdict::Retry(code.to_owned())
}

fn at_most(fate: &Fate) -> Option<i16> {
    match fate {
        Fate::Again { at_most, .. } => *at_most,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_duplicate_is_a_success_only_of_a_record_alone() {
    let answer = whole(200, Verdict::Duplicate);
    assert_eq!(settle(&answer, &[1], 0), [Fate::Sent { before: true }]);
    for fate in settle(&answer, &[1, 1, 1], 0) {
        assert_eq!(at_most(&fate), Some(2), "the others may not be there");
    }
}

#[test]
fn a_refusal_is_final_only_of_a_record_alone() {
    let answer = whole(200, Verdict::Refused("E17".into()));
    assert_eq!(settle(&answer, &[4], 0), [Fate::Refused("E17".into())]);
    for fate in settle(&answer, &[1, 1], 0) {
        let Fate::Again {
            code,
            after,
            at_most,
        } = fate
        else {
            panic!("settled")
        };
        assert_eq!(
            (code.as_str(), after, at_most),
            ("E17", Duration::ZERO, Some(1))
        );
    }
}

#[test]
fn each_record_has_its_own_fate() {
    let answer = Attempt::Answered {
        status: 200,
        understood: Understood::Each(vec![
            Verdict::Taken,
            Verdict::Duplicate,
            Verdict::Refused("a".into()),
            retry("b"),
        ]),
    };
    let fates = settle(&answer, &[1, 1, 1, 1], 0);
    assert_eq!(fates[0], Fate::Sent { before: false });
    assert_eq!(fates[1], Fate::Sent { before: true });
    assert_eq!(fates[2], Fate::Refused("a".into()));
    assert_eq!(at_most(&fates[3]), None);
    assert!(!is_away(&answer));
}

#[test]
fn a_platform_that_is_away_halves_nothing_at_first() {
    for answer in [
        Attempt::NotSent("refused"),
        Attempt::NoToken("token_http_503".into()),
        Attempt::Unanswered("timeout"),
        whole(503, retry("http_503")),
        whole(401, retry("not_let_in")),
    ] {
        assert!(is_away(&answer), "{answer:?}");
        for fate in settle(&answer, &[1, 1], 0) {
            assert_eq!(at_most(&fate), None);
        }
    }
}

#[test]
fn a_body_that_keeps_failing_is_halved() {
    for answer in [
        Attempt::Unanswered("timeout"),
        whole(500, retry("http_500")),
    ] {
        for fate in settle(&answer, &[2, 2, 2, 2], 0) {
            assert_eq!(at_most(&fate), Some(2), "{answer:?}");
        }
    }
    // The body has nothing to do with it.
    for fate in settle(&Attempt::NotSent("refused"), &[9, 9], 0) {
        assert_eq!(at_most(&fate), None);
    }
}

#[test]
fn an_answer_about_the_body_halves_it_and_the_platform_is_there() {
    for answer in [
        whole(200, retry("not_understood")),
        whole(422, retry("http_422")),
    ] {
        assert!(!is_away(&answer));
        for fate in settle(&answer, &[1, 1], 0) {
            assert_eq!(at_most(&fate), Some(1));
        }
    }
}

#[test]
fn waits_grow_to_an_hour_and_are_never_nothing() {
    let wait = |count, random| match settle(&Attempt::NotSent("x"), &[count], random).remove(0) {
        Fate::Again { after, .. } => after.as_secs(),
        other => panic!("{other:?}"),
    };
    let most: Vec<u64> = [1, 2, 3, 9, 30, i32::MAX]
        .map(|it| wait(it, u32::MAX))
        .to_vec();
    assert_eq!(most, [10, 20, 40, 2_560, 3_600, 3_600]);
    assert_eq!((wait(1, 0), wait(30, 0)), (5, 1_800));
}

proptest! {
    #[test]
    fn nothing_is_left_out_of_bodies_and_none_is_too_large(
        bounds in prop::collection::vec(prop::option::of(1_i16..9), 0..60), most in 1_usize..12,
    ) {
        let due: Vec<(usize, Option<i16>)> = bounds.iter().copied().enumerate().collect();
        let bodies = bodies(due, most, |(_, bound)| *bound);
        let mut seen: Vec<usize> = bodies.iter().flatten().map(|(i, _)| *i).collect();
        seen.sort_unstable();
        prop_assert_eq!(seen, (0..bounds.len()).collect::<Vec<_>>());
        for body in &bodies {
            prop_assert!(!body.is_empty() && body.len() <= most);
            for (_, bound) in body {
                prop_assert!(bound.is_none_or(|it| body.len() <= usize::try_from(it).unwrap()));
            }
        }
    }

    #[test]
    fn every_record_has_a_fate_and_none_is_lost(
        counts in prop::collection::vec(1_i32..40, 1..20), status in 200_u16..600, kind in 0..6,
    ) {
        let attempt = match kind {
            0 => Attempt::NotSent("a"),
            1 => Attempt::Unanswered("b"),
            2 => whole(status, Verdict::Taken),
            3 => whole(status, Verdict::Duplicate),
            4 => whole(status, Verdict::Refused("c".into())),
            _ => whole(status, retry("d")),
        };
        let fates = settle(&attempt, &counts, 7);
        prop_assert_eq!(fates.len(), counts.len());
        for fate in fates {
            let settled = !matches!(fate, Fate::Again { .. });
            let may = kind == 2 || (counts.len() == 1 && (kind == 3 || kind == 4));
            prop_assert_eq!(settled, may);
        }
    }
}

#[test]
fn a_token_that_goes_on_being_refused_may_be_the_body() {
    let answer = whole(403, Verdict::TokenRefused("not_let_in".into()));
    assert!(refuses_token(&answer) && is_away(&answer));
    for (count, halved) in [(1, None), (2, Some(2))] {
        for fate in settle(&answer, &[count; 4], 0) {
            assert_eq!((fate.code(), at_most(&fate)), (Some("not_let_in"), halved));
        }
    }
    for fate in settle(&answer, &[9], 0) {
        assert_eq!((fate.state(), at_most(&fate)), ("waiting", None), "alone");
    }
    let other = whole(401, retry("not_let_in"));
    assert!(!refuses_token(&other) && is_away(&other));
}
