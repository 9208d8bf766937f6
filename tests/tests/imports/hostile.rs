//! Bodies that nobody means well with, to the running edge: refused by name, nothing stored,
//! and it still answers.

use std::io::Write as _;
use std::time::{Duration, Instant};

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use haochaping_tests::load::PATIENCE;
use haochaping_tests::national::record;
use haochaping_tests::wire::{connect, say};
use serde_json::json;
use tokio::io::AsyncWriteExt as _;

use super::many::{MOST_MIB, resident_mib};
use crate::world::{GOLDEN, HALL, import, key, rows, world};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Profile, content type, body; status, code and the beginning of the detail.
type Case = (
    &'static str,
    &'static str,
    Vec<u8>,
    u16,
    &'static str,
    &'static str,
);

#[tokio::test]
async fn a_body_that_cannot_be_read_is_refused_by_name() {
    let columns = format!("{}x\r\n", "a,".repeat(10_000));
    let laughs = r#"<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><a>&b;</a>"#;
    let bomb = bomb();
    assert!(bomb.len() < 200_000, "{} bytes", bomb.len());
    let zeros = format!("[{}0]", "0,".repeat(199_000));
    let cases: [Case; 14] = [
        (
            "national-form",
            "application/json",
            zeros.into(),
            400,
            "malformed_request",
            "too_many_records: ",
        ),
        (
            "csv-export",
            "text/csv",
            columns.into(),
            400,
            "malformed_request",
            "too_many: ",
        ),
        (
            "csv-export",
            "text/csv",
            b"\xe5\x8a\x9e\xff\xff\n1\n".to_vec(),
            400,
            "malformed_request",
            "charset: ",
        ),
        ("csv-export", XLSX, bomb, 413, "too_large", "too_large: "),
        (
            "csv-export",
            XLSX,
            b"PK\x03\x04 cut off".to_vec(),
            400,
            "malformed_request",
            "syntax: ",
        ),
        (
            "csv-export",
            "text/csv",
            "a\n".repeat(2_002).into(),
            400,
            "malformed_request",
            "too_many_records: ",
        ),
        (
            "fujian-xml",
            "text/xml",
            laughs.into(),
            400,
            "malformed_request",
            "doctype: ",
        ),
        (
            "fujian-xml",
            "text/xml",
            "<a>".repeat(100_000).into(),
            400,
            "malformed_request",
            "too_deep: ",
        ),
        (
            "fujian-xml",
            "text/xml",
            "<a><b>".into(),
            400,
            "malformed_request",
            "syntax: ",
        ),
        (
            "national-form",
            "application/json",
            vec![b'['; 1 << 20],
            400,
            "malformed_request",
            "too_deep: ",
        ),
        (
            "national-form",
            "application/json",
            b"\xff\xfe[\0]\0".to_vec(),
            400,
            "malformed_request",
            "charset: ",
        ),
        (
            "national-form",
            "text/plain",
            b"[]".to_vec(),
            415,
            "unsupported_type",
            "content_type: ",
        ),
        (
            "national-form",
            "application/json",
            Vec::new(),
            400,
            "malformed_request",
            "syntax: ",
        ),
        (
            "shandong-envelope",
            "application/json",
            br#"{"txnBodyCom":{}}"#.to_vec(),
            400,
            "malformed_request",
            "",
        ),
    ];
    for (profile, content_type, body, status, code, detail) in cases {
        let answer = import(
            HALL,
            &format!("{profile}?results=records"),
            content_type,
            body,
        )
        .await;
        let problem = answer.assert_refused(&format!("{profile}: {detail}"), status, code);
        let said = problem["detail"].as_str().unwrap_or_default();
        assert!(said.starts_with(detail), "{profile}: {problem}");
    }
    // Told before a byte of it was read: whoever is still writing may lose the answer, so the
    // head goes alone.
    let head = format!(
        "POST /v1/import/national-form HTTP/1.1\r\nHost: edge\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        key(HALL),
        5 << 20
    );
    let heard = say(&world().edge, head, Duration::from_secs(5)).await;
    assert_eq!(heard.status(), 413, "{heard:?}");
    assert!(heard.text.contains("\"too_large\""), "{heard:?}");
    // It still answers, and what came before left nothing.
    let good = json!([record("H-1", 5, GOLDEN - 60)]);
    let answer = import(HALL, "national-form", "application/json", good.to_string()).await;
    assert_eq!(answer.json()["accepted"], 1, "{}", answer.text());
    rows(HALL, 1);
    let resident = resident_mib();
    assert!(resident < MOST_MIB, "{resident} MiB resident");
    println!("{resident} MiB resident");
}

/// Whoever begins bodies and breaks off keeps others waiting for a while, and then no more.
#[tokio::test]
async fn bodies_that_never_come_hold_up_nobody_for_long() {
    let head = format!(
        "POST /v1/import/national-form HTTP/1.1\r\nHost: edge\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n[",
        key(HALL)
    );
    let mut begun = Vec::new();
    for _ in 0..2 {
        let mut stream = connect(&world().edge).await;
        stream.write_all(head.as_bytes()).await.expect("a socket");
        begun.push(stream);
    }
    let good = json!([record("B-1", 5, GOLDEN - 60)]).to_string();
    let ask = async || import(HALL, "national-form", "application/json", good.clone()).await;
    let began = Instant::now();
    let mut refused = 0;
    loop {
        let answer = ask().await;
        if answer.status == 200 {
            break;
        }
        answer.assert_refused("while two are read", 503, "unavailable");
        assert_eq!(answer.header("retry-after"), Some("5"));
        refused += 1;
        if refused == 1 {
            begun.clear();
        }
        assert!(began.elapsed() < PATIENCE, "refused {refused} times");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert!(refused > 0, "two bodies are read at the same time");
    rows(HALL, 1);
}

/// An XLSX file whose only sheet unpacks to 17 MiB.
fn bomb() -> Vec<u8> {
    let sheet = " ".repeat(17 << 20);
    let workbook = r#"<workbook><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>"#;
    let relations =
        r#"<Relationships><Relationship Id="rId1" Target="worksheets/s.xml"/></Relationships>"#;
    zip(&[
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/worksheets/s.xml", &sheet),
    ])
}

/// An archive of deflated files.
fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
        packed.write_all(content.as_bytes()).expect("memory");
        let packed = packed.finish().expect("memory");
        let mut sum = Crc::new();
        sum.update(content.as_bytes());
        let size = |bytes: usize| u32::try_from(bytes).expect("a small file").to_le_bytes();
        let length = u16::try_from(name.len())
            .expect("a short name")
            .to_le_bytes();
        let begin = size(archive.len());
        // Version, flags, method, time, date, checksum, sizes, lengths.
        let mut head = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0];
        head.extend(sum.sum().to_le_bytes());
        head.extend(size(packed.len()));
        head.extend(size(content.len()));
        head.extend(length);
        head.extend([0, 0]);
        archive.extend(b"PK\x03\x04");
        archive.extend(&head);
        archive.extend(name.as_bytes());
        archive.extend(&packed);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&head);
        directory.extend([0; 10]);
        directory.extend(begin);
        directory.extend(name.as_bytes());
    }
    let count = u16::try_from(files.len()).expect("few files").to_le_bytes();
    let bytes = |length: usize| u32::try_from(length).expect("a small file").to_le_bytes();
    let (begin, size) = (bytes(archive.len()), bytes(directory.len()));
    archive.extend(&directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend(count);
    archive.extend(count);
    archive.extend(size);
    archive.extend(begin);
    archive.extend([0, 0]);
    archive
}
