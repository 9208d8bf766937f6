//! Nobody who gets hold of a disk or a log learns who rated.
//!
//! 1. A citizen rates with name, phone and certificate, and writes numbers into the comment.
//! 2. The evaluation arrives in the centre, where the city's private key opens it.
//! 3. Everything is stopped, so that all is on disk, and every byte of the outbox's files,
//!    PostgreSQL's data and all logs is searched for what was sent, in the encodings it
//!    could have been written in.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use contract::receipt::Receipt;
use haochaping_tests::load::{evaluation, rate, rows, until};
use haochaping_tests::ticket::case_no;
use memchr::memmem;
use reqwest::Client;
use serde_json::{Value, json};
use xtask::stack::Stack;
use xtask::unseal::{self, Whose};

const NAME: &str = "欧阳慕容雪";
const PHONE: &str = "13987651234";
const CERTIFICATE: &str = "E73519246";
const IN_COMMENT: &str = "13612349876";

/// The ways that a text could have been written.
fn spellings(text: &str) -> Vec<Vec<u8>> {
    let escaped: String = text
        .encode_utf16()
        .map(|unit| format!("\\u{unit:04x}"))
        .collect();
    let percent: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut spellings = vec![
        text.as_bytes().to_vec(),
        escaped.into_bytes(),
        percent.into_bytes(),
        utf16,
    ];
    // Base64 of a text inside a longer one: without the characters at either end that
    // depend on what stands before and after.
    for before in 0..3 {
        let padded = [vec![0; before], text.as_bytes().to_vec()].concat();
        let encoded = STANDARD_NO_PAD.encode(&padded);
        let first = (before * 8).div_ceil(6);
        let last = padded.len() * 8 / 6;
        spellings.push(encoded.as_bytes()[first..last].to_vec());
    }
    spellings
}

/// Which of `texts` stand in which files below `folder`, and how many files were searched.
fn search(folder: &Path, texts: &[&str]) -> (Vec<(String, String)>, usize) {
    let needles: Vec<(&str, Vec<u8>)> = texts
        .iter()
        .flat_map(|text| {
            spellings(text)
                .into_iter()
                .map(move |spelling| (*text, spelling))
        })
        .collect();
    let (mut found, mut searched, mut folders) = (Vec::new(), 0, vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.is_file() {
                let bytes = fs::read(&path).expect("a file");
                searched += 1;
                for (text, needle) in &needles {
                    if memmem::find(&bytes, needle).is_some() {
                        found.push(((*text).to_owned(), path.display().to_string()));
                    }
                }
            }
        }
    }
    (found, searched)
}

/// The identity, opened as the holder of the city's key does, with a login that may read
/// sealed identities and nothing that changes anything.
fn unsealed(stack: &Stack, accepted: &Value) -> Value {
    stack
        .database
        .with(|client| {
            client
                .batch_execute("CREATE ROLE city LOGIN PASSWORD 'city' IN ROLE haochaping_unsealer")
                .expect("a login");
            Ok(())
        })
        .expect("the centre");
    let receipt = accepted["receipt"].as_str().expect("a receipt");
    let whose = Whose::Receipt(Receipt::parse(receipt).expect("a receipt"));
    let key = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../edge-api/deploy/demo.keys.json"
    );
    let login = stack.database.logged_in_as("city", "city");
    unseal::open(&login, &whose, Path::new(key)).expect("an identity")
}

#[tokio::test(flavor = "multi_thread")]
async fn who_rated_is_on_no_disk_and_in_no_log() {
    let mut stack = Stack::fresh("privacy", false, Value::Null, Value::Null).expect("a stack");
    let client = Client::new();
    let case = case_no();
    let mut evaluation = evaluation(&case);
    evaluation["comment"] = json!(format!("请回电{IN_COMMENT}，窗口让我等了两小时。"));
    evaluation["consent"] = json!({ "contact": true, "publish": false });
    evaluation["identity"] = json!({
        "name": NAME, "phone": PHONE, "certificateKind": "414", "certificateNo": CERTIFICATE });
    let (status, body) = rate(&client, &stack.edge.url(), &evaluation)
        .await
        .expect("an answer");
    assert_eq!(status, 202, "{body}");
    // Refused ones must leave nothing either, though they carry the same.
    evaluation["level"] = json!(9);
    let (status, _) = rate(&client, &stack.edge.url(), &evaluation)
        .await
        .expect("an answer");
    assert_ne!(status, 202);
    until("the row", || rows(&stack.database).contains_key(&case));
    let identity = unsealed(&stack, &body)["identity"].clone();
    assert_eq!(identity, evaluation["identity"]);

    let folder = stack
        .edge
        .data()
        .parent()
        .expect("the stack's folder")
        .to_owned();
    stack.edge.stop();
    stack.postgres.as_mut().expect("a server of its own").stop();

    let (found, searched) = search(&folder, &[&case, NAME, PHONE, CERTIFICATE, IN_COMMENT]);
    // The search finds what is there, in outbox and centre.
    let (case_found, secrets): (Vec<_>, Vec<_>) = found.iter().partition(|(text, _)| *text == case);
    assert!(
        case_found.iter().any(|(_, file)| file.contains("/outbox/")),
        "{found:?}"
    );
    assert!(
        case_found
            .iter()
            .any(|(_, file)| file.contains("/postgres/")),
        "{found:?}"
    );
    assert!(searched > 500, "{searched} files");
    assert!(secrets.is_empty(), "{secrets:?}");
}
