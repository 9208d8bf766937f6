//! Reading JSON so that a refusal says where.

use contract::problem::Code;
use serde::de::DeserializeOwned;

use crate::refusal::Refusal;

/// Characters of a parser's message that are passed on.
const MESSAGE_CHARS: usize = 200;

/// What is wrong with a body, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// JSON pointer; empty for the document itself.
    pub pointer: String,
    /// What the parser says.
    pub message: String,
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

/// Reads a document. Nesting is bounded by the parser (128 deep), text must be UTF-8.
///
/// # Errors
/// [`Malformed`] with the place.
pub fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Malformed> {
    let text = std::str::from_utf8(body).map_err(|_| Malformed {
        pointer: String::new(),
        message: "the body is not UTF-8".to_owned(),
    })?;
    let mut json = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| Malformed {
        pointer: pointer(error.path()),
        message: error
            .into_inner()
            .to_string()
            .chars()
            .take(MESSAGE_CHARS)
            .collect(),
    })?;
    json.end().map_err(|_| Malformed {
        pointer: String::new(),
        message: "something follows the JSON document".to_owned(),
    })?;
    Ok(value)
}

/// The path as a JSON pointer (RFC 6901).
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } | Segment::Enum { variant: key } => {
                format!("/{}", key.replace('~', "~0").replace('/', "~1"))
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
}
