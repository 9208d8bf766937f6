//! Upper platforms that evaluations are reported to.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use contract::certainty::Certainty;
use jiff::Timestamp;
use reqwest::Url;

use super::document::UpstreamDocument;
use super::{Environment, Hall, Refused};

/// One platform, checked.
#[derive(Clone)]
pub struct Upstream {
    /// Its name.
    pub id: String,
    /// Name of its profile.
    pub profile: String,
    /// Where to POST.
    pub url: Url,
    /// PEM file of authorities that vouch for it, beside the system's.
    pub ca_file: Option<PathBuf>,
    /// Address of its tokens; none = the profile's path at the same machine.
    pub token_url: Option<Url>,
    /// Halls whose evaluations it gets; none = every hall.
    pub halls: Option<Vec<String>>,
    /// First digits of the halls' area.
    pub area_prefix: String,
    /// How sure an evaluation must be.
    pub certainties: Vec<Certainty>,
    /// Only what was accepted from then on, milliseconds since 1970.
    pub since: i64,
    /// Whether anything enters and is sent.
    pub active: bool,
    /// Most records of one body.
    pub batch: usize,
    /// Within which it must answer.
    pub timeout: Duration,
    /// Most requests a second.
    pub per_second: u32,
    /// Days after which what was sent is forgotten.
    pub keep_sent_days: u16,
    /// Values that its profile names.
    pub named: BTreeMap<String, String>,
}

/// Checks the platforms and gives each its secrets.
pub(super) fn all(
    environment: Environment,
    documents: Vec<UpstreamDocument>,
    mut secrets: BTreeMap<String, BTreeMap<String, String>>,
    halls: &[Hall],
) -> Result<Vec<Upstream>, Refused> {
    let mut all: Vec<Upstream> = Vec::with_capacity(documents.len());
    for (index, document) in documents.into_iter().enumerate() {
        let at = format!("upstreams[{index}]");
        if all.iter().any(|known| known.id == document.id) {
            return refuse(&format!("{at}.id"), "another platform has this id");
        }
        let named = secrets.remove(&document.id).unwrap_or_default();
        all.push(one(environment, document, named, halls, &at)?);
    }
    match secrets.into_keys().next() {
        None => Ok(all),
        Some(id) => refuse(
            &format!("secrets.upstreams.{id}"),
            "no platform of the configuration has this id",
        ),
    }
}

fn one(
    environment: Environment,
    document: UpstreamDocument,
    named: BTreeMap<String, String>,
    halls: &[Hall],
    at: &str,
) -> Result<Upstream, Refused> {
    let field = |name: &str| format!("{at}.{name}");
    let small = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !(1..=40).contains(&document.id.len()) || !document.id.chars().all(small) {
        return refuse(
            &field("id"),
            "1 to 40 small letters, digits or hyphens are expected",
        );
    }
    let url = address(environment, &document.url, &field("url"))?;
    let token_url = document.token_url.as_ref().map(|text| {
        let at = field("tokenUrl");
        let its = address(environment, text, &at)?;
        if its.scheme() != url.scheme() {
            return refuse(&at, "the scheme of url is expected");
        }
        Ok(its)
    });
    let token_url = token_url.transpose()?;
    if document.ca_file.is_some() && url.scheme() != "https" {
        return refuse(&field("caFile"), "nobody vouches for an http address");
    }
    if let Some(unknown) = document
        .halls
        .iter()
        .flatten()
        .find(|id| !halls.iter().any(|hall| hall.id == **id))
    {
        return refuse(
            &field("halls"),
            &format!("no hall of the configuration has the id {unknown}"),
        );
    }
    let digits = document.area_prefix.bytes().all(|b| b.is_ascii_digit());
    if !digits || document.area_prefix.len() > 12 {
        return refuse(&field("areaPrefix"), "at most 12 digits are expected");
    }
    if document.certainties.is_empty() || document.certainties.iter().any(|it| of_no_case(*it)) {
        return refuse(
            &field("certainties"),
            "at least one of ticket, operator, signed, reported is expected; collected opinions are \
             of no case and those of a point of a made-up one, so no platform can place them",
        );
    }
    let Ok(since) = document.since.parse::<Timestamp>() else {
        return refuse(
            &field("since"),
            "a time with its zone is expected, 2026-01-01T00:00:00+08:00",
        );
    };
    for (name, fits) in [
        ("batch", (1..=2_000).contains(&document.batch)),
        (
            "timeoutSeconds",
            (1..=120).contains(&document.timeout_seconds),
        ),
        ("perSecond", (1..=1_000).contains(&document.per_second)),
        (
            "keepSentDays",
            (7..=3_650).contains(&document.keep_sent_days),
        ),
    ] {
        if !fits {
            return refuse(&field(name), "is out of its bounds; see docs/onward.md");
        }
    }
    for (name, value) in &named {
        let secret = format!("secrets.upstreams.{}.{name}", document.id);
        if value.is_empty() || value.bytes().any(|byte| !(b' '..=b'~').contains(&byte)) {
            return refuse(&secret, "printable ASCII is expected");
        }
        if environment == Environment::Production && haochaping_edge::config::is_published(value) {
            return refuse(
                &secret,
                "production refuses a published demo key; make your own",
            );
        }
    }
    Ok(Upstream {
        id: document.id,
        profile: document.profile,
        url,
        token_url,
        ca_file: document.ca_file.map(Into::into),
        halls: document.halls,
        area_prefix: document.area_prefix,
        certainties: document.certainties,
        since: since.as_millisecond(),
        active: document.active,
        batch: document.batch,
        timeout: Duration::from_secs(document.timeout_seconds),
        per_second: document.per_second,
        keep_sent_days: document.keep_sent_days,
        named,
    })
}

/// An address that may be written to.
fn address(environment: Environment, text: &str, at: &str) -> Result<Url, Refused> {
    let url = Url::parse(text).ok().filter(|url| {
        let plain = environment == Environment::Demo && url.scheme() == "http";
        (plain || url.scheme() == "https") && url.has_host() && url.password().is_none()
    });
    let expected = "a whole https address without a password is expected; http in a demo only";
    url.map_or_else(|| refuse(at, expected), Ok)
}

/// Whether no platform knows the case: there is none, or its number was made up here.
const fn of_no_case(certainty: Certainty) -> bool {
    matches!(certainty, Certainty::Collected | Certainty::Point)
}

fn refuse<T>(field: &str, reason: &str) -> Result<T, Refused> {
    Err(Refused {
        field: field.to_owned(),
        reason: reason.to_owned(),
    })
}

#[cfg(test)]
#[path = "upstream_tests.rs"]
mod tests;
