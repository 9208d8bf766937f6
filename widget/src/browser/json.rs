//! Answers of the edge, read by the browser's own JSON.
//!
//! What is not what it should be is `None`, never half of it.

use crate::form::{Acceptance, Invitation, InvitationState, Matter, Refusal};
use contract::catalogue::{IndicatorView, LevelView, View};
use contract::level::Level;
use contract::round::Round;
use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::JsValue;

/// A JSON value.
pub struct Json(JsValue);

impl Json {
    /// Reads a text.
    pub fn read(text: &str) -> Option<Self> {
        JSON::parse(text).ok().map(Self)
    }

    /// A member; `undefined` when there is none.
    fn get(&self, name: &str) -> Self {
        Self(Reflect::get(&self.0, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED))
    }

    /// A member that is a text.
    pub fn text(&self, name: &str) -> Option<String> {
        self.get(name).0.as_string()
    }

    fn number(&self, name: &str) -> Option<u8> {
        let number = self.get(name).0.as_f64()?;
        // Saturates; what is not whole is no number of the contract either.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked below"
        )]
        let small = number as u8;
        (f64::from(small) == number).then_some(small)
    }

    fn truth(&self, name: &str) -> bool {
        self.get(name).0.is_truthy()
    }

    fn items(&self, name: &str) -> Vec<Self> {
        let list = self.get(name).0;
        if Array::is_array(&list) {
            Array::from(&list).iter().map(Self).collect()
        } else {
            Vec::new()
        }
    }

    /// `GET /v1/form`.
    pub fn invitation(&self) -> Option<Invitation> {
        let (matter, catalogue) = (self.get("matter"), self.get("catalogue"));
        Some(Invitation {
            state: match self.text("state")?.as_str() {
                "open" => InvitationState::Open,
                "already_evaluated" => InvitationState::AlreadyEvaluated,
                "expired" => InvitationState::Expired,
                _ => return None,
            },
            matter: Matter {
                item: matter.text("itemName")?,
                agency: matter.text("agencyName")?,
                step: matter.text("stepLabel")?,
                time: matter.text("serviceTime")?,
            },
            round: Round::try_from(self.number("round")?).ok()?,
            catalogue: View {
                version: catalogue.text("version")?,
                levels: catalogue
                    .items("levels")
                    .iter()
                    .filter_map(Self::level)
                    .collect(),
            },
            additional: self.get("rules").truth("additional"),
            evaluated_at: self.text("evaluatedAt"),
        })
    }

    fn level(&self) -> Option<LevelView> {
        Some(LevelView {
            level: Level::try_from(self.number("level")?).ok()?,
            label: self.text("label")?,
            indicators: self
                .items("indicators")
                .iter()
                .filter_map(Self::indicator)
                .collect(),
        })
    }

    fn indicator(&self) -> Option<IndicatorView> {
        Some(IndicatorView {
            code: self.text("code")?,
            text: self.text("text")?,
            first: self.truth("first"),
        })
    }

    /// The answer to an evaluation.
    pub fn acceptance(&self) -> Option<Acceptance> {
        Some(Acceptance {
            receipt: self.text("receipt")?,
            receipt_url: self.text("receiptUrl")?,
            negative: self.truth("negative"),
            within_days: self.number("rectifyWorkingDays"),
        })
    }

    /// A refusal.
    pub fn refusal(&self) -> Option<Refusal> {
        let broken = self.items("violations");
        Some(Refusal {
            code: self.text("code")?,
            title: self.text("title")?,
            broken: broken
                .iter()
                .filter_map(|at| Some((at.text("pointer")?, at.text("text")?)))
                .collect(),
            evaluated_at: self.text("evaluatedAt"),
        })
    }

    /// What was filled in, from the body of an evaluation: level, reasons and comment
    /// as the controls of the sheet would say them.
    pub fn said(&self) -> Vec<(&'static str, String)> {
        let level = self
            .number("level")
            .map(|level| ("level", level.to_string()));
        let reasons = self
            .items("indicators")
            .into_iter()
            .filter_map(|item| item.0.as_string());
        let comment = self.text("comment").map(|comment| ("comment", comment));
        level
            .into_iter()
            .chain(reasons.map(|code| ("indicator", code)))
            .chain(comment)
            .collect()
    }
}
