//! Any body of an old system, by the profiles of the project: JSON, XML, CSV and forms, in
//! UTF-8 and GB 18030, in the open and encrypted. The first line names the profile, and
//! after a `;` what its content type adds.

use std::sync::OnceLock;

use contract::evaluation::normalize;
use contract::limits::{COMMENT_CHARS, INDICATORS};
use contract::redaction::redact;
use haochaping_edge::profile::{self, Canonical, Evaluation, Named, Profile, Surroundings, limits};

use crate::{numbers, world};

/// The time of the golden files.
const NOW: i64 = 1_795_312_800_000;

macro_rules! profile {
    ($name:literal) => {
        include_str!(concat!(
            "../../../edge-api/profiles/",
            $name,
            "/profile.json"
        ))
    };
    ($name:literal, $keys:literal) => {
        include_str!(concat!(
            "../../../edge-api/profiles/",
            $name,
            "/golden/",
            $keys
        ))
    };
}

/// The profiles of the project, and the values that each names.
pub const FILES: [(&str, &str); 9] = [
    (
        profile!("beijing-events"),
        profile!("beijing-events", "named.json"),
    ),
    (profile!("collected-json"), "{}"),
    (profile!("collected-table"), "{}"),
    (profile!("csv-export"), "{}"),
    (profile!("fujian-xml"), profile!("fujian-xml", "named.json")),
    (profile!("gb-t-39046"), "{}"),
    (profile!("national-form"), "{}"),
    (
        profile!("shandong-envelope"),
        profile!("shandong-envelope", "named.json"),
    ),
    (profile!("zhejiang-form"), "{}"),
];

fn profiles() -> &'static [(Profile, Named)] {
    static PROFILES: OnceLock<Vec<(Profile, Named)>> = OnceLock::new();
    PROFILES.get_or_init(|| {
        let read = |(profile, named): &(&str, &str)| {
            let profile = Profile::parse(profile).expect("a profile of the project");
            (profile, serde_json::from_str(named).expect("its keys"))
        };
        FILES.iter().map(read).collect()
    })
}

/// What is taken keeps the rules of an evaluation, what is refused is told without repeating
/// it, and what is written of it is taken again as the same.
pub fn check(data: &[u8]) {
    let split = data
        .iter()
        .position(|byte| *byte == b'\n')
        .unwrap_or(data.len());
    let (head, body) = data.split_at(split);
    let Ok(head) = std::str::from_utf8(head) else {
        return;
    };
    let body = body.get(1..).unwrap_or_default();
    let (name, added) = head.split_once(';').unwrap_or((head, ""));
    let Some((profile, named)) = profiles().iter().find(|(it, _)| it.name() == name) else {
        return;
    };
    let whole = profile.content_type();
    let media_type = whole.split(';').next().unwrap_or_default();
    let records = match read(profile, named, &format!("{media_type};{added}"), body) {
        Ok(records) => records,
        Err(refusal) => return told(&format!("{refusal:?}")),
    };
    assert!(records.len() <= limits::RECORDS);
    let mut taken = Vec::new();
    for record in records {
        match record {
            Ok(canonical) => taken.push(canonical),
            Err(refusal) => told(&format!("{refusal:?}")),
        }
    }
    for canonical in &taken {
        if let Canonical::Evaluation(evaluation) = canonical {
            sound(evaluation);
        }
    }
    let Ok(written) = profile::write(profile, named, &taken, NOW) else {
        return;
    };
    let again = read(profile, named, &whole, &written);
    let Ok(again) = again else {
        // Nothing was taken, and some forms have no way to say so.
        assert!(taken.is_empty(), "what was written is refused: {again:?}");
        return;
    };
    assert_eq!(again.len(), taken.len());
    for (before, after) in taken.iter().zip(&again) {
        let Ok(after) = after else {
            panic!("{before:?} is written and refused: {after:?}");
        };
        same(before, after);
    }
}

type Read = Result<Vec<Result<Canonical, profile::RecordRefusal>>, profile::BodyRefusal>;

fn read(profile: &Profile, named: &Named, content_type: &str, body: &[u8]) -> Read {
    let surroundings = Surroundings {
        catalogue: &world::config().catalogue,
        area: None,
        named,
        now: NOW,
        entering: None,
    };
    profile::read(profile, &surroundings, content_type, body)
}

fn told(refusal: &str) {
    assert_eq!(numbers::first(refusal), None, "{refusal}");
    assert!(refusal.len() < 2_000, "{} bytes", refusal.len());
}

fn sound(evaluation: &Evaluation) {
    let comment = &evaluation.comment;
    assert!(comment.chars().count() <= COMMENT_CHARS);
    assert!(redact(comment).found.is_empty() && numbers::first(comment).is_none());
    assert_eq!(&normalize(comment), comment);
    assert!(evaluation.indicators.len() <= INDICATORS.max(40));
    let mut distinct = evaluation.indicators.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), evaluation.indicators.len());
    assert!(evaluation.identity.is_none() || evaluation.consent.contact);
    assert!(evaluation.rated_at <= NOW + limits::SKEW_MS);
}

fn same(before: &Canonical, after: &Canonical) {
    match (before, after) {
        (Canonical::Evaluation(before), Canonical::Evaluation(after)) => {
            assert_eq!(before.level, after.level);
            assert_eq!(before.case_no, after.case_no);
            assert_eq!(before.comment, after.comment);
            assert_eq!(before.default, after.default);
        }
        (Canonical::ServiceEvent(before), Canonical::ServiceEvent(after)) => {
            assert_eq!(before.case_no, after.case_no);
            assert_eq!(before.item_code, after.item_code);
        }
        _ => panic!("another kind"),
    }
}
