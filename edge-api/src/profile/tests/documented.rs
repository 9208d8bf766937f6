//! docs/profiles.md names everything there is, and its invented profile works as told.

use std::path::Path;

use contract::catalogue::Catalogue;
use serde_json::{Value, json};

use crate::clock;
use crate::profile::format::Target;
use crate::profile::{
    BodyCode, Canonical, Flag, Named, Profile, RecordCode, Surroundings, read, write,
};

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/profiles.md");
    std::fs::read_to_string(path).unwrap()
}

/// What stands in the code block after `<!-- example: NAME -->`.
fn block(page: &str, name: &str) -> String {
    let marker = format!("<!-- example: {name} -->\n```json\n");
    let (_, after) = page.split_once(&marker).unwrap();
    after.split_once("\n```\n").unwrap().0.to_owned()
}

#[test]
fn the_invented_profile_works_as_told() {
    let page = page();
    let profile = Profile::parse(&block(&page, "profile")).unwrap();
    let body = block(&page, "body");
    let catalogue = Catalogue::national().unwrap();
    let named = Named::new();
    let surroundings = Surroundings {
        catalogue: &catalogue,
        area: None,
        named: &named,
        now: clock::parse("2026-11-22T10:00:00+08:00").unwrap(),
        entering: None,
    };
    let results = read(&profile, &surroundings, "application/json", body.as_bytes()).unwrap();
    let (_, told) = page.split_once("<!-- example: results -->\n").unwrap();
    let told: Vec<&str> = told
        .lines()
        .skip(2)
        .take_while(|it| !it.is_empty())
        .collect();
    let rows: Vec<String> = results
        .iter()
        .enumerate()
        .map(|(i, result)| match result {
            Ok(Canonical::Evaluation(it)) => {
                let channel = it.channel.map_or("no channel".to_owned(), |it| {
                    format!("channel {}", it.value())
                });
                let flags: String = it
                    .flags
                    .iter()
                    .map(|flag| format!(", `{}`", flag.as_str()))
                    .collect();
                format!(
                    "| {i} | taken | level {}, {channel}{flags} |",
                    it.level.value()
                )
            }
            Ok(other) => panic!("{other:?}"),
            Err(it) => format!(
                "| {i} | refused | `{}` at `{}` |",
                it.code.as_str(),
                it.place
            ),
        })
        .collect();
    assert_eq!(rows, told);
    let taken: Vec<Canonical> = results.into_iter().filter_map(Result::ok).collect();
    let bytes = write(&profile, &named, &taken, surroundings.now).unwrap();
    let again = read(&profile, &surroundings, "application/json", &bytes).unwrap();
    let again: Vec<Canonical> = again.into_iter().map(Result::unwrap).collect();
    assert_eq!(again, taken);
}

#[test]
fn the_page_shows_how_answers_are_told() {
    let page = page();
    let mut profile: Value = serde_json::from_str(&block(&page, "profile")).unwrap();
    profile["upstream"] = serde_json::from_str(&block(&page, "upstream")).unwrap();
    assert!(Profile::parse(&profile.to_string()).unwrap().reports());
    let upstream = &mut profile["upstream"];
    upstream["token"] = serde_json::from_str(&block(&page, "token")).unwrap();
    upstream["headers"] = json!([{ "name": "Authorization", "value": "Basic ", "token": true }]);
    let refused = json!({ "status": [401, 403], "means": "tokenRefused", "code": "not_let_in" });
    upstream["answer"]["rules"].as_array_mut().unwrap()[3] = refused;
    let parsed = Profile::parse(&profile.to_string()).unwrap();
    assert_eq!(parsed.token_path(), Some("/get-token"));
}

#[test]
fn the_page_names_everything_there_is() {
    let page = page();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("profiles/profile.schema.json");
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(schema).unwrap()).unwrap();
    let members = |pointer: &str| -> Vec<String> {
        let group = schema.pointer(pointer).unwrap().as_object().unwrap();
        group.keys().cloned().collect()
    };
    let mut names = members("/properties");
    names.extend(members("/$defs/Field/properties"));
    for definition in [
        "Pointer",
        "Sm2",
        "Signed",
        "Xml",
        "Upstream",
        "Answer",
        "Nested",
        "Rule",
        "Test",
        "Each",
        "Token",
        "Parameter",
        "Lifetime",
    ] {
        names.extend(members(&format!("/$defs/{definition}/properties")));
    }
    let one_of = |definition: &str| {
        let pointer = format!("/$defs/{definition}/oneOf");
        schema.pointer(&pointer).unwrap().as_array().unwrap()
    };
    for one in one_of("Layer").iter().chain(one_of("Part")) {
        names.extend(one["properties"].as_object().unwrap().keys().cloned());
    }
    for one in one_of("Meaning").iter().chain(one_of("Digest")) {
        names.push(one["const"].as_str().unwrap().to_owned());
    }
    names.extend(everything().map(|target| target.name().to_owned()));
    names.extend(BodyCode::ALL.iter().map(|code| code.as_str().to_owned()));
    names.extend(RecordCode::ALL.iter().map(|code| code.as_str().to_owned()));
    names.extend(Flag::ALL.map(|flag| flag.as_str().to_owned()));
    assert!(names.len() > 100, "{}", names.len());
    for name in names {
        // Explained by the page as a whole, or to be read in the schema.
        if matches!(name.as_str(), "leading04" | "capitals" | "sm2") {
            continue;
        }
        assert!(
            page.contains(&format!("`{name}`")),
            "docs/profiles.md lacks {name}"
        );
    }
}

/// All that records of any kind can say.
fn everything() -> impl Iterator<Item = &'static Target> {
    let kinds = [Target::EVALUATION, Target::SERVICE_EVENT, Target::COLLECTED];
    kinds.into_iter().flatten()
}

#[test]
fn a_name_in_a_profile_is_that_of_its_target() {
    for target in everything() {
        let read: Target = serde_json::from_value(target.name().into()).unwrap();
        assert_eq!(read, *target);
    }
}
