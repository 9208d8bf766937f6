//! What a cache in front may keep: only what is the same for everybody. Nothing that a
//! sender chooses and a cache does not look at may change it.

use haochaping_tests::ticket::{case_no, ticket};
use haochaping_tests::world::{Answer, send, world};
use reqwest::Client;
use reqwest::header::HeaderMap;

const VERSION: &str = env!("CARGO_PKG_VERSION");
const EVIL: &str = "https://evil.example";

/// Headers that change what some server somewhere answers, and that no cache keys on.
const UNKEYED: [(&str, &str); 16] = [
    ("x-forwarded-host", "evil.example"),
    ("x-forwarded-proto", "gopher"),
    ("x-forwarded-prefix", "//evil.example"),
    ("x-forwarded-for", "127.0.0.1"),
    ("forwarded", "host=evil.example"),
    ("x-original-url", "/metrics"),
    ("x-rewrite-url", "/metrics"),
    ("x-http-method-override", "POST"),
    ("x-host", "evil.example"),
    ("accept", "text/evil"),
    ("accept-language", "en"),
    ("range", "bytes=0-3"),
    ("if-none-match", "*"),
    ("cookie", "lang=evil"),
    ("user-agent", "<script>"),
    ("content-type", "text/html"),
];

async fn ask(path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Client::new().get(format!("{}{path}", world().edge));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(request).await
}

fn kept(headers: &HeaderMap) -> Vec<String> {
    let mut kept: Vec<String> = headers
        .iter()
        .filter(|(name, _)| *name != "x-request-id" && *name != "date")
        .map(|(name, value)| format!("{name}: {value:?}"))
        .collect();
    kept.sort();
    kept
}

/// Everything that may be kept.
async fn cacheable() -> Vec<String> {
    let page = ask(&format!("/r/{}", ticket(&case_no())), &[]).await;
    let style = page.text().split("href=\"/page/").nth(1).unwrap();
    let style = style.split('"').next().unwrap();
    let mut paths = vec![
        "/openapi.json".to_owned(),
        "/widget/v1/loader.js".to_owned(),
        "/widget/v1/bridge.js".to_owned(),
        format!("/page/{style}"),
    ];
    paths.extend(
        [
            "loader.js",
            "loader.mjs",
            "engine.js",
            "engine.wasm",
            "widget.css",
            "bridge.js",
            "bridge.schema.json",
            "integrity.json",
        ]
        .map(|file| format!("/widget/{VERSION}/{file}")),
    );
    paths
}

#[tokio::test]
async fn no_unkeyed_header_changes_what_may_be_kept() {
    for path in cacheable().await {
        let plain = ask(&path, &[]).await;
        assert_eq!(plain.status, 200, "{path}");
        assert!(
            plain
                .header("cache-control")
                .unwrap()
                .starts_with("public, "),
            "{path}"
        );
        for (name, value) in UNKEYED {
            let other = ask(&path, &[(name, value)]).await;
            assert_eq!(other.status, 200, "{path} with {name}");
            assert_eq!(
                kept(&other.headers),
                kept(&plain.headers),
                "{path} with {name}"
            );
            assert_eq!(other.body, plain.body, "{path} with {name}");
        }
        for query in ["?", "?lang=en", "?callback=evil", "?utm_source=x&elder=1"] {
            let other = ask(&format!("{path}{query}"), &[]).await;
            assert_eq!(kept(&other.headers), kept(&plain.headers), "{path}{query}");
            assert_eq!(other.body, plain.body, "{path}{query}");
        }
    }
}

#[tokio::test]
async fn what_does_change_with_a_header_says_so() {
    for path in cacheable().await {
        for (name, value) in [
            ("origin", EVIL),
            ("accept-encoding", "br"),
            ("accept-encoding", "gzip"),
        ] {
            let (plain, other) = (ask(&path, &[]).await, ask(&path, &[(name, value)]).await);
            if kept(&plain.headers) == kept(&other.headers) && plain.body == other.body {
                continue;
            }
            let vary = other
                .header("vary")
                .unwrap_or_default()
                .to_ascii_lowercase();
            assert!(
                vary.split(", ").any(|part| part == name),
                "{path} {name}: {vary}"
            );
            assert_eq!(plain.header("vary"), other.header("vary"), "{path} {name}");
        }
        // Everybody may read it, so no cache can hand one site's permission to another.
        if path.starts_with("/widget/") {
            let other = ask(&path, &[("origin", EVIL)]).await;
            assert_eq!(
                other.header("access-control-allow-origin"),
                Some("*"),
                "{path}"
            );
        }
    }
}

#[tokio::test]
async fn refusals_and_what_is_about_a_citizen_are_never_kept() {
    let ticket = ticket(&case_no());
    let refused = [
        "/".to_owned(),
        "/widget/9.9.9/loader.js".to_owned(),
        format!("/widget/{VERSION}/nothing.js"),
        "/widget/v1/engine.js".to_owned(),
        "/page/0000000000000000.css".to_owned(),
        "/metrics".to_owned(),
        "/v1/form?ticket=x".to_owned(),
        "/r/x".to_owned(),
        "/v1/receipts/0000-0000-0000-0000-0000".to_owned(),
        "/v1/evaluations".to_owned(),
    ];
    let own = [
        format!("/r/{ticket}"),
        format!("/r/{ticket}/loader.js"),
        format!("/r/{ticket}?x=loader.js"),
        format!("/r/{ticket}%2floader.css"),
        format!("/v1/form?ticket={ticket}"),
        "/readyz".to_owned(),
        "/healthz".to_owned(),
    ];
    for path in refused.iter().chain(&own) {
        for accept in ["*/*", "text/html"] {
            let answer = ask(path, &[("accept", accept), ("origin", &world().origin)]).await;
            assert_eq!(
                answer.header("cache-control"),
                Some("no-store"),
                "{path} {accept}"
            );
            if refused.contains(path) {
                assert!(answer.status >= 400, "{path}: {}", answer.status);
            }
        }
    }
}
