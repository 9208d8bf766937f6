//! What one Content Security Policy must allow.

use url::Url;

use super::csp::{self, Policy};
use super::finding::Finding;
use super::page::{Page, Script};

/// Name of the loader's Trusted Types policy.
const TRUSTED: &str = "haochaping";
const SCRIPTS: [&str; 3] = ["script-src-elem", "script-src", "default-src"];
const EVALUATION: [&str; 2] = ["script-src", "default-src"];
const CONNECTIONS: [&str; 2] = ["connect-src", "default-src"];

/// Judges one policy. `script` and `wasm` are the addresses of engine.js and engine.wasm.
#[must_use]
pub fn judge(
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
