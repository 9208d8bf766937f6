//! Everything on the sheet as data, and the changes it can undergo.

use super::check::{Fault, anchor, faults, field_of_pointer};
use super::{
    Acceptance, Draft, Invitation, InvitationState, Matter, Outcome, Refusal, Settings, Submitted,
};
use contract::api::evaluations::EvaluationRequest;
use contract::catalogue::View;
use contract::evaluation::{Field, chars};
use contract::lang::Lang;
use contract::limits::COMMENT_CHARS;
use contract::round::Round;

/// Where the sheet stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// To be filled in.
    Open,
    /// Being submitted; nothing can be submitted again.
    Sending,
    /// Done, or not possible.
    Closed(Outcome),
}

/// What a change asks of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redraw {
    /// Bound attributes and words follow by themselves.
    Bound,
    /// The structure is another: draw anew.
    Scene,
}

/// Everything on the sheet.
#[derive(Clone)]
pub struct State {
    /// How it is shown.
    pub settings: Settings,
    /// Where it stands.
    pub phase: Phase,
    /// What is rated; `None` until the edge has said so.
    pub matter: Option<Matter>,
    /// Whether the edge could not be asked what is rated.
    pub unreached: bool,
    /// The first or the additional evaluation.
    pub round: Round,
    /// Whether one more evaluation may follow the first.
    pub additional: bool,
    /// The reasons; without any until the edge has answered.
    pub catalogue: View,
    /// What has been filled in.
    pub draft: Draft,
    /// What is wrong with it, since the last attempt to submit.
    pub faults: Vec<Fault>,
    /// Whether a number was hidden in the comment.
    pub hidden: bool,
    /// What the counter says aloud; changes seldom.
    pub count_said: String,
}

/// From how many characters before the limit the counter is shown.
const COUNT_NEAR: usize = 50;

impl State {
    /// An empty sheet.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            phase: Phase::Open,
            matter: None,
            unreached: false,
            round: Round::First,
            additional: false,
            catalogue: View::bare(settings.lang),
            draft: Draft::default(),
            faults: Vec::new(),
            hidden: false,
            count_said: String::new(),
        }
    }

    /// Takes what the edge says of the ticket.
    pub fn load(&mut self, invitation: Invitation) -> Redraw {
        self.unreached = false;
        self.matter = Some(invitation.matter);
        self.round = invitation.round;
        self.additional = invitation.additional && invitation.round == Round::First;
        self.catalogue = invitation.catalogue;
        if self.phase == Phase::Open {
            match invitation.state {
                InvitationState::Open => {}
                InvitationState::AlreadyEvaluated => {
                    self.phase = Phase::Closed(Outcome::Already(invitation.evaluated_at));
                }
                InvitationState::Expired => self.phase = Phase::Closed(Outcome::Expired),
            }
        }
        Redraw::Scene
    }

    /// Whether something is filled in on a form that is not closed.
    #[must_use]
    pub fn is_begun(&self) -> bool {
        !matches!(self.phase, Phase::Closed(_)) && self.draft != Draft::default()
    }

    /// The edge could not be asked: level, comment and contact can be filled in all the
    /// same.
    pub fn without_form(&mut self) -> Redraw {
        if self.matter.is_some() {
            return Redraw::Bound;
        }
        self.unreached = true;
        Redraw::Scene
    }

    /// Another language: own words at once, those of the edge when they arrive.
    pub fn speak(&mut self, lang: Lang) -> Redraw {
        self.settings.lang = lang;
        if self.matter.is_none() {
            self.catalogue = View::bare(lang);
        }
        if !self.faults.is_empty() && self.faults.iter().all(|fault| fault.field.is_some()) {
            self.faults = faults(&self.draft, &self.catalogue, lang);
        }
        Redraw::Scene
    }

    /// Takes what one control says.
    pub fn fill(&mut self, name: &str, value: &str, checked: bool) {
        if !self.draft.set(name, value, checked) {
            return;
        }
        let mended = |field: Option<Field>| match name {
            "level" => field == Some(Field::Level),
            "indicator" => matches!(field, Some(Field::Indicators | Field::Indicator(_))),
            "comment" => matches!(field, Some(Field::Comment | Field::Indicators)),
            "name" => field == Some(Field::Name),
            "phone" => field == Some(Field::Phone),
            "consentContact" => field == Some(Field::ConsentContact),
            _ => false,
        };
        // A fault that is being mended goes when the rule holds; no new one is raised
        // while typing.
        if self.faults.iter().any(|fault| mended(fault.field)) {
            let still = faults(&self.draft, &self.catalogue, self.settings.lang);
            self.faults.retain(|fault| {
                !mended(fault.field) || still.iter().any(|other| other.field == fault.field)
            });
        }
    }

    /// Hides numbers of persons in the comment once a pause or a change of field shows
    /// that they are complete. Answers whether the text is another now.
    pub fn settle(&mut self) -> bool {
        let found = !self.draft.redact().is_empty();
        self.hidden |= found;
        self.count_said = self.count();
        found
    }

    /// What the counter shows: nothing, until the limit is near.
    #[must_use]
    pub fn count(&self) -> String {
        let used = chars(&self.draft.comment);
        if used + COUNT_NEAR < COMMENT_CHARS {
            return String::new();
        }
        super::words(self.settings.lang)
            .comment
            .count(used, COMMENT_CHARS)
    }

    /// Checks before submitting: the faults are on the sheet afterwards. Answers
    /// whether there are none.
    pub fn check(&mut self) -> bool {
        self.settle();
        self.faults = faults(&self.draft, &self.catalogue, self.settings.lang);
        self.faults.is_empty()
    }

    /// The evaluation as it is sent.
    #[must_use]
    pub fn request(&self, ticket: &str) -> EvaluationRequest {
        EvaluationRequest {
            ticket: ticket.to_owned(),
            level: self.draft.level,
            indicators: self.draft.reasons(),
            comment: self.draft.clean_comment(),
            catalogue: Some(self.catalogue.version.clone()).filter(|version| !version.is_empty()),
            identity: self.draft.identity(),
            consent: self.draft.consent(),
            lang: Some(self.settings.lang),
        }
    }

    /// The edge has stored it.
    pub fn accept(&mut self, accepted: Acceptance) -> Redraw {
        self.close(Outcome::Submitted(Submitted {
            receipt: accepted.receipt,
            url: accepted.receipt_url,
            within_days: accepted.within_days.filter(|_| accepted.negative),
            contact: self.draft.named,
        }))
    }

    /// Nothing more can be filled in.
    pub fn close(&mut self, outcome: Outcome) -> Redraw {
        self.phase = Phase::Closed(outcome);
        self.faults.clear();
        Redraw::Scene
    }

    /// The edge refused for good. What was filled in stays on the sheet, unless it was
    /// rated already.
    pub fn refuse(&mut self, refusal: Refusal) -> Redraw {
        if refusal.code == "already_evaluated" {
            return self.close(Outcome::Already(refusal.evaluated_at));
        }
        self.phase = Phase::Open;
        self.faults = refusal
            .broken
            .into_iter()
            .map(|(pointer, text)| Fault {
                field: field_of_pointer(&pointer),
                text,
            })
            .collect();
        if self.faults.is_empty() {
            self.faults.push(Fault::general(&refusal.title));
        }
        Redraw::Scene
    }

    /// The edge does not show the form.
    pub fn refuse_form(&mut self, refusal: Refusal) -> Redraw {
        let outcome = match refusal.code.as_str() {
            "already_evaluated" => Outcome::Already(refusal.evaluated_at),
            "ticket_expired" => Outcome::Expired,
            "ticket_invalid" => Outcome::NotValid { yet: false },
            "ticket_not_yet_valid" => Outcome::NotValid { yet: true },
            "origin_not_allowed" => Outcome::NotAllowed,
            _ => Outcome::Unavailable,
        };
        self.close(outcome)
    }

    /// The text of the fault at a field, if there is one.
    #[must_use]
    pub fn fault_at(&self, field: Field) -> Option<&str> {
        let same = |other: Field| {
            other == field || matches!((other, field), (Field::Indicator(_), Field::Indicators))
        };
        self.faults
            .iter()
            .find(|fault| fault.field.is_some_and(same))
            .map(|fault| fault.text.as_str())
    }

    /// The id of the control that a fault is put right with.
    #[must_use]
    pub fn anchor(&self, fault: &Fault) -> String {
        anchor(fault.field, &self.draft, &self.catalogue)
    }
}

#[cfg(test)]
mod tests;
