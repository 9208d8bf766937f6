//! Bodies that nobody means well with: refused, bounded, never a panic.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{Found, all, read};
use crate::profile::format::Layer;
use crate::profile::{BodyCode, limits};

pub const NOW: i64 = 1_795_000_000_000;

/// The profiles whose outermost syntax is this.
pub fn outermost(is: fn(&Layer) -> bool) -> Vec<Found> {
    let found: Vec<Found> = all()
        .into_iter()
        .filter(|found| found.profile.document().envelope.first().is_some_and(is))
        .collect();
    assert!(!found.is_empty());
    found
}

pub fn refused(found: &Found, body: &[u8]) -> BodyCode {
    let began = Instant::now();
    let content_type = found.profile.document().content_types[0].clone();
    let result = read(found, &content_type, body, NOW, None);
    assert!(
        began.elapsed() < Duration::from_secs(5),
        "took {:?}",
        began.elapsed()
    );
    result.map(|records| records.len()).unwrap_err().code
}

#[test]
fn json() {
    for found in outermost(|layer| matches!(layer, Layer::Json(_))) {
        let deep = format!("{}1{}", "[".repeat(17), "]".repeat(17));
        assert_eq!(refused(&found, deep.as_bytes()), BodyCode::TooDeep);
        let deeper = "[".repeat(limits::BYTES);
        assert_eq!(refused(&found, deeper.as_bytes()), BodyCode::TooDeep);
        let wide: Vec<String> = (0..=limits::MEMBERS)
            .map(|i| format!("\"{i}\":1"))
            .collect();
        let wide = format!("{{{}}}", wide.join(","));
        assert_eq!(refused(&found, wide.as_bytes()), BodyCode::TooMany);
        let many = format!("[{}[]]", "[],".repeat(limits::VALUES));
        assert_eq!(refused(&found, many.as_bytes()), BodyCode::TooMany);
        assert_eq!(refused(&found, b"[1e999]"), BodyCode::Syntax);
        assert_eq!(refused(&found, b"{}{}"), BodyCode::Syntax);
        assert_eq!(refused(&found, b"\xff\xfe[\0]\0"), BodyCode::Charset);
        assert_eq!(refused(&found, b""), BodyCode::Syntax);
        let large = vec![b' '; limits::BYTES + 1];
        assert_eq!(refused(&found, &large), BodyCode::TooLarge);
    }
}

#[test]
fn records_beyond_what_the_profile_takes() {
    for found in outermost(|layer| matches!(layer, Layer::Json(_))) {
        let document = found.profile.document();
        if document.envelope.len() > 1 {
            continue;
        }
        let body = format!("[{}{{}}]", "{},".repeat(document.most));
        assert_eq!(refused(&found, body.as_bytes()), BodyCode::TooManyRecords);
    }
}

#[test]
fn xml() {
    for found in outermost(|layer| matches!(layer, Layer::Xml(_))) {
        let laughs = r#"<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><a>&b;</a>"#;
        assert_eq!(refused(&found, laughs.as_bytes()), BodyCode::Doctype);
        assert_eq!(refused(&found, b"<a>&b;</a>"), BodyCode::Doctype);
        let file = r#"<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>"#;
        assert_eq!(refused(&found, file.as_bytes()), BodyCode::Doctype);
        let deep = "<a>".repeat(100_000);
        assert_eq!(refused(&found, deep.as_bytes()), BodyCode::TooDeep);
        let many = format!("<a>{}</a>", "<b/>".repeat(limits::VALUES));
        assert_eq!(refused(&found, many.as_bytes()), BodyCode::TooMany);
        let names: String = (0..=limits::MEMBERS).map(|i| format!("<b{i}/>")).collect();
        let wide = format!("<a>{names}</a>");
        assert_eq!(refused(&found, wide.as_bytes()), BodyCode::TooMany);
        for broken in [
            "",
            "<a>",
            "<a></b>",
            "<a>x<b/></a>",
            "a",
            "<a/>b",
            "<a>&#0;</a>",
            "<a>&#xD800;</a>",
        ] {
            assert_eq!(
                refused(&found, broken.as_bytes()),
                BodyCode::Syntax,
                "{broken}"
            );
        }
    }
}

#[test]
fn tables() {
    for found in outermost(|layer| matches!(layer, Layer::Csv(_))) {
        let wide = format!("{}x\r\n", "a,".repeat(10_000));
        assert_eq!(refused(&found, wide.as_bytes()), BodyCode::TooMany);
        let wide_line = format!("a\n{}x\n", "b,".repeat(10_000));
        assert_eq!(refused(&found, wide_line.as_bytes()), BodyCode::TooMany);
        let long = format!("a\n{}", "b\n".repeat(limits::RECORDS + 1));
        assert_eq!(refused(&found, long.as_bytes()), BodyCode::TooManyRecords);
        assert_eq!(refused(&found, b"a,b\r\n"), BodyCode::NoRecords);
        assert_eq!(refused(&found, b""), BodyCode::NoRecords);
        let open = format!("a\n\"{}", "b".repeat(1_000_000));
        let content_type = found.profile.document().content_types[0].clone();
        let records = read(&found, &content_type, open.as_bytes(), NOW, None).unwrap();
        assert_eq!(records.len(), 1);
        records[0].as_ref().unwrap_err();
    }
}

#[test]
fn forms() {
    for found in outermost(|layer| matches!(layer, Layer::Form(_))) {
        let many = "a=1&".repeat(limits::MEMBERS + 1);
        assert_eq!(refused(&found, many.as_bytes()), BodyCode::TooMany);
        assert_eq!(refused(&found, b"a=%ff%ff%ff"), BodyCode::Charset);
    }
}

#[test]
fn another_content_type() {
    for found in all() {
        for content_type in [
            "",
            "text/html",
            "application/octet-stream",
            "multipart/form-data",
        ] {
            let refusal = read(&found, content_type, b"", NOW, None).unwrap_err();
            assert_eq!(refusal.code, BodyCode::ContentType);
        }
    }
}

/// Every golden body of a profile.
fn bodies(found: &Found) -> Vec<Vec<u8>> {
    let folder = found.folder.join("golden");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().contains(".in."))
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

#[test]
fn broken_golden_bodies_never_panic() {
    for found in all() {
        let content_type = found.profile.content_type();
        let bodies = bodies(&found);
        let cases = if found.named.len() > 1 { 24 } else { 300 };
        let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::with_cases(cases)
        });
        let broken = (
            proptest::sample::select(bodies),
            any::<proptest::sample::Index>(),
            any::<proptest::sample::Index>(),
            proptest::collection::vec(any::<u8>(), 0..6),
        )
            .prop_map(|(mut body, from, to, put)| {
                let (a, b) = (from.index(body.len()), to.index(body.len()));
                let (a, b) = (a.min(b), a.max(b).min(a.min(b) + 12));
                body.splice(a..b, put);
                body
            });
        runner
            .run(&broken, |body| {
                let _ = read(&found, &content_type, &body, NOW, None);
                let _ = read(&found, "text/plain", &body, NOW, None);
                Ok(())
            })
            .unwrap();
    }
}
