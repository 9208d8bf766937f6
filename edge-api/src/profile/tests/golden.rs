//! Golden files: `golden/<case>.json` says what `golden/<case>.in.*` is read as, and
//! `golden/<case>.out.*` is what the records that were taken are written as.
//!
//! `HAOCHAPING_WRITE=1 cargo test -p haochaping-edge --lib profile` writes expectations
//! anew; look at the difference before it is committed.

use std::fs;
use std::path::{Path, PathBuf};

use contract::case::AreaCode;
use serde_json::{Value, json};

use super::{Found, all, read};
use crate::clock;
use crate::profile::{Canonical, Outcome, charset, reply, write};

fn beside(folder: &Path, case: &str, middle: &str) -> Option<PathBuf> {
    let start = format!("{case}.{middle}.");
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            name.starts_with(&start)
        })
}

/// A record with the name of the profile left to the folder it stands in.
fn told(found: &Found, canonical: &Canonical) -> Value {
    let mut value = serde_json::to_value(canonical).unwrap();
    if let Some(origin) = value.pointer_mut("/evaluation/origin/profile") {
        assert_eq!(*origin, found.profile.name());
        *origin = Value::Null;
    }
    value
}

fn one(found: &Found, path: &Path) {
    let anew = std::env::var_os("HAOCHAPING_WRITE").is_some();
    let case = path.file_stem().unwrap().to_str().unwrap().to_owned();
    let folder = path.parent().unwrap();
    let mut expected: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let text = |name: &str| expected[name].as_str().map(str::to_owned);
    let now = clock::parse(&text("now").unwrap()).unwrap();
    let area = text("area").map(|code| AreaCode::parse(&code).unwrap());
    let body_path = beside(folder, &case, "in").unwrap();
    let body = fs::read(&body_path).unwrap();
    let content_type = text("contentType").unwrap();
    let result = read(found, &content_type, &body, now, area.as_ref());
    let records = result.as_ref().map(|records| {
        let told: Vec<Value> = records
            .iter()
            .map(|record| match record {
                Ok(canonical) => json!({ "taken": told(found, canonical) }),
                Err(refused) => json!({ "refused": {
                    "code": refused.code.as_str(),
                    "field": refused.field,
                    "place": refused.place,
                } }),
            })
            .collect();
        Value::Array(told)
    });
    let (records, refused) = match records {
        Ok(records) => (records, Value::Null),
        Err(refused) => (
            Value::Null,
            json!({ "code": refused.code.as_str(), "place": refused.place }),
        ),
    };
    let taken: Vec<Canonical> = result
        .iter()
        .flatten()
        .filter_map(|record| record.as_ref().ok().cloned())
        .collect();
    let first = result.iter().flatten().find_map(|it| it.as_ref().err());
    let outcome = Outcome {
        accepted: taken.len(),
        refused: result
            .as_ref()
            .map_or(0, |records| records.len() - taken.len()),
        code: match (&result, first) {
            (Err(refused), _) => refused.code.as_str(),
            (Ok(_), Some(refused)) => refused.code.as_str(),
            (Ok(_), None) => "",
        },
        detail: match (&result, first) {
            (Err(refused), _) => refused.detail,
            (Ok(_), Some(refused)) => refused.detail,
            (Ok(_), None) => "",
        },
    };
    let answer = reply(&found.profile, &outcome).unwrap();
    let answer = answer.map(|(_, bytes)| {
        let charset = found.profile.document().reply.as_ref().unwrap().charset;
        charset::decode(charset, &bytes, 0).unwrap()
    });
    if anew {
        expected["records"] = records.clone();
        expected["refused"] = refused.clone();
        expected["reply"] = json!(answer);
        fs::write(path, format!("{expected:#}\n")).unwrap();
    }
    let name = path.display();
    assert_eq!(expected["records"], records, "{name}");
    assert_eq!(expected["refused"], refused, "{name}");
    assert_eq!(expected["reply"], json!(answer), "{name}");
    if taken.is_empty() {
        return;
    }
    // A body of one record cannot hold more.
    let written = write(&found.profile, &found.named, &taken, now).unwrap();
    let again = read(
        found,
        &found.profile.content_type(),
        &written,
        now,
        area.as_ref(),
    )
    .unwrap();
    for (before, after) in taken.iter().zip(&again) {
        assert_eq!(
            told(found, &settled(before)),
            told(found, after.as_ref().unwrap()),
            "{name}"
        );
    }
    assert_eq!(taken.len(), again.len(), "{name}");
    // Ciphertext is another each time: what was read again is all that can be compared.
    if found.named.keys().any(|it| it.contains("private")) {
        return;
    }
    // A table may be read from an office file; it is written as text.
    let extension = match body_path.extension().unwrap().to_str().unwrap() {
        "xlsx" => "csv",
        other => other,
    };
    let out = folder.join(format!("{case}.out.{extension}"));
    if anew {
        fs::write(&out, &written).unwrap();
    }
    assert!(
        fs::read(&out).unwrap() == written,
        "{name}: what is written is not {}:\n{}",
        out.display(),
        String::from_utf8_lossy(&written)
    );
}

/// What was noticed only because of how it was first sent is not noticed again.
fn settled(canonical: &Canonical) -> Canonical {
    use crate::profile::Flag;
    let mut canonical = canonical.clone();
    if let Canonical::Evaluation(evaluation) = &mut canonical {
        let once = |flag: &Flag| matches!(flag, Flag::RepeatedIndicator | Flag::IdentityLeftOut);
        evaluation.flags.retain(|flag| !once(flag));
    }
    canonical
}

#[test]
fn golden_files_both_ways() {
    for found in all() {
        let mut cases: Vec<PathBuf> = fs::read_dir(found.folder.join("golden"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| {
                let name = path.file_name().unwrap().to_str().unwrap();
                name.ends_with(".json") && name.matches('.').count() == 1 && name != "named.json"
            })
            .collect();
        cases.sort();
        assert!(
            !cases.is_empty(),
            "{} has no golden files",
            found.folder.display()
        );
        for case in cases {
            one(&found, &case);
        }
    }
}
