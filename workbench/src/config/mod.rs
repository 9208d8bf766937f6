//! What an operator decides, typed and checked once, before the first request.
//!
//! [`Config::parse`] takes the two documents and returns a configuration in
//! which everything has been decoded, or [`Refused`] with the path of the field.

mod check;
pub mod document;
mod upstream;

use std::net::SocketAddr;
use std::path::PathBuf;

use contract::case::AreaCode;
use contract::ticket::HmacKey;
pub use document::CollectDocument;
pub use haochaping_edge::config::Refused;
pub use haochaping_edge::config::document::Environment;
use haochaping_edge::config::read;
pub use upstream::Upstream;

/// A hall whose staff work here.
#[derive(Clone)]
pub struct Hall {
    /// Configuration id, the same as at the edge; `iss` of its tickets.
    pub id: String,
    /// What staff call it.
    pub name: String,
    /// Administrative area.
    pub area_code: AreaCode,
    /// `kid` of the tickets that the workbench signs for it.
    pub ticket_kid: String,
    /// Secret of those tickets.
    pub ticket_key: HmacKey,
    /// Bearer key of the hall at the edge.
    pub api_key: String,
}

/// Everything an operator decides, checked.
#[derive(Clone)]
pub struct Config {
    /// Demo or production.
    pub environment: Environment,
    /// Where the process listens.
    pub listen: SocketAddr,
    /// Origin that staff reach it at, without a slash at the end.
    pub public_url: String,
    /// Base address of the edge, without a slash at the end.
    pub edge: String,
    /// `aud` of tickets.
    pub audience: String,
    /// Halls, in the order of the document; ids are unique.
    pub halls: Vec<Hall>,
    /// The list of profiles that the edge was built with, for previews; none = no previews.
    pub profiles: Option<PathBuf>,
    /// Platforms that evaluations are reported to; ids are unique.
    pub upstreams: Vec<Upstream>,
    /// By which of them collected opinions are taken.
    pub collect: Option<CollectDocument>,
    /// Address and login of the centre; with TLS if it says `sslmode=require`.
    pub database: tokio_postgres::Config,
    /// PEM file of the authorities that vouch for the centre; none = those of the system.
    pub database_ca: Option<PathBuf>,
    /// Seals telephone numbers of call lists.
    pub call_key: [u8; 32],
}

impl Config {
    /// Reads and checks both documents.
    ///
    /// # Errors
    /// The first field that is wrong, with its path.
    pub fn parse(document: &str, secrets: &str) -> Result<Self, Refused> {
        check::config(read(document, "")?, read(secrets, "secrets.")?)
    }

    /// The hall with this id.
    #[must_use]
    pub fn hall(&self, id: &str) -> Option<&Hall> {
        self.halls.iter().find(|hall| hall.id == id)
    }

    /// Whether cookies may travel encrypted only.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

#[cfg(test)]
mod tests;
