//! Answers of upper platforms: `answers/<case>.json` says what `answers/<case>.body.*`
//! means, `answers/named.json` what is set up for reporting besides `golden/named.json`.
//! `HAOCHAPING_WRITE=1` writes the meanings anew, as for golden files.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Found, all};
use crate::profile::{
    Answered, Named, Profile, Understood, Verdict, headers, token_query, understand,
};

fn told(verdict: &Verdict) -> Value {
    match verdict {
        Verdict::Taken => json!("taken"),
        Verdict::Duplicate => json!("duplicate"),
        Verdict::Refused(code) => json!({ "refused": code }),
        Verdict::Retry(code) => json!({ "retry": code }),
        Verdict::TokenRefused(code) => json!({ "retry": code, "token": "refused" }),
    }
}

fn meaning(found: &Found, case: &Value, body: &[u8]) -> Value {
    let answered = Answered {
        status: u16::try_from(case["status"].as_u64().unwrap()).unwrap(),
        content_type: case["contentType"].as_str().unwrap(),
        body,
    };
    let records = usize::try_from(case["records"].as_u64().unwrap()).unwrap();
    match understand(&found.profile, &answered, records) {
        Understood::Whole(verdict) => json!({ "whole": told(&verdict) }),
        Understood::Each(verdicts) => {
            assert_eq!(verdicts.len(), records);
            json!({ "each": verdicts.iter().map(told).collect::<Vec<_>>() })
        }
    }
}

/// Cases of a profile in one of its folders, each with its file and the answer's bytes.
pub(super) fn cases(found: &Found, folder: &str) -> Vec<(PathBuf, Value, Vec<u8>)> {
    let files = |folder: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    };
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    let all = files(&found.folder.join(folder));
    let is_case = |path: &&PathBuf| {
        let name = name(path);
        let numbered = name.starts_with(|first: char| first.is_ascii_digit());
        numbered && name.ends_with(".json") && !name.contains(".body.")
    };
    let mut cases: Vec<PathBuf> = all.iter().filter(is_case).cloned().collect();
    cases.sort();
    cases
        .into_iter()
        .map(|path| {
            let start = name(&path).replace(".json", ".body.");
            let body = all.iter().find(|it| name(it).starts_with(&start)).unwrap();
            let case = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            (path, case, fs::read(body).unwrap())
        })
        .collect()
}

fn reporting() -> Vec<Found> {
    let found: Vec<Found> = all()
        .into_iter()
        .filter(|it| it.profile.reports())
        .collect();
    assert!(found.len() > 3);
    found
}

#[test]
fn answers_mean_what_is_told_beside_them() {
    let anew = std::env::var_os("HAOCHAPING_WRITE").is_some();
    for found in reporting() {
        let (mut taken, mut doubled) = (false, false);
        for (path, mut case, body) in cases(&found, "answers") {
            let means = meaning(&found, &case, &body);
            if anew {
                case["means"] = means.clone();
                fs::write(&path, format!("{case:#}\n")).unwrap();
            }
            assert_eq!(case["means"], means, "{}", path.display());
            taken |= means.to_string().contains("taken");
            doubled |= means.to_string().contains("duplicate");
        }
        let folder = found.folder.display();
        assert!(
            taken && doubled,
            "{folder}/answers shows no success, or no duplicate"
        );
    }
}

#[test]
fn nothing_is_a_success_without_its_body() {
    for found in reporting() {
        for status in [200, 201, 204, 301, 400, 401, 404, 409, 429, 500, 503] {
            for body in ["", "{}", "null", "[]", "<a/>", "OK", "success"] {
                let case = json!({ "status": status, "contentType": "", "records": 1 });
                let means = meaning(&found, &case, body.as_bytes());
                assert!(
                    means["whole"]["retry"].is_string(),
                    "{status} {body}: {means}"
                );
            }
        }
    }
}

#[test]
fn an_answer_that_was_cut_off_is_never_a_success() {
    for found in reporting() {
        for (path, case, body) in cases(&found, "answers") {
            // The last bytes may be a line feed.
            let end = body.trim_ascii_end().len();
            for length in 0..end {
                let means = meaning(&found, &case, &body[..length]).to_string();
                assert!(
                    !means.contains("taken"),
                    "{} at {length}: {means}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn a_code_is_never_a_sentence_or_a_number_of_a_person() {
    for found in reporting() {
        for (path, case, body) in cases(&found, "answers") {
            let means = meaning(&found, &case, &body).to_string();
            assert!(
                !means.contains("138") && means.is_ascii(),
                "{}: {means}",
                path.display()
            );
        }
    }
}

#[test]
fn every_value_that_is_sent_is_named_and_no_private_key_is() {
    for found in reporting() {
        let names = found.profile.outward_named();
        let outward = |name: &str| names.contains(&name);
        let named = found
            .named
            .clone()
            .into_iter()
            .filter(|(name, _)| outward(name));
        let mut named: Named = named.collect();
        if let Ok(text) = fs::read_to_string(found.folder.join("answers/named.json")) {
            named.append(&mut serde_json::from_str(&text).unwrap());
        }
        found.profile.check_outward(&named).unwrap();
        for (_, value) in headers(&found.profile, &named, Some("t-1")).unwrap() {
            assert!(value.is_ascii());
        }
        let wants_one = found.profile.token_path().is_some();
        assert_eq!(headers(&found.profile, &named, None).is_err(), wants_one);
        assert!(
            !names.iter().any(|name| name.contains("private")),
            "{names:?}"
        );
        for name in &names {
            let mut less = named.clone();
            less.remove(*name)
                .unwrap_or_else(|| panic!("neither named.json has {name}"));
            let told = headers(&found.profile, &less, Some("t-1")).err();
            let told = told.or(token_query(&found.profile, &less, 0).err());
            let told = told.map(|it| it.what);
            let key = found.profile.check_outward(&less).err().map(|it| it.field);
            let envelope = found.profile.named().contains(name);
            assert!(envelope || told.as_deref() == Some(*name), "{name}");
            if name.contains("sm2") {
                assert_eq!(key.as_deref(), Some(*name));
            }
        }
    }
}

#[test]
fn what_cannot_be_is_named_by_its_place() {
    let found = reporting().into_iter().next().unwrap();
    let text = fs::read_to_string(found.folder.join("profile.json")).unwrap();
    let wrong = |pointer: &str, value: Value| {
        let mut profile: Value = serde_json::from_str(&text).unwrap();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        profile.pointer_mut(parent).unwrap()[name] = value;
        Profile::parse(&profile.to_string()).unwrap_err().field
    };
    for (pointer, value, place) in [
        ("/records", json!("serviceEvents"), "fields[3].to"),
        ("/upstream/basis", json!(" "), "upstream.basis"),
        (
            "/upstream/headers",
            json!([{ "name": "Host" }]),
            "upstream.headers[0].name",
        ),
        (
            "/upstream/headers",
            json!([{ "name": "a b" }]),
            "upstream.headers[0].name",
        ),
        (
            "/upstream/headers",
            json!([{ "name": "A" }, { "name": "a" }]),
            "upstream.headers[1].name",
        ),
        (
            "/upstream/headers",
            json!([{ "name": "A", "value": "a\nb" }]),
            "upstream.headers[0].value",
        ),
        (
            "/upstream/answer/code",
            json!("code"),
            "upstream.answer.code",
        ),
        (
            "/upstream/answer/each",
            json!({ "at": "/a", "rules": [] }),
            "upstream.answer.each",
        ),
        (
            "/upstream/answer/rules",
            json!([{ "means": "refused" }]),
            "upstream.answer.rules",
        ),
        (
            "/upstream/answer/rules",
            json!([{ "status": [204], "means": "taken" }]),
            "upstream.answer.rules[0].when",
        ),
        (
            "/upstream/answer/rules",
            json!([{ "when": [{}], "means": "taken" }]),
            "upstream.answer.rules[0].when[0]",
        ),
        (
            "/upstream/answer/rules",
            json!([{ "when": [{ "is": [""] }], "means": "taken" }]),
            "upstream.answer.rules[0].when[0]",
        ),
        (
            "/upstream/answer/rules",
            json!([{ "status": [99], "when": [{ "is": ["a"] }], "means": "taken" }]),
            "upstream.answer.rules[0].status",
        ),
        (
            "/upstream/answer/rules",
            json!([{ "when": [{ "at": "", "is": ["a"] }], "means": "taken", "code": "很好" }]),
            "upstream.answer.rules[0].code",
        ),
        (
            "/upstream/answer/rules",
            json!([{ "when": [{ "contains": ["a"] }], "means": "taken" }]),
            "upstream.answer.rules[0].when",
        ),
        (
            "/upstream/answer/rules",
            json!([
                { "when": [{ "at": "/a" }], "means": "taken" },
                { "when": [{ "contains": ["a"] }], "means": "duplicate" },
            ]),
            "upstream.answer.rules[1].when",
        ),
        (
            "/upstream/answer/nested",
            json!([{ "at": "a", "syntax": "json" }]),
            "upstream.answer.nested[0].at",
        ),
    ] {
        assert_eq!(wrong(pointer, value.clone()), place, "{pointer} {value}");
    }
}

proptest! {
    #[test]
    fn no_answer_breaks_the_reader(
        status in 100_u16..600,
        body in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        static REPORTING: LazyLock<Vec<Found>> = LazyLock::new(reporting);
        for found in &*REPORTING {
            let case = json!({ "status": status, "contentType": "", "records": 3 });
            let means = meaning(found, &case, &body).to_string();
            prop_assert!(!means.contains("taken"));
        }
    }
}
