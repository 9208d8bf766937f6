//! One reply: status, headers, body, and what the log may know of it.

use serde::Serialize;

/// What the log line of a request says beside method, route and status.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// Problem code of a refusal.
    pub code: Option<&'static str>,
    /// Hall the request was about, once its ticket or key is verified.
    pub hall: Option<String>,
    /// Why it failed, for operators; never content, ticket or personal data.
    pub cause: Option<String>,
}

/// A reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Headers; a name at most once.
    pub headers: Vec<(&'static str, String)>,
    /// Body.
    pub body: Vec<u8>,
    /// The body is already in the `Content-Encoding` that the headers name.
    pub encoded: bool,
    /// For the log.
    pub note: Note,
}

impl Reply {
    /// A reply without a body.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            encoded: false,
            note: Note::default(),
        }
    }

    /// A reply with a body of a media type. Nothing may guess another one.
    #[must_use]
    pub fn new(status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            body: body.into(),
            ..Self::empty(status)
        }
        .header("Content-Type", media_type)
        .header("X-Content-Type-Options", "nosniff")
    }

    /// A JSON reply that nobody keeps: it is about one citizen's step.
    #[must_use]
    pub fn json(status: u16, value: &impl Serialize) -> Self {
        Self::json_as(status, "application/json", value)
    }

    /// A JSON reply under another media type.
    #[must_use]
    pub fn json_as(status: u16, media_type: &str, value: &impl Serialize) -> Self {
        match serde_json::to_vec(value) {
            Ok(body) => Self::new(status, media_type, body).header("Cache-Control", "no-store"),
            Err(error) => {
                let mut reply = Self::empty(500);
                reply.note.cause = Some(format!("answer could not be written as JSON: {error}"));
                reply
            }
        }
    }

    /// Sets a header, replacing one of the same name.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.set(name, value);
        self
    }

    /// Sets a header, replacing one of the same name.
    pub fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value.into()));
    }

    /// Adds a name to `Vary`.
    pub fn vary(&mut self, name: &str) {
        let value = match self.get("Vary") {
            Some(known) if known.split(", ").any(|part| part == name) => return,
            Some(known) => format!("{known}, {name}"),
            None => name.to_owned(),
        };
        self.set("Vary", value);
    }

    /// The value of a header.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Names the hall in the log.
    #[must_use]
    pub fn hall(mut self, id: &str) -> Self {
        self.note.hall = Some(id.to_owned());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Reply;

    #[test]
    fn vary_names_each_thing_once() {
        let mut reply = Reply::empty(200);
        reply.vary("Origin");
        reply.vary("Accept-Encoding");
        reply.vary("Origin");
        assert_eq!(reply.get("Vary"), Some("Origin, Accept-Encoding"));
    }
}
