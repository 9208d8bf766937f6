//! `cargo xtask doctor URL`: says whether a host page lets the widget run, and what to change.

mod csp;
mod fetch;
mod files;
mod finding;
mod page;
mod policy;
mod rules;

use url::Url;

use crate::failure::{Failure, OrFail, Result};
use fetch::Fetched;
use files::File;
use finding::{Finding, Weight};
use page::Page;

/// Options of the command.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Address of the page that embeds the widget
    pub url: String,
}

/// Prints every finding.
///
/// # Errors
/// The page cannot be fetched, or something keeps the widget from running.
pub fn command(options: &Options) -> Result<()> {
    let findings = examine(&options.url)?;
    for finding in &findings {
        println!("{finding}");
    }
    let blocking = findings
        .iter()
        .filter(|finding| finding.weight == Weight::Blocks)
        .count();
    if blocking == 0 {
        println!("The widget can run on this page.");
        return Ok(());
    }
    Err(Failure::new(
        format!("{blocking} things keep the widget from running on this page"),
        "Change what the arrows say and run doctor again",
    ))
}

fn examine(address: &str) -> Result<Vec<Finding>> {
    let url = Url::parse(address).or_fail(
        format!("{address} is no address"),
        "Give the page's whole address, with https://",
    )?;
    let fetched = fetch::get(&url, None)?;
    if !fetched.status.is_success() {
        return Err(Failure::new(
            format!("{} answers {}", fetched.url, fetched.status),
            "Give the address of a page that can be opened without logging in",
        ));
    }
    let page = Page::read(
        fetched.url.clone(),
        &String::from_utf8_lossy(&fetched.body),
        &fetched.headers("content-security-policy"),
        &fetched.headers("content-security-policy-report-only"),
        &fetched.header("cross-origin-embedder-policy"),
    )?;
    let Some(loader) = page.loader().cloned() else {
        return Ok(rules::judge(&page, &url, &url));
    };
    let origin = page.url.origin().ascii_serialization();
    let strict = page.embedder.contains("require-corp");
    let script = fetch::get(&loader.src, Some(&origin))?;
    let folder = files::folder(&loader.src, &String::from_utf8_lossy(&script.body)).or_fail(
        format!("{} names no version", loader.src),
        "Check that it is the widget's loader",
    )?;
    let part = |name: &str| {
        folder
            .join(name)
            .or_fail("no part's address", "Report this")
    };
    let (script_name, wasm_name) = if loader.src.path().ends_with("/kiosk.js") {
        ("kiosk-engine.js", "kiosk-engine.wasm")
    } else {
        ("engine.js", "engine.wasm")
    };
    let (engine, wasm) = (part(script_name)?, part(wasm_name)?);

    let mut found = rules::judge(&page, &engine, &wasm);
    if files::integrity_holds(&loader.integrity, &script.body) {
        if !loader.integrity.is_empty() {
            found.push(Finding::good("the loader is the file that integrity names"));
        }
    } else {
        found.push(Finding::blocks(
            "the loader is not the file that integrity names",
            "Copy the hash from integrity.json beside it",
        ));
    }
    found.extend(files::judge(
        "loader.js",
        &file(&script),
        &page.url,
        &loader.src,
        strict,
    ));
    for (name, at) in [(script_name, &engine), (wasm_name, &wasm)] {
        let answered = fetch::get(at, Some(&origin))?;
        found.extend(files::judge(name, &file(&answered), &page.url, at, strict));
    }
    for endpoint in page.endpoints() {
        found.push(edge(&endpoint, &origin)?);
    }
    Ok(found)
}

/// Asks the edge whether it takes evaluations from pages of this origin.
fn edge(endpoint: &Url, origin: &str) -> Result<Finding> {
    let target = endpoint
        .join("/v1/evaluations")
        .or_fail("no edge address", "Check the attribute endpoint")?;
    let answer = fetch::preflight(&target, origin)?;
    let allowed = answer.header("access-control-allow-origin");
    if answer.status.is_success() && (allowed == "*" || allowed == origin) {
        return Ok(Finding::good(format!(
            "{endpoint} takes evaluations from {origin}"
        )));
    }
    Ok(Finding::blocks(
        format!(
            "{endpoint} takes no evaluations from {origin} ({})",
            answer.status
        ),
        format!("Add {origin} to the hall's origins in the edge's configuration"),
    ))
}

fn file(fetched: &Fetched) -> File {
    File {
        status: fetched.status.as_u16(),
        media_type: fetched.header("content-type"),
        allow_origin: fetched.header("access-control-allow-origin"),
        resource_policy: fetched.header("cross-origin-resource-policy"),
    }
}
