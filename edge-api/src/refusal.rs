//! How the edge says no: one type for every handler, one shape outside.
//!
//! Outside stands what helps the sender (`application/problem+json`, RFC 9457,
//! a stable code, a sentence in their language); the cause stands in the log
//! alone. A 500 says nothing at all outside.

use contract::evaluation::Violation;
use contract::lang::Lang;
use contract::problem::{BrokenRule, Code, Problem};

use crate::http::{Note, Reply};

/// A refused request.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// Stable code; decides the status.
    pub code: Code,
    /// For the sender: what exactly is wrong. Never repeats what was sent.
    pub detail: Option<Box<str>>,
    /// For the log: what went wrong inside.
    pub cause: Option<Box<str>>,
    /// Broken rules, with [`Code::RuleBroken`].
    pub violations: Vec<Violation>,
    /// When the step was rated, with [`Code::AlreadyEvaluated`]; milliseconds since 1970.
    pub evaluated_at: Option<i64>,
    /// Seconds after which asking again makes sense.
    pub retry_after: Option<u32>,
    /// Hall, once it is known for sure.
    pub hall: Option<Box<str>>,
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Self {
            code,
            detail: None,
            cause: None,
            violations: Vec::new(),
            evaluated_at: None,
            retry_after: None,
            hall: None,
        }
    }
}

impl Refusal {
    /// Something inside failed that the sender can do nothing about.
    #[must_use]
    pub fn internal(cause: impl ToString) -> Self {
        Self {
            cause: Some(cause.to_string().into()),
            ..Code::Internal.into()
        }
    }

    /// Not now: nothing was kept.
    #[must_use]
    pub fn unavailable(cause: impl ToString, retry_after: u32) -> Self {
        Self {
            cause: Some(cause.to_string().into()),
            retry_after: Some(retry_after),
            ..Code::Unavailable.into()
        }
    }

    /// Adds what exactly is wrong.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<Box<str>>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Names the hall in the log.
    #[must_use]
    pub fn hall(mut self, id: &str) -> Self {
        self.hall = Some(id.into());
        self
    }

    /// The body that is sent.
    #[must_use]
    pub fn problem(&self, lang: Lang) -> Problem {
        let mut problem = Problem::new(self.code, lang);
        problem.detail = self.detail.as_deref().map(str::to_owned);
        problem.violations = self
            .violations
            .iter()
            .map(|violation| BrokenRule::new(*violation, lang))
            .collect();
        problem.evaluated_at = self.evaluated_at.map(crate::clock::rfc3339);
        problem
    }

    /// The reply as `application/problem+json`.
    #[must_use]
    pub fn reply(self, lang: Lang) -> Reply {
        let mut reply = Reply::json_as(
            self.code.status(),
            "application/problem+json",
            &self.problem(lang),
        )
        .header("Content-Language", lang.tag());
        self.mark(&mut reply);
        reply
    }

    /// Puts what log and sender need onto a reply that shows the refusal another way.
    pub fn mark(self, reply: &mut Reply) {
        if let Some(seconds) = self.retry_after {
            reply.set("Retry-After", seconds.to_string());
        }
        if self.code == Code::Unauthorized {
            reply.set("WWW-Authenticate", "Bearer");
        }
        reply.note = Note {
            code: Some(self.code.as_str()),
            hall: self.hall.map(String::from),
            cause: self.cause.map(String::from),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::{Lang, Refusal};

    #[test]
    fn an_inner_failure_says_nothing_outside() {
        let reply = Refusal::internal("disk is full at /var/lib").reply(Lang::En);
        let body = String::from_utf8(reply.body).unwrap();
        assert_eq!(reply.status, 500);
        assert!(!body.contains("disk"), "{body}");
        assert_eq!(
            reply.note.cause.as_deref(),
            Some("disk is full at /var/lib")
        );
    }

    #[test]
    fn retry_after_travels_as_a_header() {
        let reply = Refusal::unavailable("full", 30).reply(Lang::Zh);
        assert_eq!(reply.status, 503);
        assert_eq!(reply.get("Retry-After"), Some("30"));
        assert_eq!(reply.note.code, Some("unavailable"));
    }
}
