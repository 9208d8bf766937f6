//! The profiles by which collected opinions are read and sent: files that the edge was built
//! with, chosen in the configuration.

use contract::case::AreaCode;
use contract::catalogue::Catalogue;
use contract::recorded::Recorder;
use haochaping_edge::profile::{Entering, Named, Profile, Surroundings};
use jiff::Timestamp;

use crate::config::Config;
use crate::page::Failure;
use crate::session::Signed;

/// What reads and writes collected opinions.
pub struct Profiles {
    /// Reads tables that were filled in by hand.
    pub table: Profile,
    /// What is sent to the edge.
    pub record: Profile,
    /// The reasons in force.
    pub catalogue: Catalogue,
    named: Named,
}

impl Profiles {
    /// Reads the two that the configuration names from its list; none when it names none.
    ///
    /// # Errors
    /// The list cannot be read, or one is not in it, is wrong, or reads something else.
    pub fn open(config: &Config) -> Result<Option<Self>, String> {
        let Some(collect) = &config.collect else {
            return Ok(None);
        };
        let Some(path) = &config.profiles else {
            return Err("collect: needs profiles".to_owned());
        };
        let list = crate::profiles::read(path)?;
        Ok(Some(Self {
            table: find(&list, &collect.table, "collect.table")?,
            record: find(&list, &collect.record, "collect.record")?,
            catalogue: Catalogue::national().map_err(|error| error.to_string())?,
            named: Named::new(),
        }))
    }

    /// What opinions of `collector` at a hall of `area` are judged by now.
    #[must_use]
    pub fn surroundings<'a>(
        &'a self,
        area: &'a AreaCode,
        collector: &'a Recorder,
    ) -> Surroundings<'a> {
        Surroundings {
            catalogue: &self.catalogue,
            area: Some(area),
            named: &self.named,
            now: Timestamp::now().as_millisecond(),
            entering: Some(Entering { collector }),
        }
    }

    /// Values that the profiles name: none.
    #[must_use]
    pub const fn named(&self) -> &Named {
        &self.named
    }
}

/// The alias of who is signed in, as it stands in rows.
///
/// # Errors
/// [`Failure::Broken`], never: accounts take the same aliases.
pub(super) fn collector(signed: &Signed) -> Result<Recorder, Failure> {
    Recorder::parse(&signed.account.alias).map_err(|_| Failure::Broken)
}

fn find(list: &[Profile], name: &str, field: &str) -> Result<Profile, String> {
    let found = list.iter().find(|profile| profile.name() == name);
    let profile = found.ok_or_else(|| format!("{field}: profiles has no {name}"))?;
    if !profile.is_collected() || !profile.named().is_empty() {
        return Err(format!(
            "{field}: a profile of collected opinions without keys is needed"
        ));
    }
    Ok(profile.clone())
}
