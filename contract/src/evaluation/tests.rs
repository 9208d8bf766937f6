use super::*;
use crate::catalogue::Catalogue;
use proptest::prelude::*;

const NO_CONSENT: Consent = Consent {
    contact: false,
    publish: false,
};

fn rules(level: Option<u8>, indicators: &[&str], comment: &str) -> Vec<Rule> {
    let indicators: Vec<String> = indicators.iter().map(|s| (*s).to_owned()).collect();
    let draft = Draft {
        level: level.map(|l| Level::try_from(l).unwrap()),
        indicators: &indicators,
        comment,
        identity: None,
        consent: NO_CONSENT,
    };
    check(&draft, &Catalogue::national().unwrap())
        .into_iter()
        .map(|v| v.rule)
        .collect()
}

#[test]
fn a_level_is_required_and_enough_when_it_is_not_negative() {
    assert_eq!(rules(None, &[], "很好"), [Rule::LevelRequired]);
    for level in 3..=5 {
        assert_eq!(rules(Some(level), &[], ""), []);
    }
}

#[test]
fn negative_levels_need_a_reason_or_words() {
    for level in 1..=2 {
        assert_eq!(rules(Some(level), &[], ""), [Rule::ReasonRequired]);
        assert_eq!(rules(Some(level), &[], "等了三小时"), []);
    }
    assert_eq!(rules(Some(2), &["207"], ""), []);
    assert_eq!(rules(Some(1), &["108"], ""), []);
}

#[test]
fn reasons_are_active_ones_of_the_level_once_each() {
    assert_eq!(rules(Some(5), &["406"], ""), [Rule::IndicatorNotOffered]);
    assert_eq!(rules(Some(5), &["501"], ""), [Rule::IndicatorNotOffered]);
    assert_eq!(
        rules(Some(5), &["510", "510"], ""),
        [Rule::IndicatorRepeated]
    );
    let all: Vec<String> = (510..=517).map(|c| c.to_string()).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    assert_eq!(rules(Some(5), &all, ""), []);
}

#[test]
fn more_than_eight_are_too_many() {
    let nine = [
        "510", "511", "512", "513", "514", "515", "516", "517", "510",
    ];
    assert_eq!(rules(Some(5), &nine, ""), [Rule::TooManyIndicators]);
}

#[test]
fn what_is_wrong_with_thousands_is_told_of_eight() {
    let broken = rules(Some(5), &["999"; 4_000], "");
    assert_eq!(broken.len(), 9);
    assert_eq!(broken.last(), Some(&Rule::TooManyIndicators));
}

#[test]
fn five_hundred_characters_fit() {
    assert_eq!(rules(Some(5), &[], &"好".repeat(500)), []);
    assert_eq!(
        rules(Some(5), &[], &"好".repeat(501)),
        [Rule::CommentTooLong]
    );
}

#[test]
fn an_identity_needs_consent_and_good_form() {
    let identity = Identity {
        name: "李雷".into(),
        phone: "13800138000".into(),
        ..Identity::default()
    };
    let draft = |identity, consent| Draft {
        level: Some(Level::Satisfied),
        indicators: &[],
        comment: "",
        identity,
        consent,
    };
    let catalogue = Catalogue::national().unwrap();
    let agreed = Consent {
        contact: true,
        publish: false,
    };
    assert_eq!(check(&draft(Some(&identity), agreed), &catalogue), []);
    assert_eq!(
        check(&draft(Some(&identity), NO_CONSENT), &catalogue),
        [Violation {
            field: Field::ConsentContact,
            rule: Rule::ConsentRequired
        }]
    );
    let empty = Identity::default();
    let broken: Vec<Rule> = check(&draft(Some(&empty), agreed), &catalogue)
        .into_iter()
        .map(|v| v.rule)
        .collect();
    assert_eq!(broken, [Rule::NameRequired, Rule::PhoneMalformed]);
}

#[test]
fn pointers_name_the_place() {
    assert_eq!(Field::Indicator(3).pointer(), "/indicators/3");
    assert_eq!(Field::ConsentContact.pointer(), "/consent/contact");
}

proptest! {
    #[test]
    fn what_passes_keeps_every_rule(
        level in prop::option::of(1u8..=5),
        codes in prop::collection::vec("[1-5](0[0-9]|1[0-9])", 0..12),
        comment in "[\\u{4e00}-\\u{4e10}]{0,510}",
    ) {
        let borrowed: Vec<&str> = codes.iter().map(String::as_str).collect();
        let passes = rules(level, &borrowed, &comment).is_empty();
        let catalogue = Catalogue::national().unwrap();
        let distinct = codes.iter().collect::<std::collections::BTreeSet<_>>().len() == codes.len();
        let good = level.is_some_and(|l| {
            codes.iter().all(|c| catalogue.offers(Level::try_from(l).unwrap(), c))
                && (l > 2 || !codes.is_empty() || !comment.is_empty())
        }) && distinct && codes.len() <= 8 && chars(&comment) <= 500;
        prop_assert_eq!(passes, good);
    }
}
