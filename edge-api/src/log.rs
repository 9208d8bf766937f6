//! One line of JSON a request. What it never holds: ticket, receipt, comment,
//! name, number, address of the citizen, query string, body.

use serde::Serialize;

use crate::http::Note;

/// The line of one request.
#[derive(Debug, Serialize)]
pub struct Line<'a> {
    /// Always `request`: tells these lines from others.
    pub kind: &'static str,
    /// Name of this edge.
    pub edge: &'a str,
    /// Name of the request.
    pub id: &'a str,
    /// Method.
    pub method: &'a str,
    /// Pattern of the route, `/r/{ticket}`; `-` when there is none.
    pub route: &'a str,
    /// HTTP status.
    pub status: u16,
    /// Problem code of a refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<&'a str>,
    /// Verified hall.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hall: Option<&'a str>,
    /// Milliseconds from arrival to reply.
    pub ms: i64,
    /// What went wrong inside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<&'a str>,
}

impl<'a> Line<'a> {
    /// Fills in what the note of a reply says.
    #[must_use]
    pub fn noted(mut self, note: &'a Note) -> Self {
        self.code = note.code;
        self.hall = note.hall.as_deref();
        self.cause = note.cause.as_deref();
        self
    }

    /// The line as text.
    #[must_use]
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Line;
    use crate::http::Note;

    #[test]
    fn wire_form() {
        let note = Note {
            code: Some("unavailable"),
            hall: Some("yuzhong-zwfw".to_owned()),
            cause: Some("outbox is full".to_owned()),
        };
        let line = Line {
            kind: "request",
            edge: "edge-1",
            id: "0123456789abcdef",
            method: "POST",
            route: "/v1/evaluations",
            status: 503,
            code: None,
            hall: None,
            ms: 7,
            cause: None,
        };
        assert_eq!(
            line.noted(&note).text(),
            r#"{"kind":"request","edge":"edge-1","id":"0123456789abcdef","method":"POST","route":"/v1/evaluations","status":503,"code":"unavailable","hall":"yuzhong-zwfw","ms":7,"cause":"outbox is full"}"#
        );
    }
}
