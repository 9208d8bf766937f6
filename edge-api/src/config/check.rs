//! From documents to a configuration: decodes, and refuses what would only
//! show at the first citizen.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::catalogue::Catalogue;
use contract::identity::seal::SealingKey;
use contract::receipt::ReceiptKey;
use contract::ticket::{Ed25519Verifier, HmacKey};
use sha2::{Digest, Sha256};

use super::document::{Algorithm, Bucket, Document, Environment, HallDocument, TicketKeyDocument};
use super::secrets::Secrets;
use super::{Config, Hall, Issuer, Origin, Refused, Sealing, TicketKey};

/// Shortest secret: as long as the digest it keys (RFC 7518 §3.2).
const SECRET_BYTES: usize = 32;
/// What every published key begins with.
const DEMO: &str = "demo-";
/// Digests of the published API keys, which cannot be seen to begin so.
const DEMO_API_KEYS: [&str; 2] = [
    "58bf4de9a1c4a7cea22cc5b110fe4e924e2a39be021680d875d39de82d861e76",
    "fe4a34b70d76ff9cc9419754381c7a3d33684e95ee42ca610100d6c76f355576",
];

/// Checks both documents against each other.
pub(super) fn config(document: Document, secrets: Secrets) -> Result<Config, Refused> {
    let environment = document.environment;
    let public_url = origin(&document.public_url, "publicUrl".to_owned())?;
    if environment == Environment::Production && !public_url.is_https() {
        return refuse("publicUrl", "production needs an https address");
    }
    name(&document.edge_id, "edgeId")?;
    name(&document.audience, "audience")?;
    name(&document.issuer.kid, "issuer.kid")?;
    name(&document.sealing.kid, "sealing.kid")?;
    published(environment, &document.issuer.kid, "issuer.kid")?;
    published(environment, &document.sealing.kid, "sealing.kid")?;
    range(document.ticket_days, 1, 366, "ticketDays")?;
    range(
        u32::from(document.rectify_working_days),
        1,
        60,
        "rectifyWorkingDays",
    )?;
    range(u32::from(document.rounds), 1, 2, "rounds")?;
    bucket(document.limits.ticket, "limits.ticket")?;
    bucket(document.limits.hall, "limits.hall")?;
    if let Err(wrong) = document.outbox.check() {
        let reason = format!("must be {} to {}", wrong.least, wrong.most);
        return refuse(&format!("outbox.{}", wrong.field), &reason);
    }

    let halls = halls(&document, &secrets)?;
    let central = secrets.central.clone();
    if let Some(login) = &central {
        published(environment, &login.password, "secrets.central.password")?;
    }
    Ok(Config {
        environment,
        public_url,
        edge_id: document.edge_id,
        audience: document.audience,
        halls,
        issuer: Issuer {
            kid: document.issuer.kid,
            key: hmac(environment, &secrets.issuer_key, "secrets.issuerKey")?,
        },
        sealing: Sealing {
            key: SealingKey::parse(&document.sealing.kid, &document.sealing.public_key)
                .map_err(|error| refused("sealing.publicKey", error))?,
            kid: document.sealing.kid,
        },
        receipt_key: ReceiptKey::new(secret(
            environment,
            &secrets.receipt_key,
            "secrets.receiptKey",
        )?)
        .map_err(|error| refused("secrets.receiptKey", error))?,
        metrics_key: Sha256::digest(secret(
            environment,
            &secrets.metrics_key,
            "secrets.metricsKey",
        )?)
        .into(),
        ticket_days: document.ticket_days,
        rectify_working_days: document.rectify_working_days,
        rounds: document.rounds,
        catalogue: Catalogue::national().map_err(|error| refused("catalogue", error))?,
        limits: document.limits,
        outbox: document.outbox,
        central,
    })
}

fn halls(document: &Document, secrets: &Secrets) -> Result<Vec<Hall>, Refused> {
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
        let shared = hall
            .api_keys
            .iter()
            .position(|key| halls.iter().any(|other| other.api_keys.contains(key)));
        if let Some(position) = shared {
            return refuse(
                &format!("{at}.apiKeysSha256[{position}]"),
                "another hall has this key; give each its own",
            );
        }
        halls.push(hall);
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
    let digits = entry.area_code.bytes().all(|byte| byte.is_ascii_digit());
    if entry.area_code.len() != 12 || !digits {
        return refuse(&format!("{at}.areaCode"), "12 digits are expected");
    }
    let mut api_keys = Vec::with_capacity(entry.api_keys_sha256.len());
    for (index, text) in entry.api_keys_sha256.iter().enumerate() {
        let field = format!("{at}.apiKeysSha256[{index}]");
        if DEMO_API_KEYS.contains(&text.as_str()) {
            published(document.environment, DEMO, &field)?;
        }
        api_keys.push(digest(text, &field)?);
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
        area_code: entry.area_code.clone(),
        origins: origins(&entry.origins, &format!("{at}.origins"))?,
        frame_ancestors: origins(&entry.frame_ancestors, &format!("{at}.frameAncestors"))?,
        api_keys,
        ticket_keys,
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
    published(environment, &entry.kid, &format!("{at}.kid"))?;
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
            Ok(TicketKey::EdDsa(
                Ed25519Verifier::new(&key).map_err(|error| refused(&field, error))?,
            ))
        }
        (Algorithm::EdDSA, None) => refuse(&format!("{at}.publicKey"), "an EdDSA key needs one"),
    }
}

fn origins(entries: &[String], at: &str) -> Result<Vec<Origin>, Refused> {
    entries
        .iter()
        .enumerate()
        .map(|(index, text)| origin(text, format!("{at}[{index}]")))
        .collect()
}

fn origin(text: &str, field: String) -> Result<Origin, Refused> {
    Origin::parse(text).ok_or_else(|| Refused {
        field,
        reason: "write an origin: scheme, host in small letters, port if it is not the usual \
                 one, no path, no slash at the end, no wildcard"
            .to_owned(),
    })
}

fn hmac(environment: Environment, text: &str, field: &str) -> Result<HmacKey, Refused> {
    HmacKey::new(secret(environment, text, field)?).map_err(|error| refused(field, error))
}

fn secret<'a>(environment: Environment, text: &'a str, field: &str) -> Result<&'a [u8], Refused> {
    published(environment, text, field)?;
    if text.len() < SECRET_BYTES {
        return refuse(
            field,
            "at least 32 bytes are needed; make them with a random generator",
        );
    }
    Ok(text.as_bytes())
}

fn published(environment: Environment, text: &str, field: &str) -> Result<(), Refused> {
    if environment == Environment::Production && text.starts_with(DEMO) {
        return refuse(
            field,
            "production refuses a published demo key; make your own",
        );
    }
    Ok(())
}

fn digest(text: &str, field: &str) -> Result<[u8; 32], Refused> {
    let nibble = |byte: &u8| {
        char::from(*byte)
            .to_digit(16)
            .and_then(|n| u8::try_from(n).ok())
    };
    let bytes: Option<Vec<u8>> = text
        .as_bytes()
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => Some(nibble(high)? << 4 | nibble(low)?),
            _ => None,
        })
        .collect();
    bytes
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| Refused {
            field: field.to_owned(),
            reason: "the SHA-256 of the key in 64 hexadecimal digits is expected".to_owned(),
        })
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

fn range(value: u32, low: u32, high: u32, field: &str) -> Result<(), Refused> {
    if value < low || value > high {
        return refuse(field, &format!("a number from {low} to {high} is expected"));
    }
    Ok(())
}

fn bucket(bucket: Bucket, field: &str) -> Result<(), Refused> {
    if bucket.burst == 0 || bucket.per_minute == 0 {
        return refuse(field, "burst and perMinute must be more than 0");
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
