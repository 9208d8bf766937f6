use super::*;
use proptest::prelude::*;

/// Codes as they stand in public service lists of four provinces.
const REAL: [&str; 5] = [
    "11110000000021135M2000117008000",
    "11110000000021135M2000717003000",
    "11440232MB2D06811W4000117051000",
    "1132050001414925263320105028002",
    "11310000MB2F30661Y231200356400001",
];

#[test]
fn real_item_codes_are_read() {
    for code in REAL {
        let item = ItemCode::parse(code).unwrap();
        assert_eq!(item.as_str(), code);
        assert!(
            !item.warnings().contains(&ItemWarning::AgencyCheckCharacter),
            "{code}"
        );
        assert!(AgencyCode::parse(item.agency()).is_ok(), "{code}");
    }
}

#[test]
fn unusual_codes_are_told_not_refused() {
    let local = ItemCode::parse("11110000000021135M2000000000001").unwrap();
    assert!(local.warnings().contains(&ItemWarning::LocallyBuilt));
    let typo = ItemCode::parse("11110000000021135N2000117008000").unwrap();
    assert_eq!(typo.warnings(), [ItemWarning::AgencyCheckCharacter]);
    let penalty = ItemCode::parse("11110000000021135M2000217008000").unwrap();
    assert_eq!(penalty.warnings(), [ItemWarning::KindNotRated]);
}

#[test]
fn malformed_item_codes_are_refused() {
    for code in [
        "",
        "11110000000021135M200011700800",
        "11110000000021135M20001170080000",
        "1111000000002113OM2000117008000",
        "11110000000021135M8000117008000",
        "11110000000021135M200011700800A",
        "１1110000000021135M2000117008000",
    ] {
        assert!(ItemCode::parse(code).is_err(), "{code}");
    }
}

#[test]
fn area_codes_of_three_lengths_become_twelve_digits() {
    assert_eq!(AreaCode::parse("500103").unwrap().as_str(), "500103000000");
    assert_eq!(
        AreaCode::parse("500103001").unwrap().as_str(),
        "500103001000"
    );
    assert_eq!(
        AreaCode::parse("500103001002").unwrap().as_str(),
        "500103001002"
    );
    for wrong in [
        "", "5001", "5001030", "00010300", "000103", "990103", "50010a",
    ] {
        assert!(AreaCode::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn an_area_covers_what_lies_in_it() {
    let covers = |area: &str, other: &str| {
        AreaCode::parse(area)
            .unwrap()
            .covers(&AreaCode::parse(other).unwrap())
    };
    for (area, other) in [
        ("500103", "500103"),
        ("500103", "500103001002"),
        ("500000", "500103001002"),
        ("500100", "500103"),
        ("500103001", "500103001002"),
        ("500103010", "500103010000"),
        ("110000", "110101"),
        ("321200", "321202"),
    ] {
        assert!(covers(area, other), "{area} {other}");
    }
    for (area, other) in [
        ("500103", "500105"),
        ("500103", "500100"),
        ("500103", "500000"),
        ("500103001", "500103"),
        ("500103010", "500103011"),
        ("500110", "500111"),
        ("500103001002", "500103001003"),
        ("500000", "510000"),
    ] {
        assert!(!covers(area, other), "{area} {other}");
    }
}

#[test]
fn case_numbers_are_opaque_but_bounded() {
    assert!(CaseNo::parse("0014BGSQ2026-1109_00/1#2").is_ok());
    for wrong in ["", " ", "号1", "a b", "a'b", &"1".repeat(51)] {
        assert!(CaseNo::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn wire_forms() {
    assert_eq!(
        serde_json::to_string(&StepKind::Conclude).unwrap(),
        "\"conclude\""
    );
    assert_eq!(
        serde_json::to_string(&ItemKind::PublicService).unwrap(),
        "\"20\""
    );
    assert_eq!(
        serde_json::to_string(&ApplicantKind::OtherOrganisation).unwrap(),
        "9"
    );
    assert!(serde_json::from_str::<StepNo>("0").is_err());
    assert!(serde_json::from_str::<StepNo>("100").is_err());
    for kind in StepKind::ALL {
        assert_eq!(
            serde_json::to_string(&kind).unwrap(),
            format!("\"{}\"", kind.code())
        );
    }
    for kind in ItemKind::ALL {
        assert_eq!(
            serde_json::to_string(&kind).unwrap(),
            format!("\"{}\"", kind.code())
        );
    }
}

proptest! {
    #[test]
    fn one_changed_character_of_an_agency_code_is_noticed(
        which in 0usize..18,
        to in prop::sample::select(b"0123456789ABCDEFGHJKLMNPQRTUWXY".to_vec()),
    ) {
        let good = "11110000000021135M";
        let mut changed = good.as_bytes().to_vec();
        let same = changed[which] == to;
        changed[which] = to;
        let read = AgencyCode::parse(std::str::from_utf8(&changed).unwrap());
        prop_assert_eq!(read.is_ok(), same);
    }

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        let _ = (ItemCode::parse(&text), AgencyCode::parse(&text), AreaCode::parse(&text), CaseNo::parse(&text));
    }
}
