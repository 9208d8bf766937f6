//! The named examples of the parts (`src/parts/*/examples.json`), as sheets.

use contract::api::evaluations::{Accepted, EvaluationRequest};
use contract::api::form::{Form, FormState};
use contract::identity::{Consent, Identity};
use contract::lang::Lang;
use contract::level::Level;
use contract::problem::{BrokenRule, Code, Problem};
use haochaping_widget::form::{Kept, Outcome, Settings, Theme};
use haochaping_widget::page::Page;
use serde::Deserialize;

/// One example of a part.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Example {
    /// Its name within the part.
    pub name: String,
    /// What it shows.
    pub about: String,
    #[serde(default)]
    round: Option<u8>,
    /// What the controls say, by name.
    #[serde(default)]
    fill: Vec<(String, String)>,
    /// A control, a text and how often it stands there.
    #[serde(default)]
    repeat: Option<(String, String, usize)>,
    #[serde(default)]
    submit: bool,
    #[serde(default)]
    accepted: bool,
    #[serde(default)]
    refused: Option<Code>,
    #[serde(default)]
    refused_form: Option<Code>,
    #[serde(default)]
    outcome: Option<String>,
    #[serde(default)]
    larger: u8,
    #[serde(default)]
    theme: String,
}

/// All examples with the name of their part.
pub fn all() -> Vec<(&'static str, Example)> {
    let files = [
        (
            "matter",
            include_str!("../../src/parts/matter/examples.json"),
        ),
        (
            "levels",
            include_str!("../../src/parts/levels/examples.json"),
        ),
        (
            "reasons",
            include_str!("../../src/parts/reasons/examples.json"),
        ),
        (
            "comment",
            include_str!("../../src/parts/comment/examples.json"),
        ),
        (
            "contact",
            include_str!("../../src/parts/contact/examples.json"),
        ),
        (
            "errors",
            include_str!("../../src/parts/errors/examples.json"),
        ),
        (
            "submit",
            include_str!("../../src/parts/submit/examples.json"),
        ),
        (
            "outcome",
            include_str!("../../src/parts/outcome/examples.json"),
        ),
        (
            "settings",
            include_str!("../../src/parts/settings/examples.json"),
        ),
    ];
    files
        .into_iter()
        .flat_map(|(part, json)| {
            let examples: Vec<Example> =
                serde_json::from_str(json).unwrap_or_else(|e| panic!("{part}: {e}"));
            examples.into_iter().map(move |example| (part, example))
        })
        .collect()
}

impl Example {
    /// The sheet in a language and mode.
    pub fn sheet(&self, lang: Lang, elder: bool) -> String {
        let theme = Theme::from_name(&self.theme);
        let page = Page {
            settings: Settings {
                lang,
                elder,
                theme,
                larger: self.larger,
                ..Settings::default()
            },
            path: "/r/ticket".into(),
        };
        let form = self.form(lang);
        let posted = self.posted();
        if let Some(code) = self.refused_form {
            return page.no_form(&Problem::new(code, lang));
        }
        if let Some(outcome) = &self.outcome {
            return page.outcome(Some(&form), outcome_named(outcome));
        }
        if self.accepted {
            let negative = posted.level.is_some_and(Level::is_negative);
            return page.submitted(&form, posted.identity.is_some(), &accepted(negative));
        }
        if self.submit {
            let mut problem = Problem::new(Code::RuleBroken, lang);
            problem.violations = broken(&posted, &form, lang);
            assert!(
                !problem.violations.is_empty(),
                "{} breaks no rule",
                self.name
            );
            return page.refused(&form, &posted, &problem);
        }
        match self.refused {
            Some(code) => page.refused(&form, &posted, &Problem::new(code, lang)),
            None => page.filled(&form, &posted),
        }
    }

    fn form(&self, lang: Lang) -> Form {
        let catalogue = contract::catalogue::Catalogue::national()
            .unwrap()
            .view(lang);
        let step = contract::case::StepKind::Conclude;
        let matter = serde_json::json!({
            "itemName": "食品经营许可（新办）", "agencyName": "区市场监督管理局", "step": step.code(),
            "stepLabel": step.label(lang), "serviceTime": "2026-11-20T10:00:00+08:00",
        });
        Form {
            state: FormState::Open,
            matter: serde_json::from_value(matter).unwrap(),
            round: self.round.unwrap_or(1).try_into().unwrap(),
            channel: contract::channel::Channel::Web,
            catalogue,
            rules: contract::api::form::FormRules {
                comment_chars: 500,
                indicators: 8,
                rectify_working_days: 5,
                additional: true,
            },
            evaluated_at: None,
        }
    }

    fn posted(&self) -> EvaluationRequest {
        let all = |name: &str| -> Vec<String> {
            self.fill
                .iter()
                .filter(|(n, _)| n == name)
                .map(|(_, value)| value.clone())
                .collect()
        };
        let one = |name: &str| all(name).pop();
        let repeated = self
            .repeat
            .as_ref()
            .map(|(_, text, times)| text.repeat(*times));
        EvaluationRequest {
            ticket: "ticket".into(),
            level: one("level").and_then(|n| Level::try_from(n.parse::<u8>().ok()?).ok()),
            indicators: all("indicator"),
            comment: one("comment").or(repeated).unwrap_or_default(),
            catalogue: None,
            identity: one("phone").map(|phone| Identity {
                name: one("name").unwrap_or_default(),
                phone,
                ..Identity::default()
            }),
            consent: Consent::default(),
            lang: None,
        }
    }
}

fn broken(posted: &EvaluationRequest, form: &Form, lang: Lang) -> Vec<BrokenRule> {
    let draft = contract::evaluation::Draft {
        level: posted.level,
        indicators: &posted.indicators,
        comment: &posted.comment,
        identity: posted.identity.as_ref(),
        consent: posted.consent,
    };
    contract::evaluation::check(&draft, &form.catalogue)
        .into_iter()
        .map(|violation| BrokenRule::new(violation, lang))
        .collect()
}

fn accepted(negative: bool) -> Accepted {
    let days = if negative {
        ",\"rectifyWorkingDays\":5"
    } else {
        ""
    };
    serde_json::from_str(&format!(
        r#"{{"receipt":"0123-4567-89AB-CDEF-GHJK","receiptUrl":"/v1/receipts/0123-4567-89AB-CDEF-GHJK","acceptedAt":"2026-11-22T10:00:00+08:00","negative":{negative}{days}}}"#
    ))
    .unwrap()
}

fn outcome_named(name: &str) -> Outcome {
    match name {
        "queued" => Outcome::Queued(Kept::Device),
        "queued-for-privacy" => Outcome::Queued(Kept::PageForPrivacy),
        "queued-page" => Outcome::Queued(Kept::Page),
        "already-evaluated" => Outcome::Already(Some("2026-11-21T09:00:00+08:00".into())),
        "expired" => Outcome::Expired,
        other => panic!("no outcome is called {other}"),
    }
}
