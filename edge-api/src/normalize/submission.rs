//! The three forms a submission comes in, made one.

use contract::api::evaluations::EvaluationRequest;
use contract::problem::Code;

use super::{Filled, fields, read};
use crate::refusal::Refusal;

/// Reads a body by its media type: JSON; JSON as `text/plain`, which a page may
/// send while it is being closed without asking first; or a form post.
///
/// # Errors
/// `unsupported_type`, `malformed_request` with the place.
pub fn submission(media_type: &str, body: &[u8]) -> Result<EvaluationRequest, Refusal> {
    match media_type {
        "application/json" | "text/plain" => Ok(read(body)?),
        "application/x-www-form-urlencoded" => {
            let filled = fields(body)?;
            let ticket = filled.ticket.clone().ok_or_else(|| {
                Refusal::from(Code::MalformedRequest).detail("/ticket: this field is missing")
            })?;
            Ok(filled.request(ticket))
        }
        _ => Err(Refusal::from(Code::UnsupportedType).detail(
            "send application/json, text/plain with JSON in it, or application/x-www-form-urlencoded",
        )),
    }
}

impl Filled {
    /// The same as JSON would have said it.
    #[must_use]
    pub fn request(&self, ticket: String) -> EvaluationRequest {
        EvaluationRequest {
            ticket,
            level: self.level,
            indicators: self.indicators.clone(),
            comment: self.comment.clone(),
            catalogue: self.catalogue.clone(),
            identity: self.identity(),
            consent: self.consent,
            lang: self.lang,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, submission};

    #[test]
    fn three_forms_say_the_same() {
        let json = r#"{"ticket":"t","level":5,"indicators":["510"],"comment":"好"}"#.as_bytes();
        let form = "ticket=t&level=5&indicator=510&comment=%E5%A5%BD";
        let by_json = submission("application/json", json).unwrap();
        let by_text = submission("text/plain", json).unwrap();
        let by_form = submission("application/x-www-form-urlencoded", form.as_bytes()).unwrap();
        for other in [by_text, by_form] {
            assert_eq!(
                serde_json::to_string(&by_json).unwrap(),
                serde_json::to_string(&other).unwrap()
            );
        }
    }

    #[test]
    fn another_type_is_refused_before_it_is_read() {
        for media_type in ["", "application/xml", "multipart/form-data", "text/html"] {
            assert_eq!(
                submission(media_type, b"").unwrap_err().code,
                Code::UnsupportedType
            );
        }
    }
}
