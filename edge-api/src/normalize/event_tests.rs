use contract::api::events::ServiceEvent;
use contract::ticket::{Terms, verify};

use super::{Code, Config, Refusal, Reported, clock, event};

const NOW: i64 = 1_795_000_000_000;

fn config() -> Config {
    Config::parse(
        include_str!("../../deploy/demo.config.json"),
        include_str!("../../deploy/demo.secrets.json"),
    )
    .unwrap()
}

fn report(change: impl FnOnce(&mut serde_json::Value)) -> Result<Reported, Refusal> {
    let mut json = serde_json::json!({
        "caseNo": "5001032026110900012", "stepNo": 1, "step": "conclude",
        "itemCode": "11110000000021135M2000117008000", "itemName": "食品经营许可",
        "itemKind": "01", "agencyCode": "11110000000021135M", "agencyName": "区市场监管局",
        "caseStatus": 3, "serviceTime": clock::rfc3339(NOW - 3_600_000),
        "applicantKind": 1, "channel": 1
    });
    change(&mut json);
    let sent: ServiceEvent = serde_json::from_value(json).unwrap();
    let config = config();
    event(&config, config.hall("yuzhong-zwfw").unwrap(), &sent, NOW)
}

#[test]
fn the_ticket_of_an_event_opens_the_gate() {
    let reported = report(|_| {}).unwrap();
    let config = config();
    let terms = Terms {
        audience: &config.audience,
        now: NOW / 1_000,
        skew: 0,
        longest: 31 * 86_400,
    };
    let claims = verify(&reported.ticket, &config, &terms).unwrap();
    assert_eq!(claims.iss, "yuzhong-zwfw");
    assert_eq!(
        claims.area.as_str(),
        "500103000000",
        "the hall's own area when none is named"
    );
    assert_eq!(claims.exp, claims.svt + 30 * 86_400);
}

#[test]
fn an_opinion_of_no_case_is_no_step() {
    let reserved = "COLLECTED#forum-20261121-1";
    let refused = report(|event| event["caseNo"] = reserved.into()).unwrap_err();
    assert_eq!(refused.code, Code::MalformedRequest);
}

#[test]
fn what_is_unusual_is_told_and_does_not_hinder() {
    let reported = report(|event| {
        event["itemCode"] = "11110000000021135M2009900000000".into();
    })
    .unwrap();
    assert!(!reported.warnings.is_empty());
}

#[test]
fn the_same_step_in_another_round_has_the_same_digest_and_another_ticket() {
    let first = report(|_| {}).unwrap();
    let again = report(|event| event["round"] = 2.into()).unwrap();
    assert_eq!(first.record.digest, again.record.digest);
    assert_ne!(first.ticket, again.ticket);
    let other = report(|event| event["itemName"] = "另一事项".into()).unwrap();
    assert_ne!(first.record.digest, other.record.digest);
}

#[test]
fn a_step_reported_again_later_is_the_same_step() {
    let first = report(|event| event["caseStatus"] = 2.into()).unwrap();
    let later = report(|event| {
        event["round"] = 2.into();
        event["caseStatus"] = 3.into();
        event["channel"] = 7.into();
    })
    .unwrap();
    assert_eq!(first.record.digest, later.record.digest);
}

#[test]
fn a_hall_reports_for_its_own_area() {
    let within = report(|event| event["areaCode"] = "500103001".into()).unwrap();
    assert_eq!(within.record.matter.area_code, "500103001000");
    for area in ["500105", "500000", "110103"] {
        let refusal = report(|event| event["areaCode"] = area.into()).unwrap_err();
        assert_eq!(refusal.code, Code::MalformedRequest, "{area}");
        assert!(refusal.detail.unwrap().starts_with("/areaCode"), "{area}");
    }
}

#[test]
fn what_cannot_be_is_refused_by_its_place() {
    for (pointer, change) in [
        ("/serviceTime", ("serviceTime", "2026-11-20T10:00:00")),
        ("/serviceTime", ("serviceTime", "2099-01-01T00:00:00Z")),
        ("/itemName", ("itemName", " ")),
        ("/agencyName", ("agencyName", "")),
    ] {
        let refusal = report(|event| event[change.0] = change.1.into()).unwrap_err();
        assert_eq!(refusal.code, Code::MalformedRequest);
        assert!(refusal.detail.unwrap().starts_with(pointer), "{pointer}");
    }
    let refusal = report(|event| event["serviceTime"] = "2026-01-01T00:00:00Z".into()).unwrap_err();
    assert_eq!(refusal.code, Code::TicketExpired);
}
