use super::*;
use crate::form::Kept;
use contract::catalogue::{IndicatorView, LevelView};
use contract::level::Level;

fn reason(code: &str) -> IndicatorView {
    IndicatorView {
        code: code.into(),
        text: code.into(),
        first: true,
    }
}

fn invitation(state: InvitationState) -> Invitation {
    let level = |level: Level, code: &str| LevelView {
        level,
        label: level.label(Lang::Zh).into(),
        indicators: vec![reason(code)],
    };
    Invitation {
        state,
        matter: Matter {
            item: "食品经营许可".into(),
            agency: "区市场监管局".into(),
            step: "办结".into(),
            time: "2026-11-20T10:00:00+08:00".into(),
        },
        round: Round::First,
        catalogue: View {
            version: "2".into(),
            levels: vec![
                level(Level::VerySatisfied, "510"),
                level(Level::VeryDissatisfied, "108"),
            ],
        },
        additional: true,
        evaluated_at: None,
    }
}

fn loaded() -> State {
    let mut state = State::new(Settings::default());
    state.load(invitation(InvitationState::Open));
    state
}

fn refusal(code: &str) -> Refusal {
    Refusal {
        code: code.into(),
        title: "…".into(),
        ..Refusal::default()
    }
}

#[test]
fn a_level_chosen_before_the_form_came_stays_chosen() {
    let mut state = State::new(Settings::default());
    state.fill("level", "4", true);
    state.load(invitation(InvitationState::Open));
    assert_eq!(state.request("t").level, Some(Level::Satisfied));
    assert_eq!(state.request("t").catalogue.as_deref(), Some("2"));
}

#[test]
fn a_step_that_cannot_be_rated_closes_the_sheet() {
    for (told, outcome) in [
        (InvitationState::AlreadyEvaluated, Outcome::Already(None)),
        (InvitationState::Expired, Outcome::Expired),
    ] {
        let mut state = State::new(Settings::default());
        state.load(invitation(told));
        assert_eq!(state.phase, Phase::Closed(outcome));
    }
}

#[test]
fn an_answer_that_comes_late_does_not_open_what_is_closed() {
    let mut state = loaded();
    state.close(Outcome::Queued(Kept::Device));
    state.load(invitation(InvitationState::AlreadyEvaluated));
    assert_eq!(state.phase, Phase::Closed(Outcome::Queued(Kept::Device)));
}

#[test]
fn who_has_chosen_or_written_something_has_begun() {
    let mut state = State::new(Settings::default());
    assert!(!state.is_begun());
    state.fill("comment", "慢", false);
    assert!(state.is_begun());
    state.phase = Phase::Sending;
    assert!(state.is_begun());
    state.close(Outcome::Unavailable);
    assert!(!state.is_begun());
}

#[test]
fn a_fault_goes_when_it_is_mended_and_none_is_raised_while_typing() {
    let mut state = loaded();
    assert!(!state.check());
    assert_eq!(state.faults.len(), 1);
    state.fill("level", "1", true);
    assert!(
        state.faults.is_empty(),
        "the missing reason is not told before submitting"
    );
    assert!(!state.check());
    assert_eq!(state.anchor(&state.faults[0].clone()), "hcp-reason-108");
    state.fill("comment", "慢", false);
    assert!(state.faults.is_empty(), "a comment is a reason too");
}

#[test]
fn checking_hides_numbers_first() {
    let mut state = loaded();
    state.fill("level", "5", true);
    state.fill("comment", "我的电话13800138000", false);
    assert!(state.check() && state.hidden);
    assert_eq!(state.request("t").comment, "我的电话【手机号】");
}

#[test]
fn the_counter_is_silent_until_the_limit_is_near() {
    let mut state = loaded();
    state.fill(
        "comment",
        &"好".repeat(COMMENT_CHARS - COUNT_NEAR - 1),
        false,
    );
    assert_eq!(state.count(), "");
    state.fill("comment", &"好".repeat(COMMENT_CHARS - 1), false);
    assert_eq!(state.count(), "还可以写1字");
    assert_eq!(state.count_said, "", "nothing is said before a pause");
    state.settle();
    assert_eq!(state.count_said, "还可以写1字");
    state.fill("comment", &"好".repeat(COMMENT_CHARS + 2), false);
    assert_eq!(state.count(), "超出2字，请缩短");
}

#[test]
fn what_was_filled_in_outlives_a_refusal_and_a_change_of_language() {
    let mut state = loaded();
    state.fill("level", "1", true);
    state.fill("comment", "慢", false);
    state.phase = Phase::Sending;
    assert_eq!(state.refuse(refusal("too_large")), Redraw::Scene);
    assert_eq!(state.phase, Phase::Open);
    assert_eq!(state.faults, [Fault::general("…")]);
    state.speak(Lang::En);
    assert_eq!(state.draft.comment, "慢");
    assert_eq!(
        state.faults,
        [Fault::general("…")],
        "the edge's words cannot be translated"
    );
}

#[test]
fn broken_rules_are_told_in_the_language_that_is_spoken_now() {
    let mut state = loaded();
    state.check();
    let chinese = state.faults.clone();
    state.speak(Lang::En);
    assert_eq!(state.faults.len(), chinese.len());
    assert_ne!(state.faults, chinese);
}

#[test]
fn a_refusal_with_pointers_leads_to_the_controls() {
    let mut state = loaded();
    let broken = vec![("/identity/phone".to_owned(), "请填写".to_owned())];
    state.refuse(Refusal {
        broken,
        ..refusal("rule_broken")
    });
    assert_eq!(state.fault_at(Field::Phone), Some("请填写"));
    assert_eq!(state.anchor(&state.faults[0].clone()), "hcp-phone");
}

#[test]
fn already_rated_closes_the_sheet_whoever_says_so() {
    let mut state = loaded();
    let told = Refusal {
        evaluated_at: Some("now".into()),
        ..refusal("already_evaluated")
    };
    state.refuse(told);
    assert_eq!(
        state.phase,
        Phase::Closed(Outcome::Already(Some("now".into())))
    );
}

#[test]
fn days_are_promised_for_a_negative_rating_only() {
    let mut acceptance = Acceptance {
        receipt: "0123".into(),
        receipt_url: "/".into(),
        negative: false,
        within_days: Some(5),
    };
    let days = |acceptance: Acceptance| {
        let mut state = loaded();
        state.accept(acceptance);
        match state.phase {
            Phase::Closed(Outcome::Submitted(submitted)) => submitted.within_days,
            _ => None,
        }
    };
    assert_eq!(days(acceptance.clone()), None);
    acceptance.negative = true;
    assert_eq!(days(acceptance), Some(5));
}

#[test]
fn without_an_answer_the_sheet_can_still_be_filled_in() {
    let mut state = State::new(Settings::default());
    assert_eq!(state.without_form(), Redraw::Scene);
    state.fill("level", "5", true);
    assert!(state.check());
    assert_eq!(state.request("t").catalogue, None);
    state.load(invitation(InvitationState::Open));
    assert!(!state.unreached);
}
