//! What a profile can carry comes back as it went: for every profile, over generated
//! records.

use std::collections::BTreeMap;

use contract::catalogue::{Catalogue, Known};
use contract::evaluation::normalize;
use contract::redaction::redact;
use proptest::prelude::*;
use proptest::strategy::{BoxedStrategy, ValueTree as _};
use proptest::test_runner::TestRunner;

use super::{Found, all, read};
use crate::profile::format::Target;
use crate::profile::place::Place;
use crate::profile::record::{Said, Slots};
use crate::profile::{Surroundings, canonical, write};

const NOW: i64 = 1_795_000_000_000;

fn digits(pattern: &str) -> BoxedStrategy<String> {
    proptest::string::string_regex(pattern).unwrap().boxed()
}

/// Text as it is stored: the fixed point of tidying and redacting.
fn text(most: usize) -> BoxedStrategy<String> {
    let chinese = digits("[一-龥a-z0-9，。、；\n \"<>&',;=+%]{0,60}");
    let any = any::<String>();
    prop_oneof![3 => chinese, 1 => any]
        .prop_map(move |text| {
            let cut: String = normalize(&text).chars().take(most).collect();
            normalize(&redact(&cut).text)
        })
        .boxed()
}

fn line(most: usize) -> BoxedStrategy<String> {
    text(most)
        .prop_map(|text| normalize(&text.replace('\n', " ")))
        .boxed()
}

fn value(found: &Found, target: Target) -> BoxedStrategy<String> {
    // As exact as the pattern that is sent.
    let pattern = found
        .profile
        .fields_of(target)
        .find_map(|it| it.times.first());
    let step = match pattern {
        Some(pattern) if pattern.contains("ss") => 1_000,
        Some(pattern) if pattern.contains("mm") => 60_000,
        _ => 86_400_000,
    };
    let zone = i64::from(found.profile.zone().whole_seconds()) * 1_000;
    let moments = || {
        (946_656_000_000_i64 + 86_400_000..NOW)
            .prop_map(move |ms| ((ms + zone) / step * step - zone).to_string())
    };
    let short = found
        .profile
        .fields_of(target)
        .find_map(|field| field.digits)
        .unwrap_or(12);
    match target {
        Target::CaseNo => digits("[A-Za-z0-9_./#-]{1,50}"),
        Target::Number => digits("[A-Za-z0-9_.-]{1,20}"),
        Target::Collector => digits("[A-Za-z0-9_.-]{1,32}"),
        Target::StepNo => (1_u8..=99).prop_map(|n| n.to_string()).boxed(),
        Target::RatedAt | Target::ServiceAt => moments().boxed(),
        Target::Comment => text(500),
        Target::ItemName | Target::AgencyName => line(200)
            .prop_map(|name| {
                if name.is_empty() {
                    "事项".to_owned()
                } else {
                    name
                }
            })
            .boxed(),
        Target::Name => line(50)
            .prop_map(|name| {
                if name.is_empty() {
                    "某人".to_owned()
                } else {
                    name
                }
            })
            .boxed(),
        Target::Phone => digits("1[3-9][0-9]{9}"),
        Target::CertificateNo => digits("[0-9A-Z]{1,40}"),
        Target::AgencyCode => Just("11110000000021135M".to_owned()).boxed(),
        Target::ItemCode => digits("11110000000021135M[1-7][0-9]{12}([0-9]{2})?"),
        Target::AreaCode => digits("[2-7][0-9]{5}[0-9]{6}")
            .prop_map(move |code| format!("{:0<12}", code.get(..short).unwrap()))
            .boxed(),
        other => panic!("{} has no generator", other.name()),
    }
}

/// Everything that the profile can say, said or not.
pub fn slots(found: &Found) -> BoxedStrategy<Slots> {
    let document = found.profile.document();
    let needs = document.records.needs();
    let mut parts: Vec<BoxedStrategy<Vec<(Target, String)>>> = Vec::new();
    for assumption in &document.assume {
        parts.push(Just(vec![(assumption.to, assumption.value.clone())]).boxed());
    }
    let mut done = vec![Target::Indicators, Target::BusinessItemCode];
    for field in &document.fields {
        if done.contains(&field.to) {
            continue;
        }
        done.push(field.to);
        let to = field.to;
        let one: BoxedStrategy<Vec<(Target, String)>> = if field.codes.is_empty() {
            value(found, to)
                .prop_map(move |text| vec![(to, text)])
                .boxed()
        } else {
            proptest::sample::select(field.codes.clone())
                .prop_map(move |code| {
                    let mut said = Vec::new();
                    said.extend(code.means.map(|means| (to, means)));
                    said.extend(code.default.then(|| (Target::Default, "true".to_owned())));
                    said
                })
                .boxed()
        };
        let needed = needs.contains(&to) || field.needed;
        parts.push(
            (one, any::<bool>())
                .prop_map(move |(said, there)| if there || needed { said } else { Vec::new() })
                .boxed(),
        );
    }
    let catalogue = Catalogue::national().unwrap();
    let indicators = found.profile.fields_of(Target::Indicators).next().is_some();
    (parts, proptest::collection::vec(0_u16..30, 0..8))
        .prop_map(move |(parts, numbers)| {
            let mut slots: Slots = BTreeMap::new();
            for (target, text) in parts.into_iter().flatten() {
                if !text.is_empty() {
                    slots.insert(target, text);
                }
            }
            if slots.get(&Target::Default).is_some_and(|it| it == "true")
                && found_default_code(&slots)
            {
                slots.remove(&Target::Channel);
            }
            // A person without consent is left out, which is a rule and not a loss.
            if slots
                .get(&Target::ConsentContact)
                .is_none_or(|it| it != "true")
            {
                for target in [
                    Target::Name,
                    Target::Phone,
                    Target::CertificateKind,
                    Target::CertificateNo,
                ] {
                    slots.remove(&target);
                }
            }
            if let Some(level) = slots.get(&Target::Level).filter(|_| indicators) {
                let mut codes: Vec<String> = numbers
                    .iter()
                    .map(|number| format!("{level}{number:02}"))
                    .filter(|code| catalogue.knows(code) != Known::Unknown)
                    .collect();
                codes.sort_unstable();
                codes.dedup();
                if !codes.is_empty() {
                    slots.insert(Target::Indicators, codes.join(","));
                }
            }
            slots
        })
        .boxed()
}

/// Some record of the profile, always the same.
pub fn one(found: &Found) -> Slots {
    let mut runner = TestRunner::deterministic();
    slots(found).new_tree(&mut runner).unwrap().current()
}

/// Whether the channel was left untold by its own code.
fn found_default_code(slots: &Slots) -> bool {
    !slots.contains_key(&Target::Channel)
}

#[test]
fn what_a_profile_can_carry_comes_back_as_it_went() {
    let catalogue = Catalogue::national().unwrap();
    for found in all() {
        let many = found.profile.document().most.min(3);
        // SM2 in a debug build takes longer than all the rest together.
        let cases = if found.named.is_empty() { 256 } else { 12 };
        let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::with_cases(cases)
        });
        let records = proptest::collection::vec(slots(&found), 1..=many);
        let result = runner.run(&records, |records| {
            let place = Place::Path(String::new());
            let surroundings = Surroundings {
                catalogue: &catalogue,
                area: None,
                named: &found.named,
                now: NOW,
                entering: None,
            };
            let mut canonicals = Vec::new();
            for slots in records {
                let said = Said {
                    profile: &found.profile,
                    place: &place,
                    slots,
                };
                let canonical = canonical::read(&said, &surroundings)
                    .map_err(|refused| TestCaseError::fail(refused.to_string()))?;
                // Nothing is lost between our record and its fields.
                let back = canonical.slots();
                for (target, text) in &said.slots {
                    let kept = back.get(target) == Some(text) || *target == Target::CertificateKind;
                    prop_assert!(
                        kept,
                        "{} is {text:?}, became {:?}",
                        target.name(),
                        back.get(target)
                    );
                }
                canonicals.push(canonical);
            }
            let bytes = match write(&found.profile, &found.named, &canonicals, NOW) {
                Ok(bytes) => bytes,
                Err(refused) if matches!(refused.what.as_str(), "charset" | "xml") => {
                    return Err(TestCaseError::reject(refused.detail));
                }
                Err(refused) => return Err(TestCaseError::fail(refused.to_string())),
            };
            let again = read(&found, &found.profile.content_type(), &bytes, NOW, None)
                .map_err(|refused| TestCaseError::fail(refused.to_string()))?;
            let again: Vec<_> = again
                .into_iter()
                .collect::<Result<_, _>>()
                .map_err(|refused| TestCaseError::fail(refused.to_string()))?;
            prop_assert_eq!(again, canonicals);
            Ok(())
        });
        if let Err(error) = result {
            panic!("{}: {error}", found.profile.name());
        }
    }
}
