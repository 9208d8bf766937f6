//! A platform with the profile that it takes.

use std::time::Duration;

use haochaping_edge::profile::Profile;
use reqwest::{Certificate, Url};

use crate::config::{Config, Upstream};
use crate::{authorities, profiles};

/// An upper platform, ready to be reported to.
#[derive(Clone)]
pub struct Platform {
    /// What the operator decided.
    pub upstream: Upstream,
    /// How it is spoken to.
    pub profile: Profile,
    /// Who vouches for it, beside the authorities of the system.
    pub authorities: Vec<Certificate>,
    /// Where it gives a token, if it wants one.
    pub token_url: Option<Url>,
}

impl Platform {
    /// Every platform of the configuration with its profile.
    ///
    /// # Errors
    /// One line on what is wrong: the file of profiles, a profile that is not there or has no
    /// `upstream`, a value that it names and nobody set, a file of authorities, an address
    /// for a token that nobody wants. Never a value.
    pub fn all(config: &Config) -> Result<Vec<Self>, String> {
        if config.upstreams.is_empty() {
            return Ok(Vec::new());
        }
        let Some(path) = &config.profiles else {
            return Err("profiles: is needed to report to the upstreams".to_owned());
        };
        let profiles = profiles::read(path)?;
        let bind = |(index, upstream): (usize, &Upstream)| bind(upstream, &profiles, index);
        config.upstreams.iter().enumerate().map(bind).collect()
    }

    /// Most records of one body.
    #[must_use]
    pub fn most(&self) -> usize {
        self.upstream.batch.min(self.profile.most())
    }

    /// How long one report may take: with a token that is refused it asks four times.
    #[must_use]
    pub fn longest(&self) -> Duration {
        self.upstream.timeout * if self.token_url.is_some() { 4 } else { 1 }
    }
}

fn bind(upstream: &Upstream, profiles: &[Profile], index: usize) -> Result<Platform, String> {
    let at = format!("upstreams[{index}].profile");
    let Some(profile) = profiles.iter().find(|it| it.name() == upstream.profile) else {
        return Err(format!("{at}: no such profile"));
    };
    if !profile.reports() {
        return Err(format!(
            "{at}: this profile has no upstream, so nothing is reported by it"
        ));
    }
    let secrets = format!("secrets.upstreams.{}", upstream.id);
    let needed = profile.outward_named();
    for name in &needed {
        if !upstream.named.contains_key(*name) {
            return Err(format!(
                "{secrets}.{name}: is missing; the profile names it"
            ));
        }
    }
    if let Some(name) = upstream
        .named
        .keys()
        .find(|it| !needed.contains(&it.as_str()))
    {
        return Err(format!("{secrets}.{name}: the profile names no such value"));
    }
    profile
        .check_outward(&upstream.named)
        .map_err(|wrong| format!("{secrets}.{}: {}", wrong.field, wrong.reason))?;
    Ok(Platform {
        upstream: upstream.clone(),
        profile: profile.clone(),
        authorities: vouching(upstream, index)?,
        token_url: token_url(upstream, profile, index)?,
    })
}

/// Where the operator says, else at the machine that is reported to.
fn token_url(upstream: &Upstream, profile: &Profile, index: usize) -> Result<Option<Url>, String> {
    let Some(path) = profile.token_path() else {
        return match upstream.token_url {
            None => Ok(None),
            Some(_) => Err(format!(
                "upstreams[{index}].tokenUrl: the profile wants no token"
            )),
        };
    };
    let beside = || {
        let mut url = upstream.url.clone();
        url.set_path(path);
        url.set_query(None);
        url
    };
    Ok(Some(upstream.token_url.clone().unwrap_or_else(beside)))
}

fn vouching(upstream: &Upstream, index: usize) -> Result<Vec<Certificate>, String> {
    let Some(file) = &upstream.ca_file else {
        return Ok(Vec::new());
    };
    let at = format!("upstreams[{index}].caFile");
    let read = authorities::read(file, &at)?.into_iter();
    read.map(|it| Certificate::from_der(&it).map_err(|error| format!("{at}: {error}")))
        .collect()
}
