//! `cargo xtask unseal`: opens the identity of one evaluation, or makes the key pair for it.
//!
//! For the holder of the city's private key only, on a machine that is not an edge. One
//! evaluation a call: whoever needs a list has to say so aloud. Nothing is written to disk.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use contract::identity::seal::{OpeningKey, SealingKey};
use contract::receipt::Receipt;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::failure::{Failure, OrFail, Result};
use crate::progress;
use crate::project;
use crate::stack::Database;

/// Which identity to open, and with what.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Options {
    #[command(subcommand)]
    action: Option<Action>,
    /// Receipt of the evaluation, as the citizen holds it
    #[arg(long, conflicts_with = "evaluation")]
    receipt: Option<String>,
    /// Id of the evaluation, as it stands in haochaping.evaluations
    #[arg(long)]
    evaluation: Option<String>,
    /// File with the private key, as `unseal keygen` writes it
    #[arg(long)]
    key: Option<PathBuf>,
    /// Instead of the environment variable DATABASE_URL
    #[arg(long)]
    database_url: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make a key pair: the private key goes to a file, the public one into the configuration
    Keygen {
        /// Id of the key, 1 to 40 letters, digits, - or _; a new one for every new pair
        #[arg(long, default_value = "city-1")]
        kid: String,
        /// File for the private key; must not exist
        #[arg(long)]
        out: PathBuf,
    },
}

/// The private key's file. Other fields are left alone, so the demo's file of keys will do, which
/// holds this under `sealing`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct KeyFile {
    kid: String,
    private_key: String,
}

/// A row that has an identity.
struct Sealed {
    evaluation: String,
    receipt: String,
    accepted_at: String,
    consent_publish: bool,
    text: String,
}

/// The command.
///
/// # Errors
/// The key cannot be read or is not the one, the evaluation is not there or anonymous, or the
/// database does not answer.
pub fn command(options: Options) -> Result<()> {
    match options.action {
        Some(Action::Keygen { kid, out }) => keygen(&kid, &out),
        None => show(&options),
    }
}

/// Whose identity.
#[derive(Debug, Clone)]
pub enum Whose {
    /// Of the evaluation that this receipt was given for.
    Receipt(Receipt),
    /// Of the evaluation with this id.
    Evaluation(String),
}

/// Opens the identity of one evaluation: `evaluation`, `receipt`, `acceptedAt`, `consent`,
/// `identity`.
///
/// # Errors
/// The key file is none or another key's, the evaluation is not there or anonymous, or the
/// database does not answer.
pub fn open(database: &Database, whose: &Whose, key: &Path) -> Result<Value> {
    let key = read_key(key)?;
    let sealed = find(database, whose)?;
    let identity = key.open(&sealed.text, &sealed.evaluation).or_fail(
        format!("evaluation {} cannot be opened", sealed.evaluation),
        "Give the private key with the id that the sealed text names",
    )?;
    Ok(json!({
        "evaluation": sealed.evaluation,
        "receipt": sealed.receipt,
        "acceptedAt": sealed.accepted_at,
        "consent": { "contact": true, "publish": sealed.consent_publish },
        "identity": identity,
    }))
}

fn show(options: &Options) -> Result<()> {
    let which = || {
        Failure::new(
            "no evaluation or no key is named",
            "Give --receipt or --evaluation, and --key FILE",
        )
    };
    let key = options.key.as_ref().ok_or_else(which)?;
    let whose = match (&options.receipt, &options.evaluation) {
        (Some(receipt), None) => Whose::Receipt(Receipt::parse(receipt).or_fail(
            format!("{receipt} is no receipt"),
            "Copy it as it was shown",
        )?),
        (None, Some(id)) => Whose::Evaluation(id.to_ascii_lowercase()),
        _ => return Err(which()),
    };
    let opened = open(&Database::parse(&address(options)?)?, &whose, key)?;
    println!("{opened:#}");
    Ok(())
}

fn address(options: &Options) -> Result<String> {
    options
        .database_url
        .clone()
        .or_else(|| std::env::var("DATABASE_URL").ok())
        .ok_or_else(|| {
            Failure::new(
                "no database is named",
                "Set DATABASE_URL or give --database-url, with a login in haochaping_unsealer",
            )
        })
}

fn read_key(path: &Path) -> Result<OpeningKey> {
    let shown = project::shown(path);
    let remedy = "Give the file that `cargo xtask unseal keygen` wrote";
    let text = fs::read_to_string(path).or_fail(format!("cannot read {shown}"), remedy)?;
    // The file's content must not appear in an error.
    let no_key = || Failure::new(format!("{shown} holds no private key"), remedy);
    let whole: Value = serde_json::from_str(&text).map_err(|_| no_key())?;
    let part = whole.get("sealing").unwrap_or(&whole);
    let file = KeyFile::deserialize(part).map_err(|_| no_key())?;
    OpeningKey::parse(&file.kid, &file.private_key).map_err(|_| no_key())
}

fn find(database: &Database, whose: &Whose) -> Result<Sealed> {
    let (column, value) = match whose {
        Whose::Receipt(receipt) => ("k.receipt", receipt.as_str().replace('-', "")),
        Whose::Evaluation(id) => ("k.evaluation_id::text", id.clone()),
    };
    let sql = format!(
        "SELECT k.evaluation_id::text, k.receipt, k.accepted_at::text, e.consent_contact,
                e.consent_publish, s.sealed
         FROM haochaping.evaluation_keys k
         JOIN haochaping.evaluations e
           ON e.area_code = k.area_code AND e.accepted_at = k.accepted_at AND e.id = k.evaluation_id
         LEFT JOIN haochaping.sealed_identities s
           ON s.area_code = k.area_code AND s.evaluation_id = k.evaluation_id
         WHERE {column} = $1"
    );
    let row = database.with(|client| {
        client.query_opt(&sql, &[&value]).or_fail(
            "cannot look the evaluation up",
            "Use a login that is a member of haochaping_unsealer, on a migrated database",
        )
    })?;
    let row = row.ok_or_else(|| {
        Failure::new(
            "the centre has no such evaluation",
            "Check the receipt or id; a receipt of the last seconds may still be on its way",
        )
    })?;
    let anonymous = || Failure::new("this evaluation is anonymous", "There is nothing to open");
    let text: Option<String> = row.get(5);
    let consent: bool = row.get(3);
    if !consent {
        return Err(anonymous());
    }
    Ok(Sealed {
        evaluation: row.get(0),
        receipt: row.get(1),
        accepted_at: row.get(2),
        consent_publish: row.get(4),
        text: text.ok_or_else(anonymous)?,
    })
}

fn keygen(kid: &str, out: &Path) -> Result<()> {
    let (private, public) = OpeningKey::generate();
    SealingKey::parse(kid, &public).or_fail(
        format!("{kid} is no key id"),
        "Take 1 to 40 letters, digits, - or _",
    )?;
    let shown = project::shown(out);
    let content = format!("{:#}\n", json!({ "kid": kid, "privateKey": private }));
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(out)
        .and_then(|mut file| file.write_all(content.as_bytes()))
        .or_fail(
            format!("cannot write {shown}"),
            "Name a file that does not exist in a folder that does",
        )?;
    progress::note(&format!(
        "the private key is in {shown}, readable by you alone: keep it off every edge"
    ));
    progress::note("this goes into the edge's configuration:");
    println!(
        "{:#}",
        json!({ "sealing": { "kid": kid, "publicKey": public } })
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("unseal-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_made_key_is_private_and_opens() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = scratch("made");
        let file = folder.join("key.json");
        keygen("city-1", &file).unwrap();
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert!(read_key(&file).is_ok());
        assert!(
            keygen("city-1", &file).is_err(),
            "an existing key is never written over"
        );
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_wrong_key_file_is_refused_without_its_content() {
        let folder = scratch("wrong");
        let file = folder.join("key.json");
        fs::write(&file, r#"{"kid":"city-1","privateKey":"very-secret"}"#).unwrap();
        let failure = read_key(&file).err().unwrap().to_string();
        assert!(failure.contains("holds no private key"), "{failure}");
        assert!(!failure.contains("very-secret"), "{failure}");
        fs::remove_dir_all(folder).unwrap();
    }
}
