//! The profiles that a deployment brings, held against the halls that may use them.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::document::Environment;
use super::value::{refuse, refused};
use super::{Config, Hall, Refused, published};
use crate::profile::Profile;

/// What is read of a file before all of it is, to name it in a refusal.
#[derive(Deserialize)]
struct Head {
    name: String,
}

/// Adds the files of the JSON list `text`.
pub(super) fn add(mut config: Config, text: &str) -> Result<Config, Refused> {
    let files: Vec<&RawValue> =
        serde_json::from_str(text).map_err(|error| refused("profiles", error))?;
    for (index, file) in files.into_iter().enumerate() {
        let at = match serde_json::from_str::<Head>(file.get()) {
            Ok(head) => format!("profiles.{}", head.name),
            Err(_) => format!("profiles[{index}]"),
        };
        let profile = Profile::parse(file.get()).map_err(|wrong| Refused {
            field: format!("{at}.{}", wrong.field),
            reason: wrong.reason,
        })?;
        let name = profile.name().to_owned();
        if config.profiles.insert(name, profile).is_some() {
            return refuse(&at, "another profile has this name");
        }
    }
    for (index, hall) in config.halls.iter().enumerate() {
        of_hall(&config.profiles, config.environment, hall, index)?;
    }
    Ok(config)
}

/// The hall names profiles that are there, and has every value that they name.
fn of_hall(
    profiles: &BTreeMap<String, Profile>,
    environment: Environment,
    hall: &Hall,
    index: usize,
) -> Result<(), Refused> {
    for (position, name) in hall.profiles.iter().enumerate() {
        let Some(profile) = profiles.get(name) else {
            let known: Vec<&str> = profiles.keys().map(String::as_str).collect();
            return refuse(
                &format!("halls[{index}].profiles[{position}]"),
                &format!("no such profile; there are {}", known.join(", ")),
            );
        };
        for needed in profile.named() {
            let at = format!("secrets.profileValues.{}.{needed}", hall.id);
            match hall.named.get(needed) {
                Some(value) => published::profile_value(environment, value, &at)?,
                None => return refuse(&at, &format!("is missing; the profile {name} names it")),
            }
        }
        profile.check_named(&hall.named).map_err(|wrong| Refused {
            field: format!("secrets.profileValues.{}.{}", hall.id, wrong.field),
            reason: wrong.reason,
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demo() -> Config {
        Config::parse(
            include_str!("../../deploy/demo.config.json"),
            include_str!("../../deploy/demo.secrets.json"),
        )
        .unwrap()
    }

    /// Every profile of the project, as they are deployed.
    fn files() -> String {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/profiles");
        let texts: Vec<String> = std::fs::read_dir(root)
            .unwrap()
            .map(|entry| entry.unwrap().path().join("profile.json"))
            .filter(|path| path.exists())
            .map(|path| std::fs::read_to_string(path).unwrap())
            .collect();
        format!("[{}]", texts.join(","))
    }

    fn wrong(config: Config, files: &str) -> String {
        add(config, files).err().unwrap().to_string()
    }

    #[test]
    fn the_demo_hall_may_use_every_profile_and_the_other_none() {
        let config = add(demo(), &files()).unwrap();
        let [one, other] = &config.halls[..] else {
            panic!("two halls")
        };
        assert!(config.profiles.len() >= 9);
        for name in config.profiles.keys() {
            assert!(config.profile_of(one, name).is_some(), "{name}");
            assert!(config.profile_of(other, name).is_none(), "{name}");
        }
        assert!(config.profile_of(one, "nothing").is_none());
    }

    #[test]
    fn what_is_wrong_is_named() {
        let files = files();
        let twice = format!("[{0},{0}]", &files[1..files.len() - 1]);
        assert!(wrong(demo(), &twice).ends_with("another profile has this name"));
        assert!(wrong(demo(), "{}").starts_with("profiles: "));
        let nothing = wrong(demo(), "[]");
        assert!(nothing.starts_with("halls[0].profiles[0]: no such profile"));
        let mut one: serde_json::Value = serde_json::from_str(&files).unwrap();
        one[0]["zone"] = "Z".into();
        let name = one[0]["name"].as_str().unwrap().to_owned();
        let said = wrong(demo(), &one.to_string());
        assert!(
            said.starts_with(&format!("profiles.{name}.zone: ")),
            "{said}"
        );
    }

    #[test]
    fn every_value_that_a_profile_names_is_needed_and_sound() {
        let (files, name) = (files(), "sm2-private");
        let mut config = demo();
        config.halls[0].named.remove(name);
        let said = wrong(config, &files);
        assert!(said.contains(&format!(".{name}: is missing")), "{said}");
        let mut config = demo();
        config.halls[0].named.insert(name.into(), "12".into());
        let said = wrong(config, &files);
        assert!(said.contains(&format!(".{name}: ")), "{said}");
        let mut config = demo();
        config.environment = Environment::Production;
        assert!(wrong(config, &files).contains("published"));
    }
}
