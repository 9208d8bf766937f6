//! Profiles as files: every folder of `edge-api/profiles` is tried, whatever its name.

mod answers;
mod check;
mod collected;
mod documented;
mod golden;
mod hostile;
mod office;
mod round_trip;
mod rules;
mod schema;
mod tokens;

use std::path::{Path, PathBuf};

use contract::case::AreaCode;
use contract::catalogue::Catalogue;

use super::{BodyRefusal, Canonical, Named, Profile, RecordRefusal, Surroundings};

/// A profile in its folder.
pub struct Found {
    pub folder: PathBuf,
    pub profile: Profile,
    pub named: Named,
}

/// Every profile of the project, with the keys of its golden files.
pub fn all() -> Vec<Found> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("profiles");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    assert!(!folders.is_empty());
    folders
        .into_iter()
        .map(|folder| {
            let text = std::fs::read_to_string(folder.join("profile.json")).unwrap();
            let profile = Profile::parse(&text)
                .unwrap_or_else(|refused| panic!("{}: {refused}", folder.display()));
            let named = std::fs::read_to_string(folder.join("golden/named.json"))
                .map(|text| serde_json::from_str(&text).unwrap())
                .unwrap_or_default();
            Found {
                folder,
                profile,
                named,
            }
        })
        .collect()
}

/// Reads a body as the edge would, at `now`.
pub fn read(
    found: &Found,
    content_type: &str,
    body: &[u8],
    now: i64,
    area: Option<&AreaCode>,
) -> Result<Vec<Result<Canonical, RecordRefusal>>, BodyRefusal> {
    let catalogue = Catalogue::national().unwrap();
    let surroundings = Surroundings {
        catalogue: &catalogue,
        area,
        named: &found.named,
        now,
        entering: None,
    };
    super::read(&found.profile, &surroundings, content_type, body)
}

#[test]
fn a_profile_is_named_as_its_folder() {
    for found in all() {
        assert_eq!(
            found.folder.file_name().unwrap().to_str().unwrap(),
            found.profile.name()
        );
    }
}

#[test]
fn no_profile_is_named_in_code() {
    fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, out);
            } else if path.extension().is_some_and(|it| it == "rs") {
                out.push(path);
            }
        }
    }
    let mut files = Vec::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut files,
    );
    let names: Vec<String> = all()
        .iter()
        .map(|it| it.profile.name().to_owned())
        .collect();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        for name in &names {
            assert!(
                !text.contains(name.as_str()),
                "{} names {name}",
                file.display()
            );
        }
    }
}
