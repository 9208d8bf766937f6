//! Tickets made by somebody who may not: every part bent, every confusion of keys and
//! algorithms that is known to have worked somewhere, and replay.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use contract::ticket::{Ed25519Signer, HmacKey, Signer};
use haochaping_tests::ticket::{case_no, claims, now, signed, ticket};
use haochaping_tests::world::{assert_nothing_stored, rate, rows, rows_when};
use serde_json::{Value, json};
use xtask::stack::{DEMO_HALL, demo_keys};

const OTHER_HALL: &str = "jiangbei-zwfw";

fn own() -> (String, HmacKey) {
    let keys = demo_keys(DEMO_HALL).expect("the demo's keys");
    (
        keys.kid,
        HmacKey::new(keys.secret.as_bytes()).expect("a key"),
    )
}

/// Any head, any claims, any key.
fn made(head: &str, claims: &str, key: &dyn Signer) -> String {
    let text = format!("{}.{}", B64.encode(head), B64.encode(claims));
    let signature = key.sign(text.as_bytes());
    format!("{text}.{}", B64.encode(signature))
}

async fn refused(what: &str, ticket: &str) {
    rate(&json!({ "ticket": ticket, "level": 5 }))
        .await
        .assert_refused(what, 401, "ticket_invalid");
}

#[tokio::test]
async fn a_changed_bit_anywhere_makes_it_worthless() {
    let case = case_no();
    let good = ticket(&case);
    let parts: Vec<&str> = good.split('.').collect();
    for (number, part) in parts.iter().enumerate() {
        let bytes = B64.decode(part).expect("base64url");
        // First, last, and some between; all eight bits of the signature's ends.
        let step = (bytes.len() / 6).max(1);
        let places = (0..bytes.len()).step_by(step).chain([bytes.len() - 1]);
        for (round, place) in places.enumerate() {
            let mut bent = bytes.clone();
            bent[place] ^= 1 << (round % 8);
            let mut all: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
            all[number] = B64.encode(bent);
            refused(&format!("part {number}, byte {place}"), &all.join(".")).await;
        }
    }
    // The same bytes in another writing are another text.
    let [head, payload, signature] = parts[..] else {
        panic!("three parts")
    };
    let last = signature.chars().last().expect("a character");
    let twin = twin(last);
    for (what, ticket) in [
        ("padded", format!("{head}.{payload}.{signature}=")),
        (
            "spare bits set",
            format!(
                "{head}.{payload}.{}{twin}",
                &signature[..signature.len() - 1]
            ),
        ),
        ("a blank", format!("{head}.{payload}. {signature}")),
        ("a line break", format!("{head}.{payload}.{signature}\n")),
        ("a part more", format!("{head}.{payload}.{signature}.")),
        ("a part before", format!(".{head}.{payload}.{signature}")),
        (
            "the signature twice",
            format!("{head}.{payload}.{signature}.{signature}"),
        ),
        ("no signature", format!("{head}.{payload}.")),
        (
            "half a signature",
            format!("{head}.{payload}.{}", &signature[..21]),
        ),
        ("no claims", format!("{head}..{signature}")),
    ] {
        refused(what, &ticket).await;
    }
    assert_nothing_stored(&case).await;
}

/// The character that differs in the bits which base64 does not use at the end.
fn twin(last: char) -> char {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let place = ALPHABET.find(last).expect("base64url");
    char::from(ALPHABET.as_bytes()[place ^ 1])
}

#[tokio::test]
async fn a_head_chooses_neither_key_nor_algorithm() {
    let case = case_no();
    let (kid, key) = own();
    let payload = claims(&case).to_string();
    let public: Value =
        serde_json::from_str(include_str!("../../../edge-api/deploy/demo.config.json")).unwrap();
    let public = B64
        .decode(
            public["halls"][1]["ticketKeys"][0]["publicKey"]
                .as_str()
                .unwrap(),
        )
        .unwrap();
    let as_secret = HmacKey::new(&public).unwrap();
    let stranger = Ed25519Signer::new(&[7; 32]).unwrap();
    let mut of_other = claims(&case);
    of_other["iss"] = json!(OTHER_HALL);
    of_other["area"] = json!("500105000000");
    let of_other = of_other.to_string();
    let heads: Vec<(&str, String)> = [
        ("alg none", r#""alg":"none""#),
        ("alg None", r#""alg":"None""#),
        ("alg empty", r#""alg":"""#),
        ("alg in small letters", r#""alg":"hs256""#),
        ("alg of a pair", r#""alg":"EdDSA""#),
        ("alg as a list", r#""alg":["HS256"]"#),
        ("alg twice", r#""alg":"none","alg":"HS256""#),
        (
            "a key of its own",
            r#""alg":"HS256","jwk":{"kty":"oct","k":"AAAA"}"#,
        ),
        (
            "a key elsewhere",
            r#""alg":"HS256","jku":"https://evil.example/keys""#,
        ),
        (
            "a certificate",
            r#""alg":"HS256","x5u":"https://evil.example/x""#,
        ),
        ("compressed", r#""alg":"HS256","zip":"DEF""#),
        ("not base64", r#""alg":"HS256","b64":false,"crit":["b64"]"#),
        ("another type", r#""alg":"HS256","typ":"JWE""#),
    ]
    .map(|(what, members)| (what, format!(r#"{{"kid":"{kid}",{members}}}"#)))
    .into();
    for (what, head) in &heads {
        refused(what, &made(head, &payload, &key)).await;
        let unsigned = format!("{}.{}.", B64.encode(head), B64.encode(&payload));
        refused(what, &unsigned).await;
    }
    for bent in [
        "",
        " ",
        "../demo.secrets.json",
        "/dev/null",
        "' OR '1'='1",
        "demo-jiangbei-1",
        "DEMO-YUZHONG-1",
        "demo-yuzhong-1\u{0}",
        "constructor",
        "__proto__",
    ] {
        let head = json!({ "alg": "HS256", "kid": bent, "typ": "JWT" }).to_string();
        refused(&format!("kid {bent:?}"), &made(&head, &payload, &key)).await;
    }
    let pair = r#"{"alg":"HS256","kid":"demo-jiangbei-1","typ":"JWT"}"#;
    refused(
        "the public half as a secret",
        &made(pair, &of_other, &as_secret),
    )
    .await;
    let pair = r#"{"alg":"EdDSA","kid":"demo-jiangbei-1","typ":"JWT"}"#;
    refused("a stranger's pair", &made(pair, &of_other, &stranger)).await;
    refused("the secret for the pair", &made(pair, &of_other, &key)).await;
    assert_nothing_stored(&case).await;
}

#[tokio::test]
async fn claims_are_read_one_way_only() {
    let case = case_no();
    let (kid, key) = own();
    let head = json!({ "alg": "HS256", "kid": kid, "typ": "JWT" }).to_string();
    let good = claims(&case).to_string();
    let with = |more: &str| format!("{},{more}}}", &good[..good.len() - 1]);
    let deep = format!("{}1{}", "[".repeat(600), "]".repeat(600));
    for (what, payload) in [
        ("exp twice", with(r#""exp":4000000000"#)),
        ("iss twice", with(r#""iss":"jiangbei-zwfw""#)),
        ("area twice", with(r#""area":"500105000000""#)),
        (
            "the same name escaped",
            with(r#""\u0061ud":"haochaping.cq""#),
        ),
        ("unknown", with(r#""admin":true"#)),
        ("deep", with(&format!(r#""x":{deep}"#))),
        ("something after", format!("{good} {{}}")),
        ("a list", format!("[{good}]")),
        (
            "two audiences",
            good.replace(r#""haochaping.cq""#, r#"["haochaping.cq","x"]"#),
        ),
        (
            "a step as text",
            good.replace(r#""step":2"#, r#""step":"2""#),
        ),
        (
            "a step of 1e0",
            good.replace(r#""step":2"#, r#""step":2e0"#),
        ),
        ("a round of 0", good.replace(r#""rnd":1"#, r#""rnd":0"#)),
        (
            "a huge time",
            good.replace(r#""svt":"#, r#""svt":99999999999999999999"#),
        ),
        (
            "a huge name",
            good.replace("新生儿出生登记", &"名".repeat(800)),
        ),
        (
            "a line break in a name",
            good.replace("新生儿出生登记", "a\\nb"),
        ),
    ] {
        assert_ne!(payload, good, "{what}");
        refused(what, &made(&head, &payload, &key)).await;
    }
    refused("64 KB", &"a".repeat(15_000)).await;
    assert_nothing_stored(&case).await;
}

#[tokio::test]
async fn a_hall_signs_for_itself_its_area_and_this_city_only() {
    let case = case_no();
    let (kid, key) = own();
    for (what, changes) in [
        ("another hall", json!({ "iss": OTHER_HALL })),
        (
            "another hall in its area",
            json!({ "iss": OTHER_HALL, "area": "500105000000" }),
        ),
        ("another hall's area", json!({ "area": "500105000000" })),
        ("the whole city", json!({ "area": "500000000000" })),
        ("another city's audience", json!({ "aud": "haochaping.cd" })),
        (
            "an audience that begins the same",
            json!({ "aud": "haochaping.cq.evil" }),
        ),
        (
            "a hall in capitals",
            json!({ "iss": DEMO_HALL.to_uppercase() }),
        ),
        (
            "a hall with a blank",
            json!({ "iss": format!("{DEMO_HALL} ") }),
        ),
    ] {
        let mut bent = claims(&case);
        for (name, value) in changes.as_object().expect("members") {
            bent[name.as_str()] = value.clone();
        }
        let head = json!({ "alg": "HS256", "kid": kid, "typ": "JWT" }).to_string();
        refused(what, &made(&head, &bent.to_string(), &key)).await;
    }
    assert_nothing_stored(&case).await;
}

#[tokio::test]
async fn a_replayed_ticket_changes_nothing() {
    let case = case_no();
    let mut mine = claims(&case);
    let first = json!({ "ticket": signed(&mine), "level": 4, "comment": "快" });
    let accepted = rate(&first).await.json();
    rows_when(&case, 1).await;
    let again = rate(&first).await;
    assert_eq!((again.status, again.json()), (202, accepted));
    let other = json!({ "ticket": signed(&mine), "level": 1, "comment": "慢" });
    rate(&other)
        .await
        .assert_refused("other content", 409, "already_evaluated");
    // After its time it opens nothing, not even the receipt that it got.
    mine["iat"] = json!(now() - 7_200);
    mine["exp"] = json!(now() - 3_600);
    let late = json!({ "ticket": signed(&mine), "level": 4, "comment": "快" });
    rate(&late)
        .await
        .assert_refused("after its time", 410, "ticket_expired");
    assert_eq!(rows(&case).len(), 1);
}
