//! The examples that docs/tickets.md hands to halls sign tickets that the edge takes.

use contract::ticket::{HmacKey, KeyRing, Terms, Verifier, verify};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

const SECRET: &str = "demo-secret-of-at-least-32-bytes-long";

struct OneKey(HmacKey);

impl KeyRing for OneKey {
    fn key(&self, hall: &str, kid: &str) -> Option<&dyn Verifier> {
        (hall == "demo-hall" && kid == "k1").then_some(&self.0)
    }
}

/// Runs `program` with the claims on standard input and holds what it prints against
/// the edge's own check.
fn signs(program: &str, arguments: &[&str]) {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/tickets");
    let claims = std::fs::read(docs.join("claims.json")).unwrap();
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(&docs)
        .env("HALL_TICKET_KID", "k1")
        .env("HALL_TICKET_SECRET", SECRET)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|e| panic!("{program} is needed to test its example, but: {e}"));
    child.stdin.take().unwrap().write_all(&claims).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{program} {arguments:?} failed");
    let ticket = String::from_utf8(output.stdout).unwrap();

    let keys = OneKey(HmacKey::new(SECRET.as_bytes()).unwrap());
    let terms = Terms {
        audience: "haochaping.cq",
        now: 1_795_000_100,
        skew: 0,
        longest: 31 * 86_400,
    };
    let read = verify(&ticket, &keys, &terms).unwrap();
    let written: serde_json::Value = serde_json::from_slice(&claims).unwrap();
    assert_eq!(serde_json::to_value(read).unwrap(), written);
}

#[test]
fn in_javascript() {
    signs("node", &["sign.mjs"]);
}

#[test]
fn in_python() {
    signs("python3", &["sign.py"]);
}

#[test]
fn in_php() {
    signs("php", &["sign.php"]);
}

#[test]
fn in_java() {
    signs("java", &["Sign.java"]);
}

#[test]
fn in_rust() {
    signs(
        env!("CARGO"),
        &[
            "run",
            "--quiet",
            "--package",
            "haochaping-contract",
            "--features",
            "ticket",
            "--example",
            "sign",
        ],
    );
}
