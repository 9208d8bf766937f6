//! `wrangler.toml` in the archive: Cloudflare gets the files and bindings that workerd gets.

use std::collections::BTreeSet;
use std::path::Path;

use toml::{Table, Value};

use super::{must_exist, read};
use crate::failure::{Failure, OrFail, Result};

const FILE: &str = "deploy/wrangler.toml";
const WORKERD: &str = "deploy/workerd.capnp";
/// How its head says to set a secret, which is a binding too.
const SECRET: &str = "wrangler secret put ";

/// Every path that it names exists, from the folder that it lies in.
pub fn paths_exist(archive: &Path) -> Result<()> {
    let table = parse(&read(&archive.join(FILE))?)?;
    let mut paths = Vec::new();
    for value in table.values() {
        collect_paths(value, &mut paths);
    }
    must_exist(FILE, &archive.join("deploy"), &paths)
}

fn collect_paths(value: &Value, paths: &mut Vec<String>) {
    match value {
        Value::String(text) if text.starts_with("../") || text.starts_with("./") => {
            paths.push(text.clone());
        }
        Value::Array(values) => values.iter().for_each(|one| collect_paths(one, paths)),
        Value::Table(fields) => fields.values().for_each(|one| collect_paths(one, paths)),
        _ => {}
    }
}

/// Bindings, class of the outbox and compatibility date are those of `workerd.capnp`.
pub fn binds_alike(archive: &Path) -> Result<()> {
    let text = read(&archive.join(FILE))?;
    let workerd = read(&archive.join(WORKERD))?;
    let (ours, theirs) = (of_wrangler(&text)?, of_workerd(&workerd)?);
    if ours == theirs {
        return Ok(());
    }
    Err(Failure::new(
        format!("{FILE} has {ours:?}, {WORKERD} has {theirs:?}"),
        "Make them equal",
    ))
}

/// What a deployment binds, and what it runs as.
#[derive(Debug, PartialEq, Eq)]
struct Bound {
    names: BTreeSet<String>,
    classes: BTreeSet<String>,
    date: String,
}

fn of_wrangler(text: &str) -> Result<Bound> {
    let table = parse(text)?;
    let objects = list(
        table
            .get("durable_objects")
            .and_then(|all| all.get("bindings")),
    );
    let mut names = fields(&objects, "name");
    names.extend(fields(&list(table.get("hyperdrive")), "binding"));
    names.extend(fields(&list(table.get("assets")), "binding"));
    names.extend(
        text.lines()
            .filter_map(|line| line.split_once(SECRET)?.1.split_whitespace().next())
            .map(str::to_owned),
    );
    let classes: BTreeSet<String> = fields(&objects, "class_name");
    let stored: BTreeSet<String> = list(table.get("migrations"))
        .iter()
        .flat_map(|step| list(step.get("new_sqlite_classes")))
        .filter_map(|class| class.as_str().map(str::to_owned))
        .collect();
    if stored != classes {
        return Err(Failure::new(
            format!("{FILE} binds {classes:?} and makes {stored:?}"),
            "Name each class in [[migrations]]",
        ));
    }
    let date = table.get("compatibility_date").and_then(Value::as_str);
    Ok(Bound {
        names,
        classes,
        date: date.unwrap_or_default().to_owned(),
    })
}

fn of_workerd(text: &str) -> Result<Bound> {
    let bindings = text
        .split_once("bindings = [")
        .and_then(|(_, rest)| rest.split_once("\n  ]"))
        .or_fail(format!("{WORKERD} has no bindings"), "Restore them")?
        .0;
    Ok(Bound {
        names: quoted_after(bindings, "( name = \""),
        classes: quoted_after(text, "className = \""),
        date: quoted_after(text, "compatibilityDate = \"")
            .into_iter()
            .collect(),
    })
}

fn parse(text: &str) -> Result<Table> {
    text.parse()
        .or_fail(format!("{FILE} is no TOML"), "Correct it")
}

/// A table alone counts as a list of one.
fn list(value: Option<&Value>) -> Vec<Value> {
    match value {
        Some(Value::Array(values)) => values.clone(),
        Some(one) => vec![one.clone()],
        None => Vec::new(),
    }
}

fn fields(tables: &[Value], name: &str) -> BTreeSet<String> {
    tables
        .iter()
        .filter_map(|table| Some(table.get(name)?.as_str()?.to_owned()))
        .collect()
}

fn quoted_after(text: &str, start: &str) -> BTreeSet<String> {
    text.split(start)
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_binding_too_few_shows() {
        let wrangler = "# npx wrangler secret put KEY < file\ncompatibility_date = \"2026-08-01\"\n[assets]\nbinding = \"A\"\n";
        let workerd = "compatibilityDate = \"2026-08-01\",\n  bindings = [\n    ( name = \"A\", service = \"x\" ),\n    ( name = \"KEY\", text = \"\" ),\n  ],";
        let bound = of_wrangler(wrangler).unwrap();
        assert_eq!(bound, of_workerd(workerd).unwrap());
        let fewer = workerd.replace("( name = \"A\"", "(");
        assert_ne!(bound, of_workerd(&fewer).unwrap());
    }
}
