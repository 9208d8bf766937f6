//! From documents to a configuration: decodes, and refuses what would only
//! show at the first citizen.

use std::collections::BTreeMap;

use contract::catalogue::Catalogue;
use contract::identity::seal::SealingKey;
use contract::receipt::ReceiptKey;

use super::document::{Document, Environment, SealingDocument};
use super::halls::halls;
use super::secrets::Secrets;
use super::value::{bucket, hmac, name, origin, range, refuse, refused, secret};
use super::{Config, Issuer, KeyDigest, Refused, Sealing, published};

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
    published::text(environment, &document.issuer.kid, "issuer.kid")?;
    published::text(environment, &document.sealing.kid, "sealing.kid")?;
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
    bucket(document.limits.desk, "limits.desk")?;
    bucket(document.limits.device, "limits.device")?;
    bucket(document.limits.point, "limits.point")?;
    range(document.limits.body_seconds, 1, 300, "limits.bodySeconds")?;
    range(document.limits.at_once, 1, 100_000, "limits.atOnce")?;
    range(
        document.limits.imports_at_once,
        1,
        16,
        "limits.importsAtOnce",
    )?;
    if let Err(wrong) = document.outbox.check() {
        let reason = format!("must be {} to {}", wrong.least, wrong.most);
        return refuse(&format!("outbox.{}", wrong.field), &reason);
    }

    let halls = halls(&document, &secrets)?;
    let central = secrets.central.clone();
    if let Some(login) = &central {
        published::text(environment, &login.password, "secrets.central.password")?;
    }
    let operations_key = secrets.operations_key.as_deref();
    if operations_key == Some(secrets.metrics_key.as_str()) {
        return refuse(
            "secrets.operationsKey",
            "must not be the metrics key: whoever reads numbers need not change anything",
        );
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
        sealing: sealing(environment, document.sealing)?,
        receipt_key: ReceiptKey::new(secret(
            environment,
            &secrets.receipt_key,
            "secrets.receiptKey",
        )?)
        .map_err(|error| refused("secrets.receiptKey", error))?,
        metrics_key: KeyDigest::of(secret(
            environment,
            &secrets.metrics_key,
            "secrets.metricsKey",
        )?),
        operations_key: operations_key
            .map(|key| secret(environment, key, "secrets.operationsKey"))
            .transpose()?
            .map(KeyDigest::of),
        ticket_days: document.ticket_days,
        rectify_working_days: document.rectify_working_days,
        rounds: document.rounds,
        catalogue: Catalogue::national().map_err(|error| refused("catalogue", error))?,
        profiles: BTreeMap::new(),
        limits: document.limits,
        outbox: document.outbox,
        central,
    })
}

fn sealing(environment: Environment, entry: SealingDocument) -> Result<Sealing, Refused> {
    const FIELD: &str = "sealing.publicKey";
    let key =
        SealingKey::parse(&entry.kid, &entry.public_key).map_err(|error| refused(FIELD, error))?;
    published::public_key(environment, &key.public(), FIELD)?;
    Ok(Sealing {
        kid: entry.kid,
        key,
    })
}
