//! What a page must allow, judged from the page alone.

use url::Url;

use super::csp::{self, Policy};
use super::finding::Finding;
use super::page::{Page, Script};

/// Name of the loader's Trusted Types policy.
const TRUSTED: &str = "haochaping";
const SCRIPTS: [&str; 3] = ["script-src-elem", "script-src", "default-src"];
const EVALUATION: [&str; 2] = ["script-src", "default-src"];
const CONNECTIONS: [&str; 2] = ["connect-src", "default-src"];

/// Judges embedding, mixed content and every policy. `parts` are the addresses of engine.js and
/// engine.wasm.
#[must_use]
pub fn judge(page: &Page, script: &Url, wasm: &Url) -> Vec<Finding> {
    let Some(loader) = page.loader() else {
        return vec![no_loader(page)];
    };
    let mut found = embedding(page, loader);
    found.extend(transport(page, loader));
    if page.policies.is_empty() {
        found.push(Finding::good("no Content-Security-Policy forbids anything"));
    }
    for policy in &page.policies {
        found.extend(judge_policy(policy, page, loader, script, wasm));
    }
    for policy in &page.reported {
        let blocked = judge_policy(policy, page, loader, script, wasm)
            .into_iter()
            .filter(|finding| finding.weight == super::finding::Weight::Blocks)
            .count();
        if blocked > 0 {
            found.push(Finding::advice(
                format!("the report-only policy would block the widget in {blocked} ways"),
                "Enforce it only after adding what an enforced one needs (docs on embedding)",
            ));
        }
    }
    found
}

fn no_loader(page: &Page) -> Finding {
    let elements = page.ratings.len();
    Finding::blocks(
        format!("the page has {elements} haochaping-rating elements and no script loader.js"),
        "Add the script tag of the embedding guide; a page that adds it later by script can only be judged in a browser",
    )
}

fn embedding(page: &Page, loader: &Script) -> Vec<Finding> {
    let mut found = vec![Finding::good(format!("loader {}", loader.src))];
    if page.ratings.is_empty() {
        found.push(Finding::advice(
            "no haochaping-rating element in the HTML",
            "Add one, unless a script of the page does",
        ));
    } else if !page.ratings.iter().all(|rating| rating.ticket) {
        found.push(Finding::advice(
            "a haochaping-rating element has no ticket",
            "Set the attribute ticket, unless a script of the page does",
        ));
    }
    let foreign = loader.src.origin() != page.url.origin();
    if loader.integrity.is_empty() {
        found.push(Finding::advice(
            "the loader's script tag has no integrity",
            "Copy the hash of loader.js from integrity.json beside it, with the address of that version",
        ));
    } else if loader.src.path().contains("/v1/") {
        found.push(Finding::advice(
            "integrity on the moving address /widget/v1/ fails at the next release",
            "Use the address with the full version together with integrity",
        ));
    }
    if foreign && !loader.crossorigin && !loader.integrity.is_empty() {
        found.push(Finding::blocks(
            "integrity without crossorigin on a script of another origin",
            "Add crossorigin=\"anonymous\" to the script tag",
        ));
    }
    if foreign && page.embedder.contains("require-corp") && !loader.crossorigin {
        found.push(Finding::advice(
            "the page demands Cross-Origin-Resource-Policy of everything it embeds",
            "The edge sends it; behind a proxy keep that header, or add crossorigin to the script tag",
        ));
    }
    found
}

fn transport(page: &Page, loader: &Script) -> Vec<Finding> {
    let mut found = Vec::new();
    let upgrades = page
        .policies
        .iter()
        .any(|policy| policy.directive("upgrade-insecure-requests").is_some());
    let mut insecure: Vec<Url> = page.endpoints();
    insecure.push(loader.src.clone());
    insecure.retain(|url| url.scheme() == "http" && !is_local(url));
    insecure.dedup_by_key(|url| url.origin().ascii_serialization());
    match page.url.scheme() {
        "https" if insecure.is_empty() => found.push(Finding::good("no mixed content")),
        "https" => {
            for url in insecure {
                let what = format!("mixed content: {url} on a page of https");
                let change = "Write the address with https://";
                found.push(if upgrades {
                    Finding::advice(format!("{what}, upgraded by the policy"), change)
                } else {
                    Finding::blocks(what, change)
                });
            }
        }
        _ if is_local(&page.url) => {}
        _ => found.push(Finding::advice(
            "the page comes over plain http: what a citizen writes can be read on the way",
            "Serve it over https",
        )),
    }
    found
}

fn is_local(url: &Url) -> bool {
    matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"))
}

fn judge_policy(
    policy: &Policy,
    page: &Page,
    loader: &Script,
    script: &Url,
    wasm: &Url,
) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Some((name, sources)) = policy.governing(&SCRIPTS) {
        let dynamic = csp::holds(sources, "'strict-dynamic'");
        if loads(sources, loader, page, dynamic) {
            found.push(Finding::good(format!("{name} lets the loader load")));
        } else {
            found.push(Finding::blocks(
                format!("{name} forbids the loader"),
                format!(
                    "Add {} to {name}",
                    loader.src.origin().ascii_serialization()
                ),
            ));
        }
        // With 'strict-dynamic' a script that runs may add others, with a nonce it passes it on.
        let nonced = csp::holds(sources, &format!("'nonce-{}'", loader.nonce));
        if !dynamic && !nonced && !csp::lets(sources, script, &page.url) {
            found.push(Finding::blocks(
                format!("{name} forbids {script}"),
                format!("Add {} to {name}", script.origin().ascii_serialization()),
            ));
        }
    }
    if let Some((name, sources)) = policy.governing(&EVALUATION) {
        if csp::holds(sources, "'wasm-unsafe-eval'") || csp::holds(sources, "'unsafe-eval'") {
            found.push(Finding::good(format!("{name} lets WebAssembly run")));
        } else {
            found.push(Finding::blocks(
                format!("{name} forbids WebAssembly; citizens get a link instead of the form"),
                format!("Add 'wasm-unsafe-eval' to {name}; it allows no JavaScript eval"),
            ));
        }
    }
    if let Some((name, sources)) = policy.governing(&CONNECTIONS) {
        for url in page.endpoints().iter().chain([wasm]) {
            if !csp::lets(sources, url, &page.url) {
                found.push(Finding::blocks(
                    format!("{name} forbids requests to {url}"),
                    format!("Add {} to {name}", url.origin().ascii_serialization()),
                ));
            }
        }
    }
    found.extend(trusted_types(policy));
    if policy
        .directive("sandbox")
        .is_some_and(|flags| !csp::holds(flags, "allow-scripts"))
    {
        found.push(Finding::blocks(
            "sandbox forbids every script",
            "Add allow-scripts and allow-same-origin to sandbox",
        ));
    }
    found
}

fn loads(sources: &[String], loader: &Script, page: &Page, dynamic: bool) -> bool {
    let nonced =
        !loader.nonce.is_empty() && csp::holds(sources, &format!("'nonce-{}'", loader.nonce));
    let hashed = !loader.integrity.is_empty()
        && loader.integrity.split_whitespace().all(|hash| {
            sources
                .iter()
                .any(|source| source.trim_matches('\'') == hash)
        });
    nonced || hashed || (!dynamic && csp::lets(sources, &loader.src, &page.url))
}

fn trusted_types(policy: &Policy) -> Option<Finding> {
    policy.directive("require-trusted-types-for")?;
    let Some(names) = policy.directive("trusted-types") else {
        return Some(Finding::good("Trusted Types: any policy may be made"));
    };
    if csp::holds(names, TRUSTED) || csp::holds(names, "*") {
        return Some(Finding::good("Trusted Types: the widget's policy is named"));
    }
    Some(Finding::blocks(
        "trusted-types does not name the widget's policy",
        format!("Add {TRUSTED} to trusted-types"),
    ))
}

#[cfg(test)]
mod tests {
    use super::super::finding::Weight;
    use super::*;

    const EDGE: &str = "https://edge.example/widget/1.0.0";

    fn blocks(page: &str, tag: &str, policy: &str) -> Vec<String> {
        let url = Url::parse(page).unwrap();
        let html = format!("{tag}<haochaping-rating ticket=t></haochaping-rating>");
        let page = Page::read(url, &html, &[policy.to_owned()], &[], "").unwrap();
        let part = |name: &str| Url::parse(&format!("{EDGE}/{name}")).unwrap();
        judge(&page, &part("engine.js"), &part("engine.wasm"))
            .into_iter()
            .filter(|finding| finding.weight == Weight::Blocks)
            .map(|finding| finding.to_string())
            .collect()
    }

    fn tag() -> String {
        format!("<script src='{EDGE}/loader.js' integrity='sha384-x' crossorigin></script>")
    }

    #[test]
    fn a_policy_that_names_everything_passes() {
        let policy = "default-src 'none'; script-src https://edge.example 'wasm-unsafe-eval'; \
                      connect-src https://edge.example; require-trusted-types-for 'script'; \
                      trusted-types haochaping";
        assert_eq!(blocks("https://hall.example/", &tag(), policy), [""; 0]);
        assert_eq!(blocks("https://hall.example/", &tag(), ""), [""; 0]);
    }

    #[test]
    fn each_thing_that_a_policy_lacks_is_named() {
        for (policy, lacking) in [
            (
                "script-src 'self' 'wasm-unsafe-eval'",
                "https://edge.example",
            ),
            ("script-src https://edge.example", "'wasm-unsafe-eval'"),
            ("connect-src 'self'", "connect-src"),
            (
                "require-trusted-types-for 'script'; trusted-types x",
                "haochaping",
            ),
            ("sandbox allow-forms", "allow-scripts"),
        ] {
            let found = blocks("https://hall.example/", &tag(), policy);
            assert!(
                found.iter().any(|line| line.contains(lacking)),
                "{policy}: {found:?}"
            );
        }
    }

    #[test]
    fn nonces_pass_on_and_strict_dynamic_ignores_hosts() {
        let nonced = format!("<script nonce=abc src='{EDGE}/loader.js'></script>");
        let policy = "script-src 'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval'";
        assert_eq!(blocks("https://hall.example/", &nonced, policy), [""; 0]);
        let policy = "script-src https://edge.example 'strict-dynamic' 'wasm-unsafe-eval'";
        assert_eq!(blocks("https://hall.example/", &tag(), policy).len(), 1);
    }

    #[test]
    fn mixed_content_and_missing_crossorigin_block() {
        let plain = "<script src='http://edge.example/widget/1.0.0/loader.js'></script>";
        assert!(!blocks("https://hall.example/", plain, "").is_empty());
        let bare = format!("<script src='{EDGE}/loader.js' integrity=sha384-x></script>");
        assert_eq!(blocks("https://hall.example/", &bare, "").len(), 1);
        assert_eq!(blocks("https://hall.example/", "", "").len(), 1);
    }
}
