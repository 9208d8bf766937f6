use super::evaluations::{Accepted, EvaluationRequest};
use super::events::{EventStatus, ServiceEvent};
use super::form::FormState;
use super::receipts::EvaluationState;
use crate::level::Level;
use crate::receipt::Receipt;

#[test]
fn an_evaluation_needs_little_and_takes_nothing_unknown() {
    let least: EvaluationRequest = serde_json::from_str(r#"{"ticket":"t","level":5}"#).unwrap();
    assert_eq!(least.level, Some(Level::VerySatisfied));
    assert!(!least.consent.contact && !least.consent.publish && least.identity.is_none());
    for wrong in [
        r#"{"ticket":"t","level":5,"rating":5}"#,
        r#"{"ticket":"t","level":6}"#,
        r#"{"ticket":"t","level":"5"}"#,
        r#"{"level":5}"#,
        r#"{"ticket":"t","level":5,"consent":{"contact":true,"all":true}}"#,
        r#"{"ticket":"t","level":5,"identity":{"name":"a","phone":"b","idCard":"c"}}"#,
    ] {
        assert!(
            serde_json::from_str::<EvaluationRequest>(wrong).is_err(),
            "{wrong}"
        );
    }
}

#[test]
fn the_widget_sends_this() {
    let full = r#"{"ticket":"t","level":2,"indicators":["207"],"comment":"慢","catalogue":"2","identity":{"name":"李雷","phone":"13800138000"},"consent":{"contact":true,"publish":false},"lang":"zh"}"#;
    let read: EvaluationRequest = serde_json::from_str(full).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), full);
}

#[test]
fn the_edge_answers_this() {
    let accepted = Accepted {
        receipt: Receipt::parse("0123-4567-89AB-CDEF-GHJK").unwrap(),
        receipt_url: "https://e/v1/receipts/0123-4567-89AB-CDEF-GHJK".into(),
        accepted_at: "2026-11-22T10:00:00+08:00".into(),
        negative: true,
        rectify_working_days: Some(5),
    };
    assert_eq!(
        serde_json::to_string(&accepted).unwrap(),
        r#"{"receipt":"0123-4567-89AB-CDEF-GHJK","receiptUrl":"https://e/v1/receipts/0123-4567-89AB-CDEF-GHJK","acceptedAt":"2026-11-22T10:00:00+08:00","negative":true,"rectifyWorkingDays":5}"#
    );
}

#[test]
fn a_hall_reports_this() {
    let event = r#"{"caseNo":"5001032026110900012","stepNo":1,"step":"conclude","itemCode":"11110000000021135M2000117008000","itemName":"食品经营许可","itemKind":"01","areaCode":"500103000000","agencyCode":"11110000000021135M","agencyName":"区市场监管局","caseStatus":3,"serviceTime":"2026-11-20T10:00:00+08:00","applicantKind":1,"channel":1,"round":1}"#;
    let read: ServiceEvent = serde_json::from_str(event).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), event);
    assert!(
        serde_json::from_str::<ServiceEvent>(
            &event.replace("\"caseStatus\":3", "\"caseStatus\":4")
        )
        .is_err()
    );
    assert!(
        serde_json::from_str::<ServiceEvent>(
            &event.replace("\"round\":1", "\"userName\":\"李雷\"")
        )
        .is_err()
    );
}

#[test]
fn states_are_words() {
    assert_eq!(
        serde_json::to_string(&FormState::AlreadyEvaluated).unwrap(),
        "\"already_evaluated\""
    );
    assert_eq!(
        serde_json::to_string(&EvaluationState::SetAside).unwrap(),
        "\"set_aside\""
    );
    assert_eq!(
        serde_json::to_string(&EventStatus::Retry).unwrap(),
        "\"retry\""
    );
}
