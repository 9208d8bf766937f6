//! Reading JSON so that a refusal says where.

use contract::problem::Code;
use contract::redaction::redact;
use serde::de::DeserializeOwned;

use crate::http::Request;
use crate::refusal::Refusal;

/// Characters of a parser's message that are passed on.
const MESSAGE_CHARS: usize = 200;
/// Characters of a member's name that are passed on.
const NAME_CHARS: usize = 40;

/// What is wrong with a body, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// JSON pointer; empty for the document itself.
    pub pointer: String,
    /// What is expected there; never what was sent.
    pub message: String,
}

/// A member's name as it may be repeated: cut off, and without a number of a person, should
/// a citizen's words have come to stand where names do.
pub(crate) fn name(sent: &str) -> String {
    // Cut before: what is left of a longer number may look like a person's.
    let start: String = sent.chars().take(NAME_CHARS).collect();
    redact(&start).text
}

impl From<Malformed> for Refusal {
    fn from(malformed: Malformed) -> Self {
        let Malformed { pointer, message } = malformed;
        let detail = if pointer.is_empty() {
            message
        } else {
            format!("{pointer}: {message}")
        };
        Self::from(Code::MalformedRequest).detail(detail)
    }
}

/// Reads the body of a request that takes JSON and nothing else.
///
/// # Errors
/// `unsupported_type`; `malformed_request` with the place.
pub fn body<T: DeserializeOwned>(request: &Request) -> Result<T, Refusal> {
    if request.media_type() != "application/json" {
        return Err(Refusal::from(Code::UnsupportedType).detail("send application/json"));
    }
    Ok(read(&request.body)?)
}

/// Reads a document. Nesting is bounded by the parser (128 deep), text must be UTF-8.
///
/// # Errors
/// [`Malformed`] with the place.
pub fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Malformed> {
    let text = std::str::from_utf8(body).map_err(|_| Malformed {
        pointer: String::new(),
        message: "the body is not UTF-8".to_owned(),
    })?;
    // serde would take a list of values in the place of named members too.
    if !text.trim_start().starts_with('{') {
        return Err(Malformed {
            pointer: String::new(),
            message: "an object is expected".to_owned(),
        });
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| Malformed {
        pointer: pointer(error.path()),
        message: unquoted(&error.into_inner().to_string()),
    })?;
    json.end().map_err(|_| Malformed {
        pointer: String::new(),
        message: "something follows the JSON document".to_owned(),
    })?;
    Ok(value)
}

/// A parser's message without the value that it found; the place says where it stands.
fn unquoted(message: &str) -> String {
    let quotes = ["invalid type: ", "invalid value: ", "unknown "]
        .iter()
        .any(|start| message.starts_with(start));
    let told = match message.rsplit_once(", expected ") {
        Some((_, expected)) if quotes => format!("expected {expected}"),
        _ => message.to_owned(),
    };
    told.chars().take(MESSAGE_CHARS).collect()
}

/// The path as a JSON pointer (RFC 6901).
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } | Segment::Enum { variant: key } => {
                format!("/{}", name(&key.replace('~', "~0").replace('/', "~1")))
            }
            Segment::Unknown => "/?".to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::read;
    use contract::api::evaluations::EvaluationRequest;

    fn refused(body: &[u8]) -> (String, String) {
        let malformed = read::<EvaluationRequest>(body).unwrap_err();
        (malformed.pointer, malformed.message)
    }

    #[test]
    fn the_place_is_named() {
        assert_eq!(refused(br#"{"ticket":"t","level":"5"}"#).0, "/level");
        assert_eq!(
            refused(br#"{"ticket":"t","consent":{"contact":1}}"#).0,
            "/consent/contact"
        );
        assert_eq!(
            refused(br#"{"ticket":"t","indicators":["510",7]}"#).0,
            "/indicators/1"
        );
        assert_eq!(refused(br#"{"ticket":"t","rating":5}"#).0, "/rating");
    }

    #[test]
    fn what_was_sent_is_not_repeated() {
        for (body, pointer, message) in [
            (
                r#"{"comment":13800138000}"#,
                "/comment",
                "expected a string",
            ),
            (r#"{"level":"李雷"}"#, "/level", "expected u8"),
            (r#"{"level":13800138000}"#, "/level", "expected u8"),
            (r#"{"level":", expected 李雷"}"#, "/level", "expected u8"),
            (r#"{"lang":"李雷"}"#, "/lang", "expected `zh` or `en`"),
            (
                r#"{"打13800138000":1}"#,
                "/打【手机号】",
                "expected one of `ticket`,",
            ),
        ] {
            let refused = refused(body.as_bytes());
            assert_eq!(refused.0, pointer, "{body}");
            assert!(refused.1.starts_with(message), "{body}: {}", refused.1);
        }
        let long = format!(r#"{{"{}":1}}"#, "a".repeat(9_000));
        assert_eq!(refused(long.as_bytes()).0.len(), 41);
    }

    #[test]
    fn what_is_no_json_at_all() {
        assert_eq!(refused(b"\xff\xfe").1, "the body is not UTF-8");
        assert!(refused(br#"{"ticket":"t"} x"#).1.contains("follows"));
        let deep = format!(
            r#"{{"ticket":{}1{}}}"#,
            "[".repeat(2_000),
            "]".repeat(2_000)
        );
        read::<EvaluationRequest>(deep.as_bytes()).unwrap_err();
        read::<serde_json::Value>(deep.as_bytes()).unwrap_err();
        refused(b"");
    }

    #[test]
    fn a_list_is_no_body() {
        assert_eq!(refused(br#"["t",5]"#).1, "an object is expected");
    }
}
