//! The npm package, as a bundler and Node see it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::{must_exist, read};
use crate::failure::{OrFail, Result};
use crate::run;

/// Resolves every address that the package exports, as an importing page's bundler does.
const RESOLVE: &str = r#"import { existsSync } from "node:fs";
for (const name of process.argv.slice(2)) {
  const found = import.meta.resolve(name);
  if (!existsSync(new URL(found))) throw new Error(`${name} leads to ${found}, which is missing`);
}
"#;

/// Whatever package.json names is in the package: exports, types, side effects.
pub fn names_its_files(package: &Path) -> Result<()> {
    let manifest = manifest(package)?;
    let mut names = Vec::new();
    for field in ["exports", "types", "customElements", "sideEffects"] {
        collect(manifest.get(field).unwrap_or(&Value::Null), &mut names);
    }
    // `./dist/*` stands for what lies in the folder.
    let names: Vec<String> = names
        .iter()
        .map(|name| name.trim_end_matches('*').to_owned())
        .collect();
    must_exist("package.json", package, &names)
}

/// Node resolves every export and parses every script.
pub fn resolves(package: &Path, folder: &Path) -> Result<()> {
    let manifest = manifest(package)?;
    let name = manifest
        .get("name")
        .and_then(Value::as_str)
        .or_fail("package.json has no name", "Restore it")?;
    let consumer = folder.join("consumer");
    let modules = consumer.join("node_modules");
    let place = || -> std::io::Result<()> {
        fs::create_dir_all(&modules)?;
        fs::rename(package, modules.join(name))?;
        fs::write(consumer.join("resolve.mjs"), RESOLVE)
    };
    place().or_fail("cannot place the package", "Check free space")?;
    let package = modules.join(name);

    let mut addresses: Vec<String> = Vec::new();
    for export in manifest
        .get("exports")
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|exports| exports.keys())
        .filter_map(|key| key.strip_prefix('.'))
    {
        match export.strip_suffix('*') {
            None => addresses.push(format!("{name}{export}")),
            Some(start) => addresses.extend(
                inside(&package.join(start.trim_matches('/')))?
                    .iter()
                    .filter_map(|path| path.file_name()?.to_str())
                    .map(|file| format!("{name}{start}{file}")),
            ),
        }
    }
    let mut node = Command::new("node");
    node.arg("resolve.mjs")
        .args(addresses)
        .current_dir(&consumer);
    run::succeed("resolving the package's exports", node)?;

    for script in [inside(&package)?, inside(&package.join("dist"))?].concat() {
        let kind = script.extension().and_then(|kind| kind.to_str());
        if matches!(kind, Some("js" | "mjs")) {
            let mut node = Command::new("node");
            node.arg("--check").arg(&script);
            run::succeed(&format!("parsing {}", script.display()), node)?;
        }
    }
    Ok(())
}

fn manifest(package: &Path) -> Result<Value> {
    serde_json::from_str(&read(&package.join("package.json"))?)
        .or_fail("package.json is no JSON", "Correct it")
}

/// All texts in a value, however deep: the files of conditional exports.
fn collect(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::String(name) => names.push(name.clone()),
        Value::Array(values) => values.iter().for_each(|one| collect(one, names)),
        Value::Object(fields) => fields.values().for_each(|one| collect(one, names)),
        _ => {}
    }
}

fn inside(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .or_fail(format!("no {}", folder.display()), "Pack it")?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    Ok(files)
}
