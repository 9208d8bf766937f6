//! Opinions that are of no case, in every profile that reads such.

use contract::case::CaseNo;
use contract::catalogue::Catalogue;
use contract::certainty::Certainty;
use contract::lang::Lang;
use contract::recorded::Recorder;

use super::{Found, all, round_trip, rules};
use crate::profile::format::{Kind, Target};
use crate::profile::node::Node;
use crate::profile::numbering::Numbering;
use crate::profile::place::Place;
use crate::profile::record;
use crate::profile::{Canonical, Entering, Evaluation, RecordCode, RecordRefusal, Surroundings};
use crate::profile::{canonical, record::Slots};

fn profiles(kind: Kind) -> Vec<Found> {
    let found: Vec<Found> = all()
        .into_iter()
        .filter(|found| found.profile.document().records == kind)
        .collect();
    assert!(!found.is_empty());
    found
}

/// What a record of these fields is read as, when `entering` has signed in.
fn read(
    found: &Found,
    slots: &Slots,
    entering: Option<Entering<'_>>,
) -> Result<Evaluation, RecordRefusal> {
    let catalogue = Catalogue::national().unwrap();
    let place = Place::Path("/3".into());
    let surroundings = Surroundings {
        catalogue: &catalogue,
        area: None,
        named: &found.named,
        now: rules::NOW,
        entering,
    };
    let node = record::write(&found.profile, slots).unwrap();
    let mut said = record::read(&found.profile, &catalogue, &place, &node)?;
    let mut numbering = Numbering::default();
    if let Some(entering) = &entering {
        canonical::enter(&mut said, entering, &mut numbering)?;
    }
    match canonical::read(&said, &surroundings)? {
        Canonical::Evaluation(evaluation) => Ok(*evaluation),
        other => panic!("{other:?}"),
    }
}

fn changed(found: &Found, target: Target, value: &str) -> Slots {
    let mut slots = round_trip::one(found);
    slots.insert(target, value.to_owned());
    slots
}

#[test]
fn an_opinion_is_of_no_case_and_of_nobody() {
    for found in profiles(Kind::Collected) {
        let mut slots = changed(&found, Target::Number, "B-7");
        slots.insert(Target::Collection, "forum".into());
        // The evening of the 10th in UTC is the 11th in China.
        let at = crate::clock::parse("2026-11-10T16:00:00Z").unwrap();
        slots.insert(Target::RatedAt, at.to_string());
        let read = read(&found, &slots, None).unwrap();
        assert_eq!(read.case_no.as_str(), "COLLECTED#forum-20261111-B-7");
        assert_eq!(read.origin.certainty, Certainty::Collected);
        assert_eq!((read.channel, read.identity), (None, None));
    }
}

#[test]
fn a_number_of_a_person_numbers_no_opinion() {
    for found in profiles(Kind::Collected) {
        let slots = changed(&found, Target::Number, "13800138000");
        let refused = read(&found, &slots, None).unwrap_err();
        assert_eq!(refused.code, RecordCode::Malformed);
        assert!(!format!("{refused:?}").contains("138"), "{refused:?}");
    }
}

#[test]
fn a_number_of_a_person_is_no_collector() {
    for found in profiles(Kind::Collected) {
        let slots = changed(&found, Target::Collector, "13800138000");
        let refused = read(&found, &slots, None).unwrap_err();
        assert_eq!(refused.code, RecordCode::Malformed);
        assert!(!format!("{refused:?}").contains("138"), "{refused:?}");
    }
}

#[test]
fn whoever_has_signed_in_is_the_collector() {
    let (me, other) = (Recorder::parse("co-02").unwrap(), "co-03");
    let entering = Entering { collector: &me };
    for found in profiles(Kind::Collected) {
        let slots = changed(&found, Target::Collector, other);
        let refused = read(&found, &slots, Some(entering)).unwrap_err();
        assert_eq!(refused.code, RecordCode::Contradiction);
        let mut bare = Vec::new();
        let Node::Group(members) = record::write(&found.profile, &slots).unwrap() else {
            panic!("fields")
        };
        for (name, value) in members {
            let target = |it: Target| found.profile.fields_of(it).any(|field| field.name == name);
            if !target(Target::Collector) && !target(Target::Number) {
                bare.push((name, value));
            }
        }
        let place = Place::Path("/3".into());
        let catalogue = Catalogue::national().unwrap();
        let bare = Node::Group(bare);
        let mut said = record::read(&found.profile, &catalogue, &place, &bare).unwrap();
        let mut numbering = Numbering::default();
        canonical::enter(&mut said, &entering, &mut numbering).unwrap();
        assert_eq!(said.text(Target::Collector), Some("co-02"));
        let number = said.text(Target::Number).unwrap();
        assert!(number.bytes().all(|it| it.is_ascii_lowercase()), "{number}");
    }
}

#[test]
fn no_case_takes_an_opinions_place() {
    for found in profiles(Kind::Evaluations) {
        let slots = changed(&found, Target::CaseNo, "COLLECTED#forum-20261121-1");
        let refused = read(&found, &slots, None).unwrap_err();
        assert_eq!(refused.code, RecordCode::Malformed, "{refused}");
    }
    assert!(CaseNo::parse("COLLECTED#").unwrap().is_collected());
}

#[test]
fn a_reason_in_its_own_words_is_its_code_whatever_stands_between() {
    let catalogue = Catalogue::national().unwrap();
    let place = Place::Path("/3".into());
    let mut tried = 0;
    for found in all() {
        let fields = found.profile.fields_of(Target::Indicators);
        for field in fields.filter(|field| field.words) {
            for level in catalogue.view(Lang::Zh).levels {
                let words: Vec<&str> = level.indicators.iter().map(|it| &*it.text).collect();
                let codes: Vec<&str> = level.indicators.iter().map(|it| &*it.code).collect();
                for separator in field.separators.iter().map(String::as_str).chain([","]) {
                    let text = Node::Text(words.join(separator));
                    let record = Node::Group(vec![(field.name.clone(), text)]);
                    let read = record::read(&found.profile, &catalogue, &place, &record).unwrap();
                    let read = read.text(Target::Indicators);
                    assert_eq!(read, Some(codes.join(",").as_str()), "{separator:?}");
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 0);
}
