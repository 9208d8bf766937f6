//! Everything the pages share.

use jiff::Timestamp;
use tokio::sync::{Notify, RwLock};

use crate::central::Central;
use crate::edge::Told;
use crate::hall::{Book, Case, this_monday};
use crate::settings::Settings;

/// The hall while it runs.
pub struct App {
    /// Settings of this process.
    pub settings: Settings,
    /// Service items and agencies.
    pub book: Book,
    /// All cases, newest first.
    pub cases: RwLock<Vec<Case>>,
    /// Wakes the report when a case was opened.
    pub changed: Notify,
    /// What the edge answered to the last reports.
    pub told: RwLock<Vec<Told>>,
    /// Calls to the edge.
    pub client: reqwest::Client,
    /// The central database.
    pub central: Central,
    /// Content-Security-Policy of the pages.
    pub policy: String,
    /// Content-Security-Policy of the strict page.
    pub strict_policy: String,
}

impl App {
    /// Opens the hall.
    ///
    /// # Errors
    /// One line on what is missing.
    pub fn open(settings: Settings) -> Result<Self, String> {
        let book = Book::open()?;
        let cases = book.cases(this_monday(Timestamp::now()))?;
        let policy = |text: &str| {
            text.replace("{edge}", &settings.edge)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        };
        let client = reqwest::Client::builder()
            .timeout(std::time::Duration::from_secs(5))
            .build()
            .map_err(|error| format!("HTTP client: {error}"))?;
        Ok(Self {
            policy: policy(include_str!("../templates/snippets/page.csp")),
            strict_policy: policy(include_str!("../templates/snippets/strict.csp")),
            central: Central::new(&settings.database),
            cases: RwLock::new(cases),
            changed: Notify::new(),
            told: RwLock::new(Vec::new()),
            client,
            book,
            settings,
        })
    }
}
