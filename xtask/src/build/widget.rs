//! Builds what a page loads: `widget/dist/<version>/`.
//!
//! ```text
//! cargo (profile widget) ─► wasm-bindgen ─► wasm-opt ─► engine.wasm ─┐ sha256
//!                                └─► glue ─┐                         │
//! widget/src/**/*.css ─► esbuild ─► styles ┴► esbuild ─► engine.js ──┤ sha256
//! widget/loader/src ─────────────────────────► tsc, esbuild ─► loader.js
//! widget/bridge ─► the same way, its wasm within ────────────► bridge.js
//! ```
//!
//! The same once more with the feature `kiosk`: kiosk.js, kiosk-engine.js, kiosk-engine.wasm.
//! Terminals load those instead, so that nobody else carries what only they need.
//!
//! The loader holds the hashes of the two files that it fetches, so one `integrity` on the loader's
//! script tag covers everything. Each file lies beside its `.br` and `.gz`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256, Sha384};

use super::wasm::{self, Module};
use super::{compress, styles};
use crate::failure::{Failure, OrFail, Result};
use crate::project;
use crate::run;
use crate::tools::Tools;

/// The widget's version: that of the workspace.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What a page or the edge may ask for, besides `integrity.json`.
pub const FILES: [&str; 11] = [
    "loader.js",
    "loader.mjs",
    "engine.js",
    "engine.wasm",
    "widget.css",
    "kiosk.js",
    "kiosk-engine.js",
    "kiosk-engine.wasm",
    "bridge.js",
    "bridge.schema.json",
    "bridge.vectors.json",
];

/// What is published as it stands in `widget/bridge`.
const PUBLISHED: [(&str, &str); 2] = [
    ("envelope.schema.json", "bridge.schema.json"),
    ("vectors.json", "bridge.vectors.json"),
];

const SCRIPT_TARGET: &str = "--target=es2022";

/// `widget/dist/<version>`.
#[must_use]
pub fn folder() -> PathBuf {
    project::root().join("widget/dist").join(VERSION)
}

/// The files that must exist after a build.
#[must_use]
pub fn outputs() -> Vec<PathBuf> {
    let folder = folder();
    FILES
        .iter()
        .flat_map(|name| ["", ".br", ".gz"].map(|packed| folder.join(format!("{name}{packed}"))))
        .chain([folder.join("integrity.json")])
        .collect()
}

/// Builds all files of `widget/dist/<version>`.
///
/// # Errors
/// The first step that fails; the end of its output is shown.
pub fn build(tools: &Tools) -> Result<()> {
    let stage = project::root().join("target/widget/stage");
    let folder = folder();
    for made in [&stage, &folder] {
        fs::create_dir_all(made).or_fail(
            format!("cannot create {}", project::shown(made)),
            "Check the folder's permissions and free space",
        )?;
    }
    let sheets = styles::build(tools)?;
    write(&folder.join("widget.css"), sheets.whole.as_bytes())?;
    check_types(tools)?;
    for flavour in [&FORM, &KIOSK] {
        build_flavour(tools, flavour, &sheets, &stage, &folder)?;
    }
    bridge(tools, &stage, &folder)?;
    finish(&folder)
}

/// One way to build the form and the script that loads it.
struct Flavour {
    /// The form; its name is that of its script and wasm, without extension.
    module: &'static Module,
    /// What hands the form over, in `widget/loader/src`.
    entry: &'static str,
    /// Whether it is the kiosk's.
    kiosk: bool,
    /// The scripts for pages: name, entry, format, whether it is included by a script tag.
    loaders: &'static [(&'static str, &'static str, &'static str, bool)],
}

const FORM: Flavour = Flavour {
    module: &wasm::FORM,
    entry: "form.ts",
    kiosk: false,
    loaders: &[
        ("loader.js", "loader.ts", "iife", true),
        ("loader.mjs", "loader.ts", "esm", false),
    ],
};

const KIOSK: Flavour = Flavour {
    module: &wasm::KIOSK,
    entry: "kiosk_form.ts",
    kiosk: true,
    loaders: &[("kiosk.js", "kiosk.ts", "iife", true)],
};

fn build_flavour(
    tools: &Tools,
    flavour: &Flavour,
    sheets: &styles::Sheets,
    stage: &Path,
    folder: &Path,
) -> Result<()> {
    let wasm = flavour.module.build(tools, stage)?;
    let name = flavour.module.name;
    write(&folder.join(format!("{name}.wasm")), &wasm)?;
    let script = format!("{name}.js");
    let style = if flavour.kiosk {
        &sheets.kiosk
    } else {
        &sheets.whole
    };
    let engine = bundle(
        tools,
        flavour.entry,
        &stage.join(&script),
        &[
            "--format=iife".to_owned(),
            format!("--alias:glue={}", flavour.module.glue(stage).display()),
            define("FORM_CSS", style),
        ],
    )?;
    write(&folder.join(&script), &engine)?;
    for (name, entry, format, classic) in flavour.loaders {
        let loader = bundle(
            tools,
            entry,
            &stage.join(name),
            &[
                format!("--format={format}"),
                format!("--define:CLASSIC={classic}"),
                format!("--define:KIOSK={}", flavour.kiosk),
                // Private fields of the element; the form's glue has names of its own.
                "--mangle-props=^_[a-z]".to_owned(),
                define("ENGINE", flavour.module.name),
                define("CRITICAL_CSS", &sheets.critical),
                define("ENGINE_INTEGRITY", &short_integrity(&engine)),
                define("WASM_INTEGRITY", &short_integrity(&wasm)),
            ],
        )?;
        write(&folder.join(name), &loader)?;
    }
    Ok(())
}

/// The bridge, one script with its wasm within: one `integrity` and no request more.
fn bridge(tools: &Tools, stage: &Path, folder: &Path) -> Result<()> {
    let module = stage.join("bridge-within.wasm");
    write(&module, &wasm::BRIDGE.build(tools, stage)?)?;
    let script = bundle(
        tools,
        "bridge/bridge.ts",
        &stage.join("bridge.js"),
        &[
            "--format=iife".to_owned(),
            "--loader:.wasm=binary".to_owned(),
            format!("--alias:bridge-glue={}", wasm::BRIDGE.glue(stage).display()),
            format!("--alias:bridge-wasm={}", module.display()),
        ],
    )?;
    write(&folder.join("bridge.js"), &script)?;
    for (source, name) in PUBLISHED {
        let text = read(&project::root().join("widget/bridge").join(source))?;
        write(&folder.join(name), &text)?;
    }
    Ok(())
}

fn check_types(tools: &Tools) -> Result<()> {
    let mut tsc = Command::new("node");
    tsc.arg(tools.modules.tsc())
        .arg("--project")
        .arg(project::root().join("widget/loader/tsconfig.json"));
    run::succeed("type check of the loader", tsc).map(drop)
}

fn bundle(tools: &Tools, entry: &str, to: &Path, arguments: &[String]) -> Result<Vec<u8>> {
    let mut esbuild = Command::new(tools.modules.esbuild());
    esbuild
        .arg(project::root().join("widget/loader/src").join(entry))
        .args(["--bundle", "--minify", SCRIPT_TARGET])
        .args(["--legal-comments=none", "--log-level=warning"])
        .arg(define("VERSION", VERSION))
        .args(arguments)
        .arg(format!("--outfile={}", to.display()));
    run::succeed(&format!("esbuild of {entry}"), esbuild)?;
    read(to)
}

/// An esbuild definition with a string value.
fn define(name: &str, value: &str) -> String {
    format!("--define:{name}={}", serde_json::Value::from(value))
}

/// `sha384-…` as `integrity` attributes take it.
#[must_use]
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// `sha256-…`: inside the loader each hash is text that does not compress, and 32 bytes fewer for
/// the two keep it clear of its budget whatever they are.
fn short_integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// Packs every file and lists the hashes.
fn finish(folder: &Path) -> Result<()> {
    let mut hashes = BTreeMap::new();
    for name in FILES {
        let path = folder.join(name);
        let bytes = read(&path)?;
        write(
            &folder.join(format!("{name}.br")),
            &compress::brotli(&bytes)?,
        )?;
        write(&folder.join(format!("{name}.gz")), &compress::gzip(&bytes)?)?;
        hashes.insert(name, integrity(&bytes));
    }
    let list = serde_json::json!({ "version": VERSION, "files": hashes });
    write(
        &folder.join("integrity.json"),
        format!("{list:#}\n").as_bytes(),
    )
}

pub(super) fn read(path: &Path) -> Result<Vec<u8>> {
    let bytes = fs::read(path).or_fail(
        format!("cannot read {}", project::shown(path)),
        "Build again",
    )?;
    if bytes.is_empty() {
        return Err(Failure::new(
            format!("{} is empty", project::shown(path)),
            "Build again",
        ));
    }
    Ok(bytes)
}

pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).or_fail(
        format!("cannot write {}", project::shown(path)),
        "Check the folder's permissions and free space",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integrity_is_what_browsers_compare() {
        // The value that `openssl dgst -sha384 -binary | base64` gives for "alert('Hello, world.');".
        assert_eq!(
            integrity(b"alert('Hello, world.');"),
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
        );
    }

    #[test]
    fn definitions_are_javascript_strings() {
        assert_eq!(define("CSS", "a\"b\n"), r#"--define:CSS="a\"b\n""#);
    }
}
