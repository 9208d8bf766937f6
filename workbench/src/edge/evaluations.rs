//! `GET /v1/form` and `POST /v1/evaluations` of the edge, as a hall's backend asks them.

use contract::api::evaluations::{Accepted, EvaluationRequest};
use contract::api::form::Form;
use contract::lang::Lang;
use contract::problem::{BrokenRule, Code, Problem};
use reqwest::Response;
use serde::de::DeserializeOwned;

use super::Edge;

/// What the edge said no with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The step was rated before with other content; nothing was stored.
    AlreadyEvaluated,
    /// The time for rating has passed.
    Expired,
    /// Rules are broken; in the asked language.
    Broken(Vec<BrokenRule>),
    /// Not reached, or not now: nothing is known to be stored, ask again.
    Away,
    /// Something that an operator cannot mend: the code for the log.
    Code(Code),
}

impl Edge {
    /// What the form of a ticket shows, and whether it can still be rated.
    ///
    /// # Errors
    /// [`Refused`].
    pub async fn form(&self, ticket: &str, lang: Lang) -> Result<Form, Refused> {
        let url = format!("{}/v1/form", self.base);
        let request = self
            .client
            .get(url)
            .query(&[("ticket", ticket), ("lang", lang.tag())]);
        answer(request.send().await).await
    }

    /// Brings an evaluation. The same again gets the same receipt.
    ///
    /// # Errors
    /// [`Refused`].
    pub async fn rate(
        &self,
        evaluation: &EvaluationRequest,
        lang: Lang,
    ) -> Result<Accepted, Refused> {
        let request = self
            .client
            .post(format!("{}/v1/evaluations", self.base))
            .header("accept-language", lang.tag())
            .json(evaluation);
        answer(request.send().await).await
    }
}

async fn answer<T: DeserializeOwned>(sent: reqwest::Result<Response>) -> Result<T, Refused> {
    let response = sent.map_err(|_| Refused::Away)?;
    let good = response.status().is_success();
    let body = response.bytes().await.map_err(|_| Refused::Away)?;
    if good {
        // An answer that is cut off or not ours: whether it was stored is not known.
        return serde_json::from_slice(&body).map_err(|_| Refused::Away);
    }
    match serde_json::from_slice::<Problem>(&body) {
        Ok(problem) => Err(told(problem)),
        Err(_) => Err(Refused::Away),
    }
}

fn told(problem: Problem) -> Refused {
    match problem.code {
        Code::AlreadyEvaluated => Refused::AlreadyEvaluated,
        Code::TicketExpired => Refused::Expired,
        Code::RuleBroken => Refused::Broken(problem.violations),
        Code::Unavailable | Code::TooManyRequests | Code::Internal => Refused::Away,
        code => Refused::Code(code),
    }
}
