//! The widget's files as any site embeds them.

use reqwest::Client;
use serde_json::Value;

use crate::world::{Answer, get, send, world};

const VERSION: &str = env!("CARGO_PKG_VERSION");

async fn file(path: &str, encodings: &str) -> Answer {
    let url = format!("{}/widget/{path}", world().edge);
    send(Client::new().get(url).header("accept-encoding", encodings)).await
}

#[tokio::test]
async fn every_file_has_its_type_and_lasts() {
    for (name, media_type) in [
        ("loader.js", "text/javascript; charset=utf-8"),
        ("loader.mjs", "text/javascript; charset=utf-8"),
        ("engine.js", "text/javascript; charset=utf-8"),
        ("kiosk.js", "text/javascript; charset=utf-8"),
        ("kiosk-engine.js", "text/javascript; charset=utf-8"),
        ("widget.css", "text/css; charset=utf-8"),
        ("engine.wasm", "application/wasm"),
        ("kiosk-engine.wasm", "application/wasm"),
        ("bridge.js", "text/javascript; charset=utf-8"),
        ("bridge.schema.json", "application/json"),
        ("bridge.vectors.json", "application/json"),
        ("integrity.json", "application/json"),
    ] {
        let answer = file(&format!("{VERSION}/{name}"), "identity").await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, Some(media_type)),
            "{name}"
        );
        for (header, value) in [
            ("cache-control", "public, max-age=31536000, immutable"),
            ("access-control-allow-origin", "*"),
            ("cross-origin-resource-policy", "cross-origin"),
            ("timing-allow-origin", "*"),
            ("x-content-type-options", "nosniff"),
        ] {
            assert_eq!(answer.header(header), Some(value), "{name} {header}");
        }
        assert!(
            answer.header("vary").unwrap().contains("Accept-Encoding"),
            "{name}"
        );
        assert_eq!(answer.header("content-encoding"), None, "{name}");
        assert!(!answer.body.is_empty(), "{name}");
    }
}

#[tokio::test]
async fn a_browser_gets_the_smallest_form_as_it_lies_there() {
    let plain = file(&format!("{VERSION}/engine.wasm"), "identity").await;
    let mut sizes = vec![plain.body.len()];
    for (accepted, encoding, suffix) in [
        ("gzip", "gzip", ".gz"),
        ("gzip, deflate, br, zstd", "br", ".br"),
        ("br;q=0, gzip", "gzip", ".gz"),
    ] {
        let answer = file(&format!("{VERSION}/engine.wasm"), accepted).await;
        assert_eq!(
            answer.header("content-encoding"),
            Some(encoding),
            "{accepted}"
        );
        assert_eq!(answer.header("content-type"), Some("application/wasm"));
        let lies = format!(
            "{}/../widget/dist/{VERSION}/engine.wasm{suffix}",
            env!("CARGO_MANIFEST_DIR")
        );
        assert_eq!(
            answer.body,
            std::fs::read(lies).unwrap(),
            "{accepted}: not packed twice"
        );
        sizes.push(answer.body.len());
    }
    assert!(sizes[0] > sizes[1] && sizes[1] > sizes[2], "{sizes:?}");
}

#[tokio::test]
async fn the_floating_loader_is_the_newest_and_asked_for_again() {
    let floating = file("v1/loader.js", "identity").await;
    assert_eq!(
        floating.header("cache-control"),
        Some("public, max-age=300")
    );
    assert_eq!(
        floating.body,
        file(&format!("{VERSION}/loader.js"), "identity").await.body
    );
    for path in ["v1/engine.wasm", "v1/integrity.json"] {
        get(&format!("/widget/{path}"))
            .await
            .assert_refused(path, 404, "not_found");
    }
}

#[tokio::test]
async fn the_list_of_hashes_is_that_of_the_files() {
    let list: Value = file(&format!("{VERSION}/integrity.json"), "identity")
        .await
        .json();
    assert_eq!(list["version"], VERSION);
    for name in ["loader.js", "bridge.js", "engine.js", "engine.wasm"] {
        let told = list["files"][name].as_str().unwrap();
        let body = file(&format!("{VERSION}/{name}"), "identity").await.body;
        assert_eq!(told, xtask::build::widget::integrity(&body), "{name}");
    }
}

#[tokio::test]
async fn nothing_else_of_the_disk_is_served() {
    for path in [
        "../edge-api/deploy/demo.secrets.json",
        "%2e%2e/%2e%2e/Cargo.toml",
        "0.1.0/..%2f..%2f..%2fCargo.toml",
        "0.1.0/loader.js.br",
        "0.1.0/",
        "0.1.0/.hidden.js",
        "9.9.9/loader.js",
        "",
    ] {
        let answer = get(&format!("/widget/{path}")).await;
        assert_eq!(answer.status, 404, "{path}: {}", answer.text());
    }
}
