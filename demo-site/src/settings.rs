//! What the hall needs to know to start, read from the environment once.

use std::{env, net::SocketAddr, path::PathBuf};

/// The hall's settings; every one is named after its environment variable.
#[derive(Clone)]
pub struct Settings {
    /// `HALL_ADDR`: where the hall listens, `127.0.0.1:8788` by default.
    pub addr: SocketAddr,
    /// `EDGE_URL`: base address of the edge, without a slash at the end.
    pub edge: String,
    /// `HALL_KEY`: the bearer key for reporting service events.
    pub key: String,
    /// `HALL_ID`: the hall's id in the edge's configuration, the `iss` of tickets.
    pub id: String,
    /// `HALL_AUDIENCE`: the `aud` of tickets, `haochaping.cq` by default.
    pub audience: String,
    /// `HALL_TICKET_SECRET`: the secret that signs the hall's own tickets (HS256).
    pub ticket_secret: String,
    /// `HALL_TICKET_KID`: the id of that secret.
    pub ticket_kid: String,
    /// `DATABASE_URL`: the central PostgreSQL, read by the central view.
    pub database: String,
    /// `WIDGET_DIST`: folder of the built widget, served under `/haochaping/`.
    pub widget: PathBuf,
}

/// A setting that is missing or wrong: its name, and what to do about it.
#[derive(Debug)]
pub struct SettingError {
    name: &'static str,
    remedy: String,
}

impl std::fmt::Display for SettingError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "demo-site: {}: {}", self.name, self.remedy)
    }
}

impl Settings {
    /// Reads the process environment.
    ///
    /// # Errors
    /// The first setting that is missing or wrong.
    pub fn from_env() -> Result<Self, SettingError> {
        Self::read(|name| env::var(name).ok().filter(|v| !v.trim().is_empty()))
    }

    fn read(get: impl Fn(&str) -> Option<String>) -> Result<Self, SettingError> {
        let required = |name: &'static str, what: &str| {
            get(name).ok_or_else(|| SettingError {
                name,
                remedy: format!("not set; give {what}"),
            })
        };
        let addr = get("HALL_ADDR").unwrap_or_else(|| "127.0.0.1:8788".to_owned());
        let addr = addr.parse().map_err(|_| SettingError {
            name: "HALL_ADDR",
            remedy: format!("{addr:?} is no address; write it as 127.0.0.1:8788"),
        })?;
        let edge = required("EDGE_URL", "the edge's address, like http://127.0.0.1:8787")?;
        // The hall reports over plain HTTP inside one machine or network; a TLS edge
        // would be reached through the hall's own proxy.
        if !edge.starts_with("http://") {
            let remedy = format!("{edge:?} does not start with http://");
            return Err(SettingError {
                name: "EDGE_URL",
                remedy,
            });
        }
        let secret = required(
            "HALL_TICKET_SECRET",
            "the hall's ticket secret of at least 32 bytes",
        )?;
        if secret.len() < 32 {
            let remedy =
                "shorter than 32 bytes; HS256 needs at least as many as its hash".to_owned();
            return Err(SettingError {
                name: "HALL_TICKET_SECRET",
                remedy,
            });
        }
        let widget = PathBuf::from(required(
            "WIDGET_DIST",
            "the folder with the built loader.js",
        )?);
        if !widget.is_dir() {
            let remedy = format!("{} is no folder; build the widget first", widget.display());
            return Err(SettingError {
                name: "WIDGET_DIST",
                remedy,
            });
        }
        Ok(Self {
            addr,
            edge: edge.trim_end_matches('/').to_owned(),
            key: required("HALL_KEY", "the hall's bearer key")?,
            id: required("HALL_ID", "the hall's id, like yuzhong-zwfw")?,
            audience: get("HALL_AUDIENCE").unwrap_or_else(|| "haochaping.cq".to_owned()),
            ticket_secret: secret,
            ticket_kid: required("HALL_TICKET_KID", "the id of the ticket secret")?,
            database: required("DATABASE_URL", "the central database, like postgres://…")?,
            widget,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Settings;

    fn with<'a>(changes: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<String> + 'a {
        let whole = [
            ("EDGE_URL", "http://127.0.0.1:8787/"),
            ("HALL_KEY", "key"),
            ("HALL_ID", "yuzhong-zwfw"),
            ("HALL_TICKET_SECRET", "0123456789abcdef0123456789abcdef"),
            ("HALL_TICKET_KID", "k1"),
            ("DATABASE_URL", "postgres://localhost"),
            ("WIDGET_DIST", env!("CARGO_MANIFEST_DIR")),
        ];
        move |name| {
            let find = |list: &[(&str, &str)]| {
                list.iter()
                    .find(|(n, _)| *n == name)
                    .map(|(_, v)| (*v).to_owned())
            };
            find(changes)
                .or_else(|| find(&whole))
                .filter(|v| !v.is_empty())
        }
    }

    #[test]
    fn a_whole_environment_is_read() {
        let settings = Settings::read(with(&[])).unwrap();
        assert_eq!(settings.edge, "http://127.0.0.1:8787");
        assert_eq!(settings.addr.port(), 8788);
    }

    #[test]
    fn each_fault_is_one_line_with_the_name() {
        for (name, value, says) in [
            ("EDGE_URL", "", "not set"),
            ("EDGE_URL", "ftp://x", "http://"),
            ("HALL_ADDR", "8788", "no address"),
            ("HALL_TICKET_SECRET", "short", "32 bytes"),
            ("HALL_TICKET_KID", "", "not set"),
            ("WIDGET_DIST", "/nowhere", "build the widget"),
        ] {
            let line = Settings::read(with(&[(name, value)]))
                .err()
                .unwrap()
                .to_string();
            assert!(line.contains(name) && line.contains(says), "{line}");
            assert_eq!(line.lines().count(), 1);
        }
    }
}
