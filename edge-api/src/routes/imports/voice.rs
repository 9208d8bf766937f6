//! How the sender of an import is answered: in the profile's own form where it has one, so
//! that a system which cannot be changed understands it; else, or where `?results=records`
//! asks for it, in ours, record by record.

use contract::api::imports::ImportResults;

use crate::http::{Reply, Request};
use crate::profile::{self, BodyRefusal, Outcome, Profile};
use crate::refusal::Refusal;

/// What `results` must be for our own form.
const RECORDS: &str = "records";

/// In whose form is answered.
pub(super) enum Voice<'a> {
    /// Ours.
    Records,
    /// The profile's.
    Profile(&'a Profile),
}

impl<'a> Voice<'a> {
    /// The one that a request asks for.
    pub fn of(profile: &'a Profile, request: &Request) -> Self {
        let asked = request.parameter("results");
        if profile.has_reply() && asked.as_deref() != Some(RECORDS) {
            Self::Profile(profile)
        } else {
            Self::Records
        }
    }

    /// Answers with the results. Where something could not be stored now, a system that
    /// looks at nothing but the status is told to send the body again: 503 in its own form.
    pub fn results(
        &self,
        results: &ImportResults,
        retry_after: u32,
        hall: &str,
    ) -> Result<Reply, Refusal> {
        let refusal = results
            .results
            .iter()
            .find_map(|result| result.refusal.as_ref());
        let mut reply = match self {
            Self::Records => Reply::json(200, results),
            Self::Profile(profile) => {
                let outcome = Outcome {
                    accepted: results.accepted + results.duplicate,
                    refused: results.refused + results.retry,
                    code: refusal.map_or("", |it| &it.code),
                    detail: refusal.map_or("", |it| &it.detail),
                };
                let status = if results.retry > 0 { 503 } else { 200 };
                own(profile, status, &outcome)?
            }
        };
        if results.retry > 0 {
            reply.set("Retry-After", retry_after.to_string());
        }
        if let Some(first) = refusal {
            let ImportResults { refused, retry, .. } = results;
            let cause = format!("refused {refused}, retry {retry}; first {}", first.code);
            reply.note.cause = Some(cause);
        }
        Ok(reply.hall(hall))
    }

    /// Answers a body of which nothing was read.
    pub fn body(&self, refusal: &BodyRefusal, hall: &str) -> Result<Reply, Refusal> {
        let told = Refusal::from(refusal).hall(hall);
        self.refused(told, refusal.code.as_str(), refusal.detail)
    }

    /// Answers a request that is refused for another reason.
    pub fn refusal(&self, refusal: Refusal) -> Result<Reply, Refusal> {
        let code = refusal.code.as_str();
        self.refused(refusal, code, "")
    }

    fn refused(&self, refusal: Refusal, code: &str, detail: &str) -> Result<Reply, Refusal> {
        match self {
            Self::Records => Err(refusal),
            Self::Profile(profile) => {
                let outcome = Outcome {
                    code,
                    detail,
                    ..Outcome::default()
                };
                let mut reply = own(profile, refusal.code.status(), &outcome)?;
                refusal.mark(&mut reply);
                Ok(reply)
            }
        }
    }
}

fn own(profile: &Profile, status: u16, outcome: &Outcome<'_>) -> Result<Reply, Refusal> {
    let written = profile::reply(profile, outcome).map_err(Refusal::internal)?;
    let (content_type, body) =
        written.ok_or_else(|| Refusal::internal("the profile has no answer of its own"))?;
    Ok(Reply::new(status, &content_type, body).header("Cache-Control", "no-store"))
}
