//! Tokens of upper platforms: `token/request.json` says what is asked, `token/<case>.json` what
//! `token/<case>.body.*` gives. `HAOCHAPING_WRITE=1` writes both anew, as for golden files.

use std::fs;

use serde_json::{Value, json};

use super::answers::cases;
use super::{Found, all};
use crate::clock;
use crate::profile::{Answered, Named, Profile, token_given, token_query};

fn fetching() -> Vec<Found> {
    let all = all().into_iter();
    let found: Vec<Found> = all.filter(|it| it.profile.token_path().is_some()).collect();
    assert!(!found.is_empty());
    found
}

fn named(found: &Found) -> Named {
    let mut named = found.named.clone();
    let more = fs::read(found.folder.join("answers/named.json")).unwrap();
    named.append(&mut serde_json::from_slice(&more).unwrap());
    named
}

fn given(found: &Found, case: &Value, body: &[u8]) -> Value {
    let answered = Answered {
        status: u16::try_from(case["status"].as_u64().unwrap()).unwrap(),
        content_type: case["contentType"].as_str().unwrap(),
        body,
    };
    token_given(&found.profile, &answered).map_or(
        Value::Null,
        |it| json!({ "token": it.token, "seconds": it.lasts.as_secs() }),
    )
}

#[test]
fn what_is_asked_and_given_is_told_beside_the_profile() {
    let anew = std::env::var_os("HAOCHAPING_WRITE").is_some();
    for found in fetching() {
        let path = found.folder.join("token/request.json");
        let mut request: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let now = clock::parse(request["now"].as_str().unwrap()).unwrap();
        let query = token_query(&found.profile, &named(&found), now).unwrap();
        if anew {
            request["query"] = json!(query);
            fs::write(&path, format!("{request:#}\n")).unwrap();
        }
        assert_eq!(request["query"], json!(query), "{}", path.display());
        let mut some = 0;
        for (path, mut case, body) in cases(&found, "token") {
            let gives = given(&found, &case, &body);
            if anew {
                case["gives"] = gives.clone();
                fs::write(&path, format!("{case:#}\n")).unwrap();
            }
            assert_eq!(case["gives"], gives, "{}", path.display());
            some += usize::from(!gives.is_null());
        }
        assert!(some > 0, "{}/token shows none", found.folder.display());
    }
}

#[test]
fn an_answer_that_was_cut_off_gives_none() {
    for found in fetching() {
        for (path, case, body) in cases(&found, "token") {
            for length in 0..body.trim_ascii_end().len() {
                let gives = given(&found, &case, &body[..length]);
                assert_eq!(gives, Value::Null, "{} at {length}", path.display());
            }
        }
    }
}

/// The first profile with `value` put at `pointer` of its token.
fn changed(pointer: &str, value: Value) -> Result<Profile, String> {
    let found = fetching().into_iter().next().unwrap();
    let text = fs::read_to_string(found.folder.join("profile.json")).unwrap();
    let mut profile: Value = serde_json::from_str(&text).unwrap();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = format!("/upstream{parent}");
    profile.pointer_mut(&parent).unwrap()[name] = value;
    Profile::parse(&profile.to_string()).map_err(|refused| refused.field)
}

#[test]
fn parameters_are_made_of_parts() {
    let query = |of: Value, digest: Value, capitals: bool| {
        let parameter = json!({ "name": "a b", "of": of, "digest": digest, "capitals": capitals });
        // A name with a space is refused.
        assert_eq!(
            changed("/token/parameters", json!([parameter])).unwrap_err(),
            "upstream.token.parameters[0].name"
        );
        let parameter = json!({ "name": "p", "of": of, "digest": digest, "capitals": capitals });
        let profile = changed("/token/parameters", json!([parameter])).unwrap();
        let named = Named::from([("w".to_owned(), "字&".to_owned())]);
        let now = clock::parse("2026-11-22T10:00:07+08:00").unwrap();
        token_query(&profile, &named, now).unwrap().unwrap()
    };
    let time = |pattern: &str| query(json!([{ "time": pattern }]), Value::Null, false);
    assert_eq!(time("seconds"), "p=1795312807");
    assert_eq!(time("milliseconds"), "p=1795312807000");
    assert_eq!(time("yyyyMMddHHmmss"), "p=20261122100007");
    let parts = json!([{ "value": "x " }, { "named": "w" }]);
    assert_eq!(query(parts, Value::Null, false), "p=x+%E5%AD%97%26");
    // The digests of “abc” in RFC 1321 and FIPS 180-2.
    let abc = || json!([{ "value": "a" }, { "value": "bc" }]);
    assert_eq!(
        query(abc(), json!("md5"), false),
        "p=900150983cd24fb0d6963f7d28e17f72"
    );
    assert_eq!(
        query(abc(), json!("sha256"), true),
        "p=BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"
    );
}

#[test]
fn what_cannot_be_is_named_by_its_place() {
    for (pointer, value, place) in [
        ("/token/path", json!("get-token"), "path"),
        ("/token/path", json!("//other.example/x"), "path"),
        ("/token/path", json!("/a/../b"), "path"),
        ("/token/path", json!("/a?b=c"), "path"),
        ("/token/parameters/0/of", json!([]), "parameters[0].of"),
        (
            "/token/parameters/0/of",
            json!([{ "time": "now" }]),
            "parameters[0].of[0]",
        ),
        (
            "/token/parameters/0/of",
            json!([{ "named": "" }]),
            "parameters[0].of[0]",
        ),
        (
            "/token/parameters/0/capitals",
            json!(true),
            "parameters[0].capitals",
        ),
        (
            "/token/parameters/1/name",
            json!("app_key"),
            "parameters[1].name",
        ),
        (
            "/token/parameters/2/digest",
            json!("crc"),
            "parameters[2].digest",
        ),
        (
            "/token/nested",
            json!([{ "at": "a", "syntax": "json" }]),
            "nested[0].at",
        ),
        ("/token/at", json!("access_token"), "at"),
        ("/token/lifetime/at", json!("x"), "lifetime.at"),
        ("/token/lifetime/seconds", json!(9), "lifetime.seconds"),
    ] {
        let told = changed(pointer, value.clone()).unwrap_err();
        assert_eq!(told, format!("upstream.token.{place}"), "{pointer} {value}");
    }
    let carried = |value| changed("/headers", value).unwrap_err();
    let token = json!({ "name": "A", "token": true });
    assert_eq!(carried(json!([])), "upstream.headers");
    assert_eq!(
        carried(json!([token, { "name": "B", "token": true }])),
        "upstream.headers"
    );
    assert_eq!(
        carried(json!([{ "name": "A", "named": "x", "token": true }])),
        "upstream.headers[0].named"
    );
    // Without a token nothing carries one and nothing gives one up.
    assert_eq!(
        changed("/token", Value::Null).unwrap_err(),
        "upstream.headers[0].token"
    );
    let taken = json!([{ "when": [{ "at": "/a" }], "means": "taken" }]);
    assert_eq!(
        changed("/answer/rules", taken).unwrap_err(),
        "upstream.answer.rules"
    );
}
