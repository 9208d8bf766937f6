//! Rules that hold for every profile, tried on each through its own fields.

use contract::catalogue::Catalogue;

use super::{Found, all, round_trip};

use crate::profile::format::Target;
use crate::profile::node::Node;
use crate::profile::place::Place;
use crate::profile::record;
use crate::profile::{Canonical, RecordCode, RecordRefusal, Surroundings, canonical};

pub const NOW: i64 = 1_795_000_000_000;

/// Some record that is right, in the profile's spelling.
fn whole(found: &Found) -> Vec<(String, Node)> {
    let slots = round_trip::one(found);
    match record::write(&found.profile, &slots).unwrap() {
        Node::Group(members) => members,
        other => panic!("{other:?}"),
    }
}

fn read(found: &Found, members: Vec<(String, Node)>) -> Result<Canonical, RecordRefusal> {
    let catalogue = Catalogue::national().unwrap();
    let place = Place::Path("/0".into());
    let surroundings = Surroundings {
        catalogue: &catalogue,
        area: None,
        named: &found.named,
        now: NOW,
        entering: None,
    };
    let said = record::read(&found.profile, &catalogue, &place, &Node::Group(members))?;
    canonical::read(&said, &surroundings)
}

#[test]
fn without_a_level_there_is_no_evaluation() {
    let mut tried = 0;
    for found in all() {
        let members = whole(&found);
        read(&found, members.clone()).unwrap();
        let levels: Vec<&str> = found
            .profile
            .fields_of(Target::Level)
            .map(|field| field.name.as_str())
            .collect();
        if levels.is_empty() {
            continue;
        }
        for empty in [Node::Empty, Node::Text(" ".into())] {
            let emptied = members
                .iter()
                .map(|(name, value)| {
                    let is_level = levels.contains(&name.as_str());
                    (name.clone(), if is_level { &empty } else { value }.clone())
                })
                .collect();
            let refused = read(&found, emptied).unwrap_err();
            assert_eq!(refused.code, RecordCode::FieldMissing);
            assert!(levels.contains(&refused.field.as_str()), "{refused}");
        }
        let without = members
            .into_iter()
            .filter(|(name, _)| !levels.contains(&name.as_str()))
            .collect();
        assert_eq!(
            read(&found, without).unwrap_err().code,
            RecordCode::FieldMissing
        );
        tried += 1;
    }
    assert!(tried > 4);
}

#[test]
fn an_unknown_code_is_refused_in_every_coded_field() {
    for found in all() {
        for field in &found.profile.document().fields {
            if field.codes.is_empty() {
                continue;
            }
            for name in std::iter::once(&field.name).chain(&field.also) {
                let mut members = whole(&found);
                members.retain(|(known, _)| *known != field.name);
                members.push((name.clone(), Node::Text("77".into())));
                let refused = read(&found, members).unwrap_err();
                assert_eq!(refused.code, RecordCode::CodeUnknown, "{refused}");
                assert_eq!(refused.field, field.name);
                assert_eq!(refused.place, format!("/0/{name}"));
            }
        }
    }
}

#[test]
fn a_refusal_never_repeats_what_was_sent() {
    for found in all() {
        for field in &found.profile.document().fields {
            let mut members = whole(&found);
            members.retain(|(known, _)| *known != field.name);
            members.push((
                field.name.clone(),
                Node::Text("李雷\u{0}13800138000".repeat(900)),
            ));
            let refused = read(&found, members).unwrap_err();
            let told = format!("{refused} {refused:?}");
            assert!(!told.contains("李雷") && !told.contains("138"), "{told}");
        }
    }
}

#[test]
fn a_field_that_nobody_knows_is_refused_or_left_out_as_the_profile_says() {
    use crate::profile::format::OtherFields;
    for found in all() {
        let mut members = whole(&found);
        members.push(("打13800138000".into(), Node::Text("1".into())));
        let result = read(&found, members);
        match found.profile.document().other_fields {
            OtherFields::Refuse => {
                let refused = result.unwrap_err();
                assert_eq!(refused.code, RecordCode::FieldUnknown);
                assert_eq!(refused.place, "/0/打【手机号】");
            }
            OtherFields::Ignore => drop(result.unwrap()),
        }
    }
}
