//! From documents to a configuration: decodes, and refuses what would only show
//! once somebody works.

use std::net::IpAddr;
use std::str::FromStr as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use contract::case::AreaCode;
use contract::ticket::HmacKey;
use reqwest::Url;
use tokio_postgres::config::{Host, SslMode};

use super::document::{Document, HallDocument, Secrets};
use super::{Config, Environment, Hall, Refused, upstream};

/// Shortest secret: as long as the digest it keys (RFC 7518 §3.2).
const SECRET_BYTES: usize = 32;
/// What every published secret and key id begins with.
const PUBLISHED: &str = "demo-";
/// What the password of the demo's database begins with.
const PUBLISHED_LOGIN: &str = "demo_";

/// Checks both documents against each other.
pub(super) fn config(document: Document, secrets: Secrets) -> Result<Config, Refused> {
    let environment = document.environment;
    let listen = document.listen.parse().map_err(|_| {
        refused(
            "listen",
            "an address with a port is expected, 127.0.0.1:8790",
        )
    })?;
    let public_url = origin(&document.public_url, "publicUrl")?;
    if environment == Environment::Production && !public_url.starts_with("https://") {
        return refuse("publicUrl", "production needs an https address");
    }
    let edge = origin(&document.edge, "edge")?;
    let plain = edge.strip_prefix("http://");
    if environment == Environment::Production && plain.is_some_and(|host| !is_own_machine(host)) {
        return refuse("edge", "production needs an https address, or this machine");
    }
    name(&document.audience, "audience")?;
    if document.halls.is_empty() {
        return refuse("halls", "at least one hall is needed");
    }
    let mut halls: Vec<Hall> = Vec::with_capacity(document.halls.len());
    for (index, entry) in document.halls.iter().enumerate() {
        let hall = hall(environment, entry, &secrets, &format!("halls[{index}]"))?;
        if halls.iter().any(|known| known.id == hall.id) {
            return refuse(&format!("halls[{index}].id"), "another hall has this id");
        }
        halls.push(hall);
    }
    if let Some(unknown) = secrets
        .halls
        .keys()
        .find(|id| !halls.iter().any(|hall| hall.id == **id))
    {
        return refuse(
            &format!("secrets.halls.{unknown}"),
            "no hall of the configuration has this id",
        );
    }
    let upstreams = upstream::all(environment, document.upstreams, secrets.upstreams, &halls)?;
    if document.collect.is_some() && document.profiles.is_none() {
        return refuse("profiles", "collect needs the list of profiles");
    }
    Ok(Config {
        environment,
        listen,
        public_url,
        edge,
        audience: document.audience,
        halls,
        upstreams,
        profiles: document.profiles.map(Into::into),
        collect: document.collect,
        call_key: call_key(environment, &secrets.call_key)?,
        database: database(environment, &secrets.database)?,
        database_ca: document.database_ca.map(Into::into),
    })
}

fn hall(
    environment: Environment,
    entry: &HallDocument,
    secrets: &Secrets,
    at: &str,
) -> Result<Hall, Refused> {
    name(&entry.id, &format!("{at}.id"))?;
    name(&entry.ticket_key, &format!("{at}.ticketKey"))?;
    unpublished(environment, &entry.ticket_key, &format!("{at}.ticketKey"))?;
    if entry.name.trim().is_empty() {
        return refuse(&format!("{at}.name"), "a name is expected");
    }
    let field = format!("secrets.halls.{}", entry.id);
    let Some(own) = secrets.halls.get(&entry.id) else {
        return refuse(&field, "the hall's ticketSecret and apiKey are needed");
    };
    let ticket_secret = format!("{field}.ticketSecret");
    secret(environment, &own.ticket_secret, &ticket_secret)?;
    let api_key = format!("{field}.apiKey");
    secret(environment, &own.api_key, &api_key)?;
    Ok(Hall {
        id: entry.id.clone(),
        name: entry.name.clone(),
        area_code: AreaCode::parse(&entry.area_code)
            .map_err(|error| refused(&format!("{at}.areaCode"), error))?,
        ticket_kid: entry.ticket_key.clone(),
        ticket_key: HmacKey::new(own.ticket_secret.as_bytes())
            .map_err(|error| refused(&ticket_secret, error))?,
        api_key: own.api_key.clone(),
    })
}

/// Never shows the address: it holds the password.
fn database(environment: Environment, text: &str) -> Result<tokio_postgres::Config, Refused> {
    const FIELD: &str = "secrets.database";
    let address = tokio_postgres::Config::from_str(text)
        .ok()
        .filter(|address| !address.get_hosts().is_empty())
        .ok_or_else(|| {
            refused(
                FIELD,
                "write postgres://user:password@host:port/database?sslmode=require",
            )
        })?;
    let own_machine = address.get_hosts().iter().all(|host| match host {
        Host::Tcp(name) => is_own_machine(name),
        _ => true,
    });
    if environment == Environment::Production {
        if !own_machine && address.get_ssl_mode() != SslMode::Require {
            return refuse(
                FIELD,
                "production needs ?sslmode=require to reach another machine",
            );
        }
        let password = String::from_utf8_lossy(address.get_password().unwrap_or_default());
        if password.starts_with(PUBLISHED_LOGIN) {
            return refuse(FIELD, "production refuses a published demo password");
        }
    }
    Ok(address)
}

/// Whether a host, perhaps with a port, is this machine.
fn is_own_machine(host: &str) -> bool {
    let loopback = |text: &str| text.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    loopback(host)
        || [host, name].contains(&"localhost")
        || loopback(name.trim_start_matches('[').trim_end_matches(']'))
}

fn call_key(environment: Environment, text: &str) -> Result<[u8; 32], Refused> {
    const FIELD: &str = "secrets.callKey";
    let key = STANDARD
        .decode(text)
        .ok()
        .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
        .ok_or_else(|| refused(FIELD, "32 random bytes in base64 are expected"))?;
    if environment == Environment::Production && key.starts_with(PUBLISHED.as_bytes()) {
        return refuse(
            FIELD,
            "production refuses a published demo key; make your own",
        );
    }
    Ok(key)
}

fn origin(text: &str, field: &str) -> Result<String, Refused> {
    let trimmed = text.strip_suffix('/').unwrap_or(text);
    let url = Url::parse(trimmed).ok();
    let plain = url.is_some_and(|url| {
        matches!(url.scheme(), "http" | "https") && url.origin().ascii_serialization() == trimmed
    });
    if plain {
        Ok(trimmed.to_owned())
    } else {
        refuse(field, "write scheme, host and port, without a path")
    }
}

fn secret(environment: Environment, text: &str, field: &str) -> Result<(), Refused> {
    unpublished(environment, text, field)?;
    if text.len() < SECRET_BYTES {
        return refuse(
            field,
            "at least 32 bytes are needed; make them with a random generator",
        );
    }
    Ok(())
}

fn unpublished(environment: Environment, text: &str, field: &str) -> Result<(), Refused> {
    if environment == Environment::Production && text.starts_with(PUBLISHED) {
        return refuse(
            field,
            "production refuses a published demo key; make your own",
        );
    }
    Ok(())
}

fn name(text: &str, field: &str) -> Result<(), Refused> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if text.is_empty() || text.len() > 64 || !text.chars().all(plain) {
        return refuse(
            field,
            "1 to 64 letters, digits, dots, dashes or underscores are expected",
        );
    }
    Ok(())
}

fn refuse<T>(field: &str, reason: &str) -> Result<T, Refused> {
    Err(refused(field, reason))
}

fn refused(field: &str, reason: impl ToString) -> Refused {
    Refused {
        field: field.to_owned(),
        reason: reason.to_string(),
    }
}
