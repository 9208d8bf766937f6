use contract::api::evaluations::EvaluationRequest;
use contract::case::{AgencyCode, AreaCode, CaseNo, ItemCode, StepKind, StepNo};
use contract::channel::Channel;
use contract::identity::seal::OpeningKey;
use contract::round::Round;

use super::{Claims, Code, Config, EvaluationRecord, Lang, Prepared, Refusal, evaluation};

const NOW: i64 = 1_795_000_000_000;

fn config() -> Config {
    Config::parse(
        include_str!("../../deploy/demo.config.json"),
        include_str!("../../deploy/demo.secrets.json"),
    )
    .unwrap()
}

fn claims() -> Claims {
    Claims {
        iss: "yuzhong-zwfw".into(),
        aud: "haochaping.cq".into(),
        iat: 1_794_999_000,
        nbf: None,
        exp: 1_796_000_000,
        jti: "t-1".into(),
        case: CaseNo::parse("5001032026110900012").unwrap(),
        step: StepNo::try_from(1).unwrap(),
        kind: StepKind::Conclude,
        svt: 1_794_990_000,
        item: ItemCode::parse("11110000000021135M2000117008000").unwrap(),
        name: "食品经营许可".into(),
        org: AgencyCode::parse("11110000000021135M").unwrap(),
        agency: "区市场监管局".into(),
        area: AreaCode::parse("500103001").unwrap(),
        rnd: Round::First,
        ch: Channel::Web,
        desk: None,
        scan: None,
        rec: None,
    }
}

fn prepare(json: &str) -> Result<Prepared, Refusal> {
    let request: EvaluationRequest = serde_json::from_str(json).unwrap();
    let config = config();
    let hall = config.hall("yuzhong-zwfw").unwrap();
    evaluation(&config, hall, &claims(), &request, None, Lang::Zh, NOW)
}

fn codes(json: &str) -> Vec<&'static str> {
    let refusal = prepare(json).unwrap_err();
    assert_eq!(refusal.code, Code::RuleBroken);
    refusal
        .violations
        .iter()
        .map(|violation| violation.rule.code())
        .collect()
}

#[test]
fn the_same_content_however_written_is_the_same_record() {
    let one =
        prepare(r#"{"ticket":"t","level":2,"indicators":["207","208"],"comment":" e\u0301\r\n"}"#)
            .unwrap();
    let two = prepare(r#"{"ticket":"t","level":2,"indicators":["208","207"],"comment":"é","catalogue":"2","lang":"en"}"#).unwrap();
    assert_eq!(one.record.digest, two.record.digest);
    assert_eq!(one.receipt, two.receipt);
    assert_eq!(one.record.indicators, ["207", "208"]);
    assert_eq!(one.record.comment.as_deref(), Some("é"));
}

#[test]
fn any_other_content_has_another_digest_and_the_same_receipt() {
    let base = prepare(r#"{"ticket":"t","level":5}"#).unwrap();
    for other in [
        r#"{"ticket":"t","level":4}"#,
        r#"{"ticket":"t","level":5,"indicators":["510"]}"#,
        r#"{"ticket":"t","level":5,"comment":"好"}"#,
        r#"{"ticket":"t","level":5,"consent":{"publish":true}}"#,
        r#"{"ticket":"t","level":5,"identity":{"name":"李雷","phone":"13800138000"},"consent":{"contact":true}}"#,
    ] {
        let other = prepare(other).unwrap();
        assert_ne!(base.record.digest, other.record.digest);
        assert_eq!(
            (&base.receipt, &base.record.id),
            (&other.receipt, &other.record.id)
        );
    }
}

#[test]
fn numbers_of_persons_are_hidden_and_flagged() {
    let prepared = prepare(r#"{"ticket":"t","level":1,"comment":"打 13800138000 给我"}"#).unwrap();
    assert_eq!(
        prepared.record.comment.as_deref(),
        Some("打 【手机号】 给我")
    );
    assert_eq!(prepared.record.flags, ["redacted"]);
}

#[test]
fn an_identity_is_sealed_and_stands_nowhere_in_clear() {
    let prepared = prepare(
        r#"{"ticket":"t","level":1,"indicators":["108"],"identity":{"name":"韩梅梅","phone":"13912345678"},"consent":{"contact":true}}"#,
    )
    .unwrap();
    let stored = serde_json::to_string(&prepared.record).unwrap();
    assert!(
        !stored.contains("韩梅梅") && !stored.contains("13912345678"),
        "{stored}"
    );
    let keys: serde_json::Value =
        serde_json::from_str(include_str!("../../deploy/demo.keys.json")).unwrap();
    let opening = OpeningKey::parse(
        keys["sealing"]["kid"].as_str().unwrap(),
        keys["sealing"]["privateKey"].as_str().unwrap(),
    )
    .unwrap();
    let sealed = prepared.record.identity.unwrap();
    let opened = opening.open(&sealed.sealed, &prepared.record.id).unwrap();
    assert_eq!(
        (opened.name.as_str(), opened.phone.as_str()),
        ("韩梅梅", "13912345678")
    );
}

#[test]
fn broken_rules_are_all_named() {
    assert_eq!(codes(r#"{"ticket":"t"}"#), ["level_required"]);
    assert_eq!(codes(r#"{"ticket":"t","level":1}"#), ["reason_required"]);
    assert_eq!(
        codes(r#"{"ticket":"t","level":5,"indicators":["207"]}"#),
        ["indicator_not_offered"]
    );
    assert_eq!(
        codes(
            r#"{"ticket":"t","level":5,"indicators":["510","510"],"identity":{"name":"","phone":"1"}}"#
        ),
        [
            "indicator_repeated",
            "name_required",
            "phone_malformed",
            "consent_required"
        ]
    );
    let long = format!(
        r#"{{"ticket":"t","level":5,"comment":"{}"}}"#,
        "好".repeat(501)
    );
    assert_eq!(codes(&long), ["comment_too_long"]);
}

#[test]
fn reasons_of_another_catalogue_are_not_taken() {
    let json = r#"{"ticket":"t","level":5,"indicators":["510"],"catalogue":"1"}"#;
    assert_eq!(codes(json), ["indicator_not_offered"]);
    prepare(r#"{"ticket":"t","level":5,"catalogue":"1"}"#).unwrap();
}

#[test]
fn the_record_of_a_whole_submission() {
    let mut prepared =
        prepare(r#"{"ticket":"t","level":5,"indicators":["510"],"consent":{"publish":true}}"#)
            .unwrap();
    prepared.record.digest.clear();
    // Rows of builds that knew tickets only look the same.
    let written = r#"{"key":{"hall":"yuzhong-zwfw","caseNo":"5001032026110900012","stepNo":1,"round":1},"hallArea":"500103000000","id":"01a1edbd-c780-8f75-a9d7-f633b32b6445","receipt":"KM80A0RM2ZZKDGF4FCK0","digest":"","matter":{"step":"conclude","itemCode":"11110000000021135M2000117008000","itemName":"食品经营许可","agencyCode":"11110000000021135M","agencyName":"区市场监管局","areaCode":"500103001000","serviceAt":1794990000000},"level":5,"indicators":["510"],"catalogue":"2","comment":null,"channel":1,"lang":"zh","consentContact":false,"consentPublish":true,"identity":null,"flags":[],"origin":null,"ticketId":"t-1","ticketIssuedAt":1794999000000,"receivedAt":1795000000000}"#;
    assert_eq!(serde_json::to_string(&prepared.record).unwrap(), written);
    let read: EvaluationRecord = serde_json::from_str(written).unwrap();
    assert_eq!(read, prepared.record);
}

#[test]
fn what_was_scanned_is_less_sure_and_leaves_the_claimed_case_alone() {
    let config = config();
    let hall = config.hall("yuzhong-zwfw").unwrap();
    let request = serde_json::from_str(r#"{"ticket":"t","level":4}"#).unwrap();
    let mut claims = claims();
    claims.scan = serde_json::from_str(r#"{"point":"w-03","case":"A-1"}"#).unwrap();
    let prepared = evaluation(&config, hall, &claims, &request, None, Lang::Zh, NOW).unwrap();
    let record = prepared.record;
    assert_eq!(record.certainty.code(), "point");
    assert_eq!(record.point_id.as_deref(), Some("w-03"));
    assert_eq!(record.claimed_case_no.as_deref(), Some("A-1"));
    assert_eq!(record.claimed_queue_no, None);
    assert_eq!(record.key.case_no, claims.case.as_str());
}

#[test]
fn what_an_operator_recorded_says_so_and_takes_the_place_of_the_step() {
    let config = config();
    let hall = config.hall("yuzhong-zwfw").unwrap();
    let request = serde_json::from_str(r#"{"ticket":"t","level":4}"#).unwrap();
    let under = |claims: &Claims| {
        evaluation(&config, hall, claims, &request, None, Lang::Zh, NOW)
            .unwrap()
            .record
    };
    let mut called = claims();
    called.ch = Channel::Phone;
    called.rec = serde_json::from_str(r#"{"by":"op-07"}"#).unwrap();
    let record = under(&called);
    assert_eq!(record.certainty.code(), "operator");
    assert_eq!(record.recorded_by.as_deref(), Some("op-07"));
    assert_eq!(record.channel, Some(6));
    let given = under(&claims());
    assert_eq!(
        (&record.key, &record.id, &record.digest),
        (&given.key, &given.id, &given.digest),
        "one rating of the step, whoever comes first"
    );
    let written = serde_json::to_string(&record).unwrap();
    let read: EvaluationRecord = serde_json::from_str(&written).unwrap();
    assert_eq!(read, record);
}
