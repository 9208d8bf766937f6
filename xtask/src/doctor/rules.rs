//! What a page must allow, judged from the page alone.

use url::Url;

use super::finding::{Finding, Weight};
use super::page::{Page, Script};
use super::policy;

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
    for each in &page.policies {
        found.extend(policy::judge(each, page, loader, script, wasm));
    }
    for each in &page.reported {
        let blocked = policy::judge(each, page, loader, script, wasm)
            .into_iter()
            .filter(|finding| finding.weight == Weight::Blocks)
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

#[cfg(test)]
mod tests {
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
