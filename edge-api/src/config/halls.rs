//! The halls of a configuration and their keys.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::case::AreaCode;
use contract::ticket::Ed25519Verifier;

use super::document::{Algorithm, Document, Environment, HallDocument, TicketKeyDocument};
use super::secrets::Secrets;
use super::value::{digest, hmac, name, origins, refuse, refused, schemes};
use super::{Hall, Refused, TicketKey, published};

/// Checks the halls, each by itself and against the others.
pub(super) fn halls(document: &Document, secrets: &Secrets) -> Result<Vec<Hall>, Refused> {
    if document.halls.is_empty() {
        return refuse("halls", "name at least one hall");
    }
    let mut halls: Vec<Hall> = Vec::with_capacity(document.halls.len());
    for (index, entry) in document.halls.iter().enumerate() {
        let at = format!("halls[{index}]");
        if halls.iter().any(|known| known.id == entry.id) {
            return refuse(&format!("{at}.id"), "another hall has this id");
        }
        let hall = hall(document, secrets, entry, &at)?;
        let shared = hall.api_keys.iter().position(|key| {
            halls
                .iter()
                .any(|other| other.api_keys.iter().any(|known| known.is(key)))
        });
        if let Some(position) = shared {
            return refuse(
                &format!("{at}.apiKeysSha256[{position}]"),
                "another hall has this key; give each its own",
            );
        }
        halls.push(hall);
    }
    for id in secrets.profile_values.keys() {
        if !halls.iter().any(|hall| hall.id == *id) {
            return refuse(
                &format!("secrets.profileValues.{id}"),
                "no hall has this id",
            );
        }
    }
    for (id, keys) in &secrets.ticket_keys {
        for kid in keys.keys() {
            let known = halls
                .iter()
                .find(|hall| hall.id == *id)
                .and_then(|hall| hall.ticket_key(kid))
                .is_some_and(|key| matches!(key, TicketKey::Hs256(_)));
            if !known {
                return refuse(
                    &format!("secrets.ticketKeys.{id}.{kid}"),
                    "no hall names this HS256 key in ticketKeys",
                );
            }
        }
    }
    Ok(halls)
}

fn hall(
    document: &Document,
    secrets: &Secrets,
    entry: &HallDocument,
    at: &str,
) -> Result<Hall, Refused> {
    name(&entry.id, &format!("{at}.id"))?;
    if entry.name.trim().is_empty() {
        return refuse(&format!("{at}.name"), "is empty");
    }
    let area_code = AreaCode::parse(&entry.area_code)
        .map_err(|error| refused(&format!("{at}.areaCode"), error))?;
    let mut api_keys = Vec::with_capacity(entry.api_keys_sha256.len());
    for (index, text) in entry.api_keys_sha256.iter().enumerate() {
        let field = format!("{at}.apiKeysSha256[{index}]");
        let key = digest(text, &field)?;
        published::api_key(document.environment, &key, &field)?;
        api_keys.push(key);
    }
    let mut ticket_keys: Vec<(String, TicketKey)> = Vec::new();
    for (index, key) in entry.ticket_keys.iter().enumerate() {
        let at = format!("{at}.ticketKeys[{index}]");
        if key.kid == document.issuer.kid {
            return refuse(&format!("{at}.kid"), "is the id of the edge's own key");
        }
        if ticket_keys.iter().any(|(known, _)| *known == key.kid) {
            return refuse(&format!("{at}.kid"), "another key of the hall has this id");
        }
        ticket_keys.push((
            key.kid.clone(),
            ticket_key(document.environment, secrets, &entry.id, key, &at)?,
        ));
    }
    Ok(Hall {
        id: entry.id.clone(),
        name: entry.name.clone(),
        area_code,
        origins: origins(&entry.origins, &format!("{at}.origins"))?,
        frame_ancestors: origins(&entry.frame_ancestors, &format!("{at}.frameAncestors"))?,
        app_schemes: schemes(&entry.app_schemes, &format!("{at}.appSchemes"))?,
        api_keys,
        ticket_keys,
        profiles: entry.profiles.clone(),
        named: secrets
            .profile_values
            .get(&entry.id)
            .cloned()
            .unwrap_or_default(),
    })
}

fn ticket_key(
    environment: Environment,
    secrets: &Secrets,
    hall: &str,
    entry: &TicketKeyDocument,
    at: &str,
) -> Result<TicketKey, Refused> {
    name(&entry.kid, &format!("{at}.kid"))?;
    published::text(environment, &entry.kid, &format!("{at}.kid"))?;
    match (entry.alg, &entry.public_key) {
        (Algorithm::HS256, Some(_)) => refuse(
            &format!("{at}.publicKey"),
            "an HS256 key has none; its secret stands in secrets",
        ),
        (Algorithm::HS256, None) => {
            let field = format!("secrets.ticketKeys.{hall}.{}", entry.kid);
            let Some(text) = secrets
                .ticket_keys
                .get(hall)
                .and_then(|keys| keys.get(&entry.kid))
            else {
                return refuse(&field, "the secret of this HS256 key is missing");
            };
            Ok(TicketKey::Hs256(hmac(environment, text, &field)?))
        }
        (Algorithm::EdDSA, Some(text)) => {
            let field = format!("{at}.publicKey");
            let key = URL_SAFE_NO_PAD
                .decode(text)
                .map_err(|error| refused(&field, error))?;
            published::public_key(environment, &key, &field)?;
            Ok(TicketKey::EdDsa(
                Ed25519Verifier::new(&key).map_err(|error| refused(&field, error))?,
            ))
        }
        (Algorithm::EdDSA, None) => refuse(&format!("{at}.publicKey"), "an EdDSA key needs one"),
    }
}
