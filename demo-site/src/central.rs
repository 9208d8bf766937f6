//! Reads evaluations from the central PostgreSQL, the way an agency's own screens would.

use std::sync::Arc;
use std::time::Duration;

use contract::case::StepKind;
use contract::catalogue::Catalogue;
use contract::channel::Channel;
use contract::lang::Lang;
use contract::level::Level;
use serde::Serialize;
use tokio::sync::Mutex;
use tokio_postgres::{Client, NoTls, Row as SqlRow};

use crate::texts::texts;

/// Rows on one page of the view.
const ROWS: i64 = 100;
/// A central database that does not answer within this is said to be down.
const PATIENCE: Duration = Duration::from_secs(5);

const NEWEST: &str = include_str!("central.sql");

/// Which evaluations the view shows; read from the address.
#[derive(Clone, Default)]
pub struct Filter {
    /// `5` to `1`, or `negative`; empty for all.
    pub level: String,
    /// 1 to 7; empty for all.
    pub channel: String,
    /// Beginning of a case number; empty for all.
    pub case_no: String,
}

impl Filter {
    fn levels(&self) -> Vec<i16> {
        match self.level.as_str() {
            "negative" => vec![1, 2],
            one => one
                .parse()
                .map_or_else(|_| vec![1, 2, 3, 4, 5], |level| vec![level]),
        }
    }

    fn channels(&self) -> Vec<i16> {
        self.channel
            .parse()
            .map_or_else(|_| (1..=7).collect(), |channel| vec![channel])
    }

    /// Whether this level is chosen.
    pub fn is_level(&self, value: &str) -> bool {
        self.level == value
    }

    /// Whether this channel is chosen.
    pub fn is_channel(&self, value: &str) -> bool {
        self.channel == value
    }
}

/// One row of the view, in words.
#[derive(Clone, Serialize)]
pub struct Row {
    /// Id of the evaluation, for machines.
    pub id: String,
    /// Level 2 or 1.
    pub negative: bool,
    /// The cells from left to right; plain text, to be escaped where it is shown.
    pub cells: Vec<String>,
}

/// The central database, connected to when first asked and again after every loss.
pub struct Central {
    url: String,
    client: Mutex<Option<Arc<Client>>>,
    catalogue: Option<Catalogue>,
}

impl Central {
    /// Prepares the connection without making it.
    pub fn new(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            client: Mutex::new(None),
            catalogue: Catalogue::national().ok(),
        }
    }

    /// The newest evaluations that pass the filter, newest first.
    ///
    /// # Errors
    /// When the database cannot be reached or asked; the next call connects anew.
    pub async fn newest(&self, filter: &Filter, lang: Lang) -> Result<Vec<Row>, String> {
        let asked = tokio::time::timeout(PATIENCE, self.ask(filter)).await;
        match asked {
            Ok(Ok(rows)) => Ok(rows.iter().filter_map(|row| self.row(row, lang)).collect()),
            Ok(Err(error)) => {
                *self.client.lock().await = None;
                Err(error.to_string())
            }
            Err(_) => {
                *self.client.lock().await = None;
                Err("no answer in time".to_owned())
            }
        }
    }

    async fn ask(&self, filter: &Filter) -> Result<Vec<SqlRow>, tokio_postgres::Error> {
        let client = self.client().await?;
        client
            .query(
                NEWEST,
                &[&filter.levels(), &filter.channels(), &filter.case_no, &ROWS],
            )
            .await
    }

    async fn client(&self) -> Result<Arc<Client>, tokio_postgres::Error> {
        let mut kept = self.client.lock().await;
        if let Some(client) = kept.as_ref().filter(|client| !client.is_closed()) {
            return Ok(Arc::clone(client));
        }
        let (client, connection) = tokio_postgres::connect(&self.url, NoTls).await?;
        // Its error reaches the next query as a closed connection.
        tokio::spawn(async move { drop(connection.await) });
        let client = Arc::new(client);
        *kept = Some(Arc::clone(&client));
        Ok(client)
    }

    fn row(&self, row: &SqlRow, lang: Lang) -> Option<Row> {
        let t = texts(lang);
        let text = |name: &str| {
            row.try_get::<_, Option<String>>(name)
                .ok()
                .flatten()
                .unwrap_or_default()
        };
        let number = |name: &str| {
            row.try_get::<_, i16>(name)
                .ok()
                .and_then(|n| u8::try_from(n).ok())
        };
        let flag = |name: &str| row.try_get::<_, bool>(name).unwrap_or_default();
        let level = Level::try_from(number("level")?).ok()?;
        let channel = Channel::try_from(number("channel")?).ok()?;
        let step = text("step");
        let step = StepKind::ALL
            .into_iter()
            .find(|kind| kind.code() == step)
            .map_or("", |kind| kind.label(lang));
        let codes: Vec<String> = row.try_get("indicators").unwrap_or_default();
        let reasons: Vec<String> = codes.iter().map(|code| self.reason(code, lang)).collect();
        let consents: Vec<&str> = [
            (flag("consent_contact"), t.consent_contact),
            (flag("consent_publish"), t.consent_publish),
        ]
        .into_iter()
        .filter_map(|(given, word)| given.then_some(word))
        .collect();
        Some(Row {
            id: text("id"),
            negative: level.is_negative(),
            cells: vec![
                text("accepted_at"),
                format!("{} {}", level.value(), level.label(lang)),
                format!("{} · {step}", text("item_name")),
                reasons.join(lang.pick("；", "; ")),
                text("comment"),
                channel.label(lang).to_owned(),
                number("round").unwrap_or(1).to_string(),
                consents.join(lang.pick("、", ", ")),
                format!(
                    "{}-{}",
                    text("case_no"),
                    number("step_no").unwrap_or_default()
                ),
            ],
        })
    }

    fn reason(&self, code: &str, lang: Lang) -> String {
        let known = self
            .catalogue
            .as_ref()
            .and_then(|catalogue| catalogue.indicator(code));
        known.map_or_else(
            || code.to_owned(),
            |indicator| format!("{code} {}", lang.pick(&indicator.zh, &indicator.en)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Filter;

    #[test]
    fn an_address_that_says_nothing_shows_everything() {
        let all = Filter::default();
        assert_eq!(all.levels(), [1, 2, 3, 4, 5]);
        assert_eq!(all.channels(), [1, 2, 3, 4, 5, 6, 7]);
    }

    #[test]
    fn negative_is_levels_two_and_one() {
        let filter = Filter {
            level: "negative".to_owned(),
            channel: "2".to_owned(),
            ..Filter::default()
        };
        assert_eq!(filter.levels(), [1, 2]);
        assert_eq!(filter.channels(), [2]);
        assert!(filter.is_level("negative") && !filter.is_level("2"));
    }
}
