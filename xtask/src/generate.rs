//! `cargo xtask generate`: what describes the element to tools and people, from `widget/api.json`.
//!
//! | file | for |
//! |---|---|
//! | `widget/package/haochaping-rating.d.ts` | TypeScript: element, events, attributes |
//! | `widget/package/react.d.ts` | the same for React's JSX |
//! | `widget/package/custom-elements.json` | editors and catalogues (custom elements manifest 2.1.0) |
//! | `docs/element.md` | people |

mod declarations;
mod manifest;
mod table;

use std::fs;

use serde::Deserialize;

use crate::failure::{Failure, OrFail, Result};
use crate::progress;
use crate::project;

/// How to generate.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Write nothing; fail when a file is not as it would be written
    #[arg(long)]
    pub check: bool,
}

/// `widget/api.json`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Api {
    tag: String,
    class: String,
    summary: String,
    attributes: Vec<Attribute>,
    methods: Vec<Method>,
    events: Vec<Event>,
    css_properties: Vec<CssProperty>,
    parts: Vec<Named>,
    slots: Vec<Named>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Attribute {
    name: String,
    property: String,
    r#type: String,
    #[serde(default)]
    values: Vec<String>,
    default: serde_json::Value,
    summary: String,
}

impl Attribute {
    /// The TypeScript type: the union of its values, when it has some.
    fn type_text(&self) -> String {
        if self.values.is_empty() {
            return self.r#type.clone();
        }
        self.values
            .iter()
            .map(|value| format!("\"{value}\""))
            .collect::<Vec<_>>()
            .join(" | ")
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Method {
    name: String,
    parameters: Vec<Parameter>,
    summary: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Parameter {
    name: String,
    r#type: String,
    optional: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Event {
    name: String,
    cancelable: bool,
    summary: String,
    detail: Vec<Field>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Field {
    name: String,
    r#type: String,
    summary: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CssProperty {
    name: String,
    default: String,
    dark: String,
    summary: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    name: String,
    summary: String,
}

/// Writes, or with `--check` compares, every generated file.
///
/// # Errors
/// `widget/api.json` is malformed, a file cannot be written, or one is stale.
pub fn run(options: &Options) -> Result<()> {
    let mut stale = Vec::new();
    for (name, content) in files()? {
        let path = project::root().join(name);
        if fs::read_to_string(&path).is_ok_and(|now| now == content) {
            continue;
        }
        if options.check {
            stale.push(name);
        } else {
            fs::write(&path, content).or_fail(
                format!("cannot write {name}"),
                "Check the folder's permissions",
            )?;
            progress::note(&format!("wrote {name}"));
        }
    }
    if stale.is_empty() {
        return Ok(());
    }
    Err(Failure::new(
        format!("not as widget/api.json describes: {}", stale.join(", ")),
        "Run cargo xtask generate and commit",
    ))
}

fn files() -> Result<[(&'static str, String); 4]> {
    let api = api()?;
    Ok([
        (
            "widget/package/haochaping-rating.d.ts",
            declarations::of(&api),
        ),
        ("widget/package/react.d.ts", declarations::for_react(&api)),
        ("widget/package/custom-elements.json", manifest::of(&api)),
        ("docs/element.md", table::of(&api)),
    ])
}

fn api() -> Result<Api> {
    let path = project::root().join("widget/api.json");
    let text = fs::read_to_string(&path)
        .or_fail("cannot read widget/api.json", "Check out the whole project")?;
    serde_json::from_str(&text).or_fail(
        "widget/api.json is malformed",
        "Correct the line that the message names",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_files_are_fresh() {
        run(&Options { check: true }).unwrap();
    }

    /// What the loader's source and the style say must be what is described.
    #[test]
    fn the_description_is_of_this_element() {
        let read = |path: &str| fs::read_to_string(project::root().join(path)).unwrap();
        let api = api().unwrap();

        let attributes = read("widget/loader/src/attributes.ts");
        let list = |name: &str| {
            let (_, rest) = attributes.split_once(&format!("{name} = [")).unwrap();
            let (list, _) = rest.split_once(']').unwrap();
            list.split('"')
                .skip(1)
                .step_by(2)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let mut watched = list("ATTRIBUTES");
        watched.extend(list("SWITCHES"));
        watched.extend(list("OF_KIOSK"));
        let mut described: Vec<_> = api.attributes.iter().map(|one| one.name.clone()).collect();
        watched.sort();
        described.sort();
        assert_eq!(watched, described);
        let switches: Vec<_> = api
            .attributes
            .iter()
            .filter(|one| one.r#type == "boolean")
            .collect();
        assert!(
            switches
                .iter()
                .all(|one| list("SWITCHES").contains(&one.name))
        );
        assert_eq!(switches.len(), list("SWITCHES").len());

        let element = read("widget/loader/src/element.ts") + &read("widget/loader/src/kiosk.ts");
        for method in &api.methods {
            assert!(
                element.contains(&format!(" {}(", method.name)),
                "{}",
                method.name
            );
        }
        assert!(read("widget/loader/src/tag.ts").contains(&format!("\"{}\"", api.tag)));

        let tokens = read("widget/src/styles/tokens.css");
        let mut used: Vec<_> = tokens
            .match_indices("var(--hcp-")
            .map(|(at, _)| tokens[at + 4..].split(',').next().unwrap())
            .collect();
        used.sort_unstable();
        used.dedup();
        let mut described: Vec<_> = api
            .css_properties
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        described.sort_unstable();
        assert_eq!(used, described);
    }

    #[test]
    fn the_package_has_the_version_of_the_workspace() {
        let read = |path: &str| fs::read_to_string(project::root().join(path)).unwrap();
        let package: serde_json::Value =
            serde_json::from_str(&read("widget/package/package.json")).unwrap();
        assert_eq!(package["version"], env!("CARGO_PKG_VERSION"));
        let folder = format!("/{}/loader.js", env!("CARGO_PKG_VERSION"));
        assert!(read("widget/package/snippets/strict-csp.html").contains(&folder));
    }

    /// Every `part` and every event in the sources is described, and no other.
    #[test]
    fn parts_and_events_are_all_described() {
        let mut sources = String::new();
        let mut folders = vec![
            project::root().join("widget/src"),
            project::root().join("widget/loader/src"),
        ];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path
                    .extension()
                    .is_some_and(|kind| kind == "rs" || kind == "ts")
                {
                    sources.push_str(&fs::read_to_string(path).unwrap());
                }
            }
        }
        let found = |before: &str| {
            let mut names: Vec<_> = sources
                .match_indices(before)
                .filter_map(|(at, _)| sources[at + before.len()..].split('"').next())
                .map(str::to_owned)
                .collect();
            names.sort();
            names.dedup();
            names
        };
        let api = api().unwrap();
        let mut parts = found("\"part\", \"");
        parts.extend(found("part: \""));
        parts.sort();
        let mut described: Vec<_> = api.parts.iter().map(|one| one.name.clone()).collect();
        described.sort();
        assert_eq!(parts, described);
        for event in &api.events {
            assert!(
                sources.contains(&format!("\"{}\"", event.name)),
                "{}",
                event.name
            );
        }
    }
}
