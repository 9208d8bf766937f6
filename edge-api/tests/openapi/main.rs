//! `openapi.json` is what the types say.
//!
//! It is checked in, so that it can be read and compared without building; this
//! test fails when it is stale. To write it anew:
//!
//! ```text
//! HAOCHAPING_WRITE=1 cargo test -p haochaping-edge --test openapi
//! ```

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    missing_docs,
    reason = "a test says what went wrong by panicking"
)]

mod document;
mod links;
mod operations;
mod points;

use std::path::Path;

#[test]
fn the_checked_in_description_is_what_the_types_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let generated = format!("{:#}\n", document::document());
    if std::env::var_os("HAOCHAPING_WRITE").is_some() {
        std::fs::write(&path, &generated).unwrap();
    }
    let checked_in = std::fs::read_to_string(&path).unwrap();
    assert!(
        checked_in == generated,
        "edge-api/openapi.json is stale; write it anew with \
         HAOCHAPING_WRITE=1 cargo test -p haochaping-edge --test openapi"
    );
}

#[test]
fn every_described_operation_has_a_route() {
    use haochaping_edge::http::Method;
    let document = document::document();
    for (path, operations) in document["paths"].as_object().unwrap() {
        let sample = path
            .replace("{receipt}", "0123-4567-89AB-CDEF-GHJK")
            .replace("{ticket}", "a.b.c")
            .replace("{profile}", "of-a-hall")
            .replace("{version}", "0.1.0")
            .replace("{file}", "loader.js")
            .replace("{id}", "w-03")
            .replace("{code}", "7KQ2M9XD4HTB");
        for method in operations.as_object().unwrap().keys() {
            let method = if method == "post" {
                Method::Post
            } else {
                Method::Get
            };
            let route = haochaping_edge::router::find(method, &sample).unwrap();
            assert_eq!(route.pattern(), path);
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    fn check(document: &serde_json::Value, value: &serde_json::Value) {
        match value {
            serde_json::Value::Object(members) => {
                if let Some(reference) = members.get("$ref").and_then(|it| it.as_str()) {
                    let pointer = reference.strip_prefix('#').unwrap();
                    assert!(document.pointer(pointer).is_some(), "{reference}");
                }
                members.values().for_each(|member| check(document, member));
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| check(document, item)),
            _ => {}
        }
    }
    let document = document::document();
    check(&document, &document);
}
