//! `POST /v1/import/{profile}` of the edge, as a hall's own system sends to it.

use contract::api::imports::ImportResults;
use contract::lang::Lang;
use contract::problem::Problem;

use super::Edge;
use crate::config::Hall;

/// Why the edge gave no results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// Not reached, or not now; what came of the body is not known, and it may be sent again.
    Away,
    /// The edge refuses such bodies of this hall, which an administrator has to mend: the code
    /// for the log.
    Refused(String),
}

impl Edge {
    /// Sends a body in the spelling of `profile`; one result for each of its `records`.
    ///
    /// # Errors
    /// [`NotTaken`].
    pub async fn import(
        &self,
        hall: &Hall,
        profile: &str,
        content_type: &str,
        body: Vec<u8>,
        records: usize,
        lang: Lang,
    ) -> Result<ImportResults, NotTaken> {
        let sent = self
            .client
            .post(format!("{}/v1/import/{profile}?results=records", self.base))
            .bearer_auth(&hall.api_key)
            .header("content-type", content_type)
            .header("accept-language", lang.tag())
            .body(body)
            .send()
            .await
            .map_err(|_| NotTaken::Away)?;
        let good = sent.status().is_success();
        let answer = sent.bytes().await.map_err(|_| NotTaken::Away)?;
        if !good {
            return Err(refused(&answer));
        }
        // An answer that is cut off, or about other records: what was stored is not known.
        serde_json::from_slice::<ImportResults>(&answer)
            .ok()
            .filter(|results| results.results.len() == records)
            .ok_or(NotTaken::Away)
    }
}

fn refused(answer: &[u8]) -> NotTaken {
    use contract::problem::Code::{Internal, TooManyRequests, Unavailable};
    match serde_json::from_slice::<Problem>(answer) {
        Ok(problem) if !matches!(problem.code, Internal | TooManyRequests | Unavailable) => {
            NotTaken::Refused(problem.code.as_str().to_owned())
        }
        _ => NotTaken::Away,
    }
}

#[cfg(test)]
mod tests {
    use super::{NotTaken, Problem, refused};
    use contract::lang::Lang;
    use contract::problem::Code;

    #[test]
    fn only_what_an_administrator_must_mend_is_refused() {
        let answer = |code: Code| {
            let problem = Problem::new(code, Lang::En);
            refused(&serde_json::to_vec(&problem).unwrap())
        };
        assert_eq!(answer(Code::Unavailable), NotTaken::Away);
        assert_eq!(answer(Code::TooManyRequests), NotTaken::Away);
        let refusal = NotTaken::Refused("unauthorized".to_owned());
        assert_eq!(answer(Code::Unauthorized), refusal);
        assert_eq!(refused(b"<html>bad gateway</html>"), NotTaken::Away);
    }
}
