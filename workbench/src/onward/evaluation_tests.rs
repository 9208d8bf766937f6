use super::*;

fn row() -> Stored {
    Stored {
        case_no: "5001032026110900012".into(),
        step_no: 3,
        round: 2,
        step_kind: Some("conclude".into()),
        step_area_code: "500103001000".into(),
        item_code: Some("11110000000021135M200011700800001".into()),
        item_name: Some("食品经营许可".into()),
        agency_code: Some("11110000000021135M".into()),
        agency_name: Some("区市场监管局".into()),
        service_ms: Some(1_795_160_400_900),
        level: 2,
        indicators: vec!["207".into(), "213".into()],
        comment: Some("排队两小时".into()),
        channel: Some(6),
        consent_publish: true,
        flags: vec!["redacted".into(), "burst".into()],
        certainty: "operator".into(),
        profile: None,
        rated_ms: None,
        received_ms: 1_795_161_909_123,
        applicant_kind: Some(1),
    }
}

fn evaluation(row: &Stored) -> Evaluation {
    match canonical(row).unwrap() {
        Canonical::Evaluation(evaluation) => *evaluation,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_column_is_told() {
    let told = evaluation(&row());
    assert_eq!(told.case_no.as_str(), "5001032026110900012");
    assert_eq!((told.step_no.value(), told.round.value()), (3, 2));
    let matter = &told.matter;
    assert_eq!(matter.step, Some(StepKind::Conclude));
    let item = matter.item_code.as_ref().unwrap();
    assert_eq!(item.as_str(), "11110000000021135M200011700800001");
    assert_eq!(matter.item_name.as_deref(), Some("食品经营许可"));
    let agency = matter.agency_code.as_ref().unwrap();
    assert_eq!(agency.as_str(), "11110000000021135M");
    assert_eq!(matter.agency_name.as_deref(), Some("区市场监管局"));
    let area = matter.area_code.as_ref().unwrap();
    assert_eq!(area.as_str(), "500103001000");
    assert_eq!(matter.service_at, Some(1_795_160_400_000));
    assert_eq!(told.level.value(), 2);
    assert_eq!(told.indicators, ["207", "213"]);
    assert_eq!(told.comment, "排队两小时");
    assert_eq!(told.channel.map(|it| it.value()), Some(6));
    assert_eq!(told.rated_at, 1_795_161_909_000);
    assert_eq!(told.applicant_kind.map(u8::from), Some(1));
    assert!(told.consent.publish);
    assert!(!told.default && told.effective);
    assert_eq!(told.flags, [Flag::Redacted]);
    assert_eq!(told.origin.certainty, Certainty::Operator);
}

#[test]
fn nobody_is_named_and_nobody_may_be_contacted() {
    let told = evaluation(&row());
    assert_eq!(told.identity, None);
    assert!(!told.consent.contact);
}

#[test]
fn the_time_of_an_outside_system_comes_before_ours() {
    let mut row = row();
    row.rated_ms = Some(1_700_000_000_999);
    assert_eq!(evaluation(&row).rated_at, 1_700_000_000_000);
}

#[test]
fn a_default_stays_one_and_what_is_void_stays_void() {
    let mut row = row();
    row.flags = vec!["default".into(), "not_effective".into()];
    row.channel = None;
    let told = evaluation(&row);
    assert!(told.default && !told.effective);
    assert_eq!(told.channel, None);
}

#[test]
fn what_was_not_told_is_not_made_up() {
    let bare = Stored {
        step_kind: None,
        item_code: None,
        item_name: None,
        agency_code: None,
        agency_name: None,
        service_ms: None,
        comment: None,
        applicant_kind: None,
        indicators: Vec::new(),
        consent_publish: false,
        ..row()
    };
    let told = evaluation(&bare);
    let area = told.matter.area_code.clone();
    assert_eq!(
        told.matter,
        Matter {
            area_code: area,
            ..Matter::default()
        }
    );
    assert_eq!((told.comment.as_str(), told.applicant_kind), ("", None));
    assert!(!told.consent.publish);
}

#[test]
fn what_this_build_does_not_know_is_named_by_its_column() {
    type Change = fn(&mut Stored);
    let changes: [(&str, Change); 10] = [
        ("case_no", |row| row.case_no = String::new()),
        ("step_no", |row| row.step_no = 100),
        ("round", |row| row.round = 3),
        ("step_kind", |row| row.step_kind = Some("appeal".into())),
        ("step_area_code", |row| row.step_area_code = "x".into()),
        ("item_code", |row| row.item_code = Some("x".into())),
        ("agency_code", |row| row.agency_code = Some("x".into())),
        ("level", |row| row.level = 0),
        ("channel", |row| row.channel = Some(8)),
        ("certainty", |row| row.certainty = "rumour".into()),
    ];
    for (column, change) in changes {
        let mut row = row();
        change(&mut row);
        assert_eq!(canonical(&row), Err(Unknown(column)));
    }
}
