//! Tickets that do not hold, at every door; and nothing is kept of what came with them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use contract::ticket::{Claims, Ed25519Signer, HmacKey, Signer, sign};
use haochaping_tests::ticket::{case_no, claims, now, signed, ticket};
use serde_json::{Value, json};
use xtask::stack::{DEMO_HALL, demo_keys};

use crate::world::{assert_nothing_stored, get, rate};

fn signed_by(claims: &Value, kid: &str, key: &dyn Signer) -> String {
    let claims: Claims = serde_json::from_value(claims.clone()).expect("claims");
    sign(&claims, kid, key).expect("a ticket")
}

/// A ticket with any head and any claims, signed with the demo hall's key.
fn assembled(head: &Value, claims: &Value) -> String {
    let keys = demo_keys(DEMO_HALL).expect("the demo's keys");
    let key = HmacKey::new(keys.secret.as_bytes()).expect("a key");
    let text = format!(
        "{}.{}",
        B64.encode(head.to_string()),
        B64.encode(claims.to_string())
    );
    let signature = key.sign(text.as_bytes());
    format!("{text}.{}", B64.encode(signature))
}

fn changed(case: &str, changes: &[(&str, Value)]) -> Value {
    let mut claims = claims(case);
    for (claim, value) in changes {
        claims[*claim] = value.clone();
    }
    claims
}

fn jiangbei() -> (String, Ed25519Signer) {
    let keys: Value =
        serde_json::from_str(include_str!("../../../edge-api/deploy/demo.keys.json")).unwrap();
    let hall = &keys["halls"]["jiangbei-zwfw"];
    let key = B64
        .decode(hall["ticketPrivateKey"].as_str().unwrap())
        .unwrap();
    (
        hall["ticketKid"].as_str().unwrap().to_owned(),
        Ed25519Signer::new(&key).unwrap(),
    )
}

#[tokio::test]
async fn a_ticket_that_does_not_hold_opens_no_door() {
    let case = case_no();
    let good = ticket(&case);
    let keys = demo_keys(DEMO_HALL).unwrap();
    let head = json!({ "alg": "HS256", "kid": keys.kid, "typ": "JWT" });
    let parts: Vec<&str> = good.split('.').collect();
    let stranger = HmacKey::new(b"a key that the edge has never heard of").unwrap();
    let (kid, own) = jiangbei();
    let public = HmacKey::new(&own.public()).unwrap();
    let altered = B64.encode(changed(&case, &[("jti", json!("altered"))]).to_string());
    let of_jiangbei = changed(&case, &[("iss", json!("jiangbei-zwfw"))]);
    let now = now();
    let cases = vec![
        ("no ticket", "x".to_owned(), 401, "ticket_invalid"),
        (
            "two parts",
            format!("{}.{}", parts[0], parts[1]),
            401,
            "ticket_invalid",
        ),
        (
            "cut short",
            good[..good.len() - 4].to_owned(),
            401,
            "ticket_invalid",
        ),
        (
            "forged",
            signed_by(&claims(&case), &keys.kid, &stranger),
            401,
            "ticket_invalid",
        ),
        (
            "altered",
            format!("{}.{altered}.{}", parts[0], parts[2]),
            401,
            "ticket_invalid",
        ),
        (
            "unknown key id",
            signed_by(&claims(&case), "other", &stranger),
            401,
            "ticket_invalid",
        ),
        (
            "another hall's key",
            signed_by(&claims(&case), &kid, &own),
            401,
            "ticket_invalid",
        ),
        (
            "as another hall",
            assembled(&head, &of_jiangbei),
            401,
            "ticket_invalid",
        ),
        (
            "the public key as a secret",
            signed_by(&of_jiangbei, &kid, &public),
            401,
            "ticket_invalid",
        ),
        (
            "alg none",
            format!(
                "{}.{}.",
                B64.encode(json!({ "alg": "none", "kid": keys.kid }).to_string()),
                parts[1]
            ),
            401,
            "ticket_invalid",
        ),
        (
            "another alg",
            assembled(&json!({ "alg": "HS512", "kid": keys.kid }), &claims(&case)),
            401,
            "ticket_invalid",
        ),
        (
            "crit in the head",
            assembled(
                &json!({ "alg": "HS256", "kid": keys.kid, "crit": ["x"] }),
                &claims(&case),
            ),
            401,
            "ticket_invalid",
        ),
        (
            "an unknown hall",
            signed(&changed(&case, &[("iss", json!("nowhere"))])),
            401,
            "ticket_invalid",
        ),
        (
            "for another city",
            signed(&changed(&case, &[("aud", json!("haochaping.cd"))])),
            401,
            "ticket_invalid",
        ),
        (
            "a claim too many",
            assembled(&head, &changed(&case, &[("user", json!("李雷"))])),
            401,
            "ticket_invalid",
        ),
        (
            "a third round",
            assembled(&head, &changed(&case, &[("rnd", json!(3))])),
            401,
            "ticket_invalid",
        ),
        (
            "for a year",
            signed(&changed(&case, &[("exp", json!(now + 365 * 86_400))])),
            401,
            "ticket_invalid",
        ),
        (
            "issued tomorrow",
            signed(&changed(&case, &[("iat", json!(now + 80_000))])),
            401,
            "ticket_not_yet_valid",
        ),
        (
            "not yet valid",
            signed(&changed(&case, &[("nbf", json!(now + 3_600))])),
            401,
            "ticket_not_yet_valid",
        ),
        (
            "before the service",
            signed(&changed(&case, &[("svt", json!(now + 3_600))])),
            401,
            "ticket_not_yet_valid",
        ),
        (
            "another hall's area",
            signed(&changed(&case, &[("area", json!("500105000000"))])),
            401,
            "ticket_invalid",
        ),
        (
            "too long",
            format!("{}.{}", "a".repeat(5_000), parts[2]),
            401,
            "ticket_invalid",
        ),
    ];
    for (what, ticket, status, code) in cases {
        rate(&json!({ "ticket": ticket, "level": 5 }))
            .await
            .assert_refused(what, status, code);
        get(&format!("/v1/form?ticket={ticket}"))
            .await
            .assert_refused(what, status, code);
        let page = get(&format!("/r/{ticket}")).await;
        assert_eq!(page.status, status, "{what}");
        assert!(
            page.header("content-type")
                .unwrap()
                .starts_with("text/html"),
            "{what}"
        );
        assert!(!page.text().contains("<form"), "{what}");
    }
    get("/v1/form")
        .await
        .assert_refused("no parameter", 401, "ticket_invalid");
    assert_nothing_stored(&case).await;
}

#[tokio::test]
async fn an_expired_ticket_still_says_of_what_and_takes_nothing() {
    let case = case_no();
    let now = now();
    let expired = signed(&changed(
        &case,
        &[("iat", json!(now - 7_200)), ("exp", json!(now - 3_600))],
    ));
    let answer = rate(&json!({ "ticket": expired, "level": 5 })).await;
    answer.assert_refused("expired", 410, "ticket_expired");
    let form = get(&format!("/v1/form?ticket={expired}")).await.json();
    assert_eq!(
        (&form["state"], &form["matter"]["itemName"]),
        (&json!("expired"), &json!("新生儿出生登记"))
    );
    let page = get(&format!("/r/{expired}")).await;
    assert!(
        page.text().contains("评价期限已过") && !page.text().contains("<form"),
        "{}",
        page.text()
    );
    assert_nothing_stored(&case).await;
}

#[tokio::test]
async fn a_new_ticket_does_not_prolong_the_time_of_an_old_step() {
    let case = case_no();
    let old = signed(&changed(&case, &[("svt", json!(now() - 31 * 86_400))]));
    let answer = rate(&json!({ "ticket": old, "level": 5 })).await;
    answer.assert_refused("a month after the service", 410, "ticket_expired");
    let form = get(&format!("/v1/form?ticket={old}")).await.json();
    assert_eq!(form["state"], "expired");
    assert_nothing_stored(&case).await;
}

#[tokio::test]
async fn a_clock_that_is_a_minute_off_does_no_harm() {
    for (claim, offset) in [("iat", 60), ("nbf", 60), ("exp", -60)] {
        let case = case_no();
        let mut changes = vec![(claim, json!(now() + offset))];
        if claim == "exp" {
            changes.push(("iat", json!(now() - 3_600)));
        }
        let ticket = signed(&changed(&case, &changes));
        let answer = rate(&json!({ "ticket": ticket, "level": 5 })).await;
        assert_eq!(answer.status, 202, "{claim}: {}", answer.text());
    }
}

#[tokio::test]
async fn a_hall_with_its_own_key_pair_is_trusted() {
    let case = case_no();
    let (kid, key) = jiangbei();
    let claims = changed(
        &case,
        &[
            ("iss", json!("jiangbei-zwfw")),
            ("area", json!("500105000000")),
        ],
    );
    let answer = rate(&json!({ "ticket": signed_by(&claims, &kid, &key), "level": 4 })).await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    let rows = crate::world::rows_when(&case, 1).await;
    assert_eq!(rows[0]["hall_id"], "jiangbei-zwfw");
}
