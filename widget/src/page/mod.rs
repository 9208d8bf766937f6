//! The sheet as plain HTML, for the hosted page: the same parts as in the browser,
//! complete without any script.
//!
//! Each function answers the `<div class="hcp …">` that a page puts into its body; the
//! page links [`crate::STYLE`] and needs nothing else. Radios show the reasons of
//! their level, the switch opens the contact and “more” opens by style and native
//! elements alone; the form posts the names of the API (`level`, `indicator` repeated,
//! `comment`, `named`, `name`, `phone`, `consentContact`, `consentPublish`).

mod link;
mod point;
mod print;
mod receipt;
mod text;

use crate::form::{Draft, Form, Outcome, Redraw, Settings, State};
use crate::parts::Plain;
use contract::api::evaluations::{Accepted, EvaluationRequest};
use contract::api::form::Form as FormAnswer;
use contract::api::receipts::ReceiptState;
use contract::lang::Lang;
use contract::problem::Problem;
pub use point::{Choice, Fault, Notice};
use print::print;

/// A page: how it is shown and where it is.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Language, elder mode, colours and text size. The links on the sheet ask for
    /// others with `?lang=zh|en`, `&elder=1`, `&text=1…3` and `&theme=light|dark`.
    pub settings: Settings,
    /// Path of the page without query: `/r/{ticket}`. It is posted to, too, with the
    /// same settings.
    pub path: String,
}

impl Page {
    /// The form, empty, or closed when the step was rated or the ticket has expired.
    #[must_use]
    pub fn form(&self, form: &FormAnswer) -> String {
        self.show(Some(form), |_| Redraw::Scene)
    }

    /// The form with something filled in already, say the level that was chosen before
    /// the page was opened.
    #[must_use]
    pub fn filled(&self, form: &FormAnswer, posted: &EvaluationRequest) -> String {
        self.show(Some(form), |state| {
            state.draft = Draft::from(posted);
            Redraw::Scene
        })
    }

    /// The form again after a refusal, with what was filled in and what is wrong with
    /// it; a refusal that nothing can be done about closes it.
    #[must_use]
    pub fn refused(
        &self,
        form: &FormAnswer,
        posted: &EvaluationRequest,
        problem: &Problem,
    ) -> String {
        self.show(Some(form), |state| {
            state.draft = Draft::from(posted);
            state.refuse(problem.into())
        })
    }

    /// The receipt.
    #[must_use]
    pub fn submitted(&self, form: &FormAnswer, named: bool, accepted: &Accepted) -> String {
        self.show(Some(form), |state| {
            state.draft.named = named;
            state.accept(accepted.into())
        })
    }

    /// Why there is no form: the ticket is not valid, has expired, …
    #[must_use]
    pub fn no_form(&self, problem: &Problem) -> String {
        self.show(None, |state| state.refuse_form(problem.into()))
    }

    /// An outcome by itself.
    #[must_use]
    pub fn outcome(&self, form: Option<&FormAnswer>, outcome: Outcome) -> String {
        self.show(form, |state| state.close(outcome))
    }

    /// The state of an evaluation, for whoever holds its receipt.
    #[must_use]
    pub fn receipt(&self, receipt: &ReceiptState) -> String {
        print(|| receipt::view(self.settings, &self.path, receipt))
    }

    /// That there is no evaluation with such a receipt.
    #[must_use]
    pub fn no_receipt(&self) -> String {
        print(|| receipt::unknown(self.settings, &self.path))
    }

    /// Asks for the number of a receipt; again, where what was `typed` is none.
    #[must_use]
    pub fn look_up(&self, typed: Option<&str>) -> String {
        print(|| receipt::look_up(self.settings, &self.path, typed))
    }

    fn show(&self, form: Option<&FormAnswer>, change: impl FnOnce(&mut State) -> Redraw) -> String {
        let mut state = State::new(self.settings);
        if let Some(form) = form {
            state.load(form.into());
        }
        change(&mut state);
        let plain = Plain {
            action: crate::parts::settings::address(&self.path, self.settings),
            page: self.path.clone(),
        };
        print(|| crate::parts::sheet(Form::new(state), Some(plain)))
    }
}

/// The title of the page.
#[must_use]
pub fn title(lang: Lang) -> &'static str {
    text::words(lang).title
}

#[cfg(test)]
mod tests;
