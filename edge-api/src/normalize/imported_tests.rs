use contract::case::{AreaCode, CaseNo, StepNo};
use contract::certainty::Certainty;
use contract::channel::Channel;
use contract::identity::seal::OpeningKey;
use contract::identity::{Consent, Identity};
use contract::level::Level;
use contract::receipt::Receipt;
use contract::round::Round;

use super::{Config, Evaluation, EvaluationRecord, Flag, Imported, imported};
use crate::profile::{Matter, Origin};

const NOW: i64 = 1_795_000_000_000;

fn config() -> Config {
    Config::parse(
        include_str!("../../deploy/demo.config.json"),
        include_str!("../../deploy/demo.secrets.json"),
    )
    .unwrap()
}

fn sent() -> Evaluation {
    Evaluation {
        case_no: CaseNo::parse("HX-1001").unwrap(),
        step_no: StepNo::try_from(1).unwrap(),
        round: Round::First,
        matter: Matter::default(),
        level: Level::try_from(4).unwrap(),
        indicators: vec!["401".into()],
        comment: String::new(),
        channel: Some(Channel::QrCode),
        rated_at: NOW - 86_400_000,
        applicant_kind: None,
        identity: None,
        consent: Consent::default(),
        default: false,
        effective: true,
        flags: Vec::new(),
        origin: Origin {
            profile: "hexi-nightly".into(),
            certainty: Certainty::Reported,
        },
        collected: None,
    }
}

fn taken(evaluation: &Evaluation) -> Imported {
    let config = config();
    imported(&config, &config.halls[0], evaluation, NOW).unwrap()
}

#[test]
fn what_was_not_told_stays_empty() {
    let Imported { record, .. } = taken(&sent());
    let matter = &record.matter;
    assert_eq!(matter.area_code, config().halls[0].area_code.as_str());
    assert_eq!(
        (&matter.step, &matter.item_code, matter.service_at),
        (&None, &None, None)
    );
    assert_eq!((&record.ticket_id, &record.lang), (&None, &None));
    assert_eq!(record.certainty, Certainty::Reported);
    assert_eq!(record.profile.as_deref(), Some("hexi-nightly"));
    assert_eq!(record.rated_at, Some(NOW - 86_400_000));
    let text = serde_json::to_string(&record).unwrap();
    let read: EvaluationRecord = serde_json::from_str(&text).unwrap();
    assert_eq!(read, record);
}

#[test]
fn a_record_that_is_sent_again_is_the_same() {
    let (one, mut again) = (taken(&sent()), sent());
    again.matter.item_name = Some("食品经营许可".into());
    again.matter.area_code = Some(AreaCode::parse("500103001").unwrap());
    again.channel = Some(Channel::Phone);
    again.origin.certainty = Certainty::Signed;
    let again = taken(&again);
    assert_eq!(
        (&one.record.id, &one.receipt, &one.record.digest),
        (&again.record.id, &again.receipt, &again.record.digest)
    );
    assert_eq!(Receipt::parse(&one.record.receipt), Ok(one.receipt));
}

#[test]
fn what_was_said_makes_it_another() {
    let one = taken(&sent()).record.digest;
    type Change = fn(&mut Evaluation);
    let changes: [Change; 7] = [
        |it| it.level = Level::try_from(5).unwrap(),
        |it| it.indicators.clear(),
        |it| it.comment = "好".into(),
        |it| it.rated_at += 1,
        |it| it.default = true,
        |it| it.effective = false,
        |it| it.consent.publish = true,
    ];
    for change in changes {
        let mut other = sent();
        change(&mut other);
        assert_ne!(taken(&other).record.digest, one, "{other:?}");
    }
}

#[test]
fn a_person_is_sealed_and_a_default_is_marked() {
    let mut named = sent();
    named.consent.contact = true;
    named.identity = Some(Identity {
        name: "李雷".into(),
        phone: "13800138000".into(),
        ..Identity::default()
    });
    named.default = true;
    named.flags = vec![Flag::Default];
    let record = taken(&named).record;
    let text = serde_json::to_string(&record).unwrap();
    assert!(
        !text.contains("李雷") && !text.contains("13800138000"),
        "{text}"
    );
    assert_eq!(record.flags, ["default"]);
    let keys: serde_json::Value =
        serde_json::from_str(include_str!("../../deploy/demo.keys.json")).unwrap();
    let private = keys["sealing"]["privateKey"].as_str().unwrap();
    let opening = OpeningKey::parse("demo-city-1", private).unwrap();
    let opened = opening
        .open(&record.identity.unwrap().sealed, &record.id)
        .unwrap();
    assert_eq!(opened.name, "李雷");
}
