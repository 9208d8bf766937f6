//! A case and its steps in the words of one visitor.

use contract::round::Round;
use futures_util::future::join_all;

use crate::app::App;
use crate::edge::{Standing, standing};
use crate::hall::{Case, Step, beijing};
use crate::visit::Visit;

/// A step as it is shown.
pub struct ShownStep {
    /// Its number.
    pub no: u8,
    /// What was done.
    pub label: &'static str,
    /// When, for machines.
    pub iso: String,
    /// When, for people.
    pub date: String,
    /// Whether it can be rated.
    pub standing: Standing,
}

impl ShownStep {
    fn of(step: &Step, standing: Standing, v: &Visit) -> Self {
        let at = beijing(step.at);
        Self {
            no: step.no.value(),
            label: step.kind.label(v.lang),
            iso: at.strftime("%FT%H:%M:%S+08:00").to_string(),
            date: at.strftime("%F %H:%M").to_string(),
            standing,
        }
    }

    /// What there is to say about the step; nothing as long as it is simply open.
    pub fn standing_word(&self, v: &Visit) -> Option<&'static str> {
        match self.standing {
            Standing::Open => None,
            Standing::Rated => Some(v.t.rated),
            Standing::RatedTwice => Some(v.t.rated_twice),
            Standing::Expired => Some(v.t.expired),
        }
    }

    /// The query that opens the form for what can be given now, if anything can.
    pub fn open_query(&self) -> Option<String> {
        self.standing.open_round().map(|round| match round {
            Round::First => format!("step={}", self.no),
            Round::Additional => format!("step={}&round=2", self.no),
        })
    }

    /// Whether the first evaluation exists.
    pub fn is_rated(&self) -> bool {
        self.standing != Standing::Open
    }

    /// What the citizen can do, in a word.
    pub fn action(&self, v: &Visit) -> &'static str {
        if self.is_rated() {
            v.t.rate_again
        } else {
            v.t.rate
        }
    }
}

/// A case as it is shown.
pub struct ShownCase {
    /// Its page.
    pub path: String,
    /// Its number.
    pub no: String,
    /// Name of the service item.
    pub name: String,
    /// Name of the agency.
    pub agency: String,
    /// State: 1 to 3, and its word.
    pub status: (u8, &'static str),
    /// The steps that were asked for, oldest first.
    pub steps: Vec<ShownStep>,
}

/// `case` with the named steps, each with its standing at the edge, asked at once.
pub async fn shown(app: &App, v: &Visit, case: &Case, steps: &[Step]) -> Option<ShownCase> {
    let item = app.book.item(&case.item)?;
    let agency = app.book.agency(item)?;
    let standings = join_all(steps.iter().map(|step| standing(app, case, step))).await;
    let status = case.steps.last().map_or(1, |step| step.status);
    let word = match status {
        1 => v.t.pending,
        2 => v.t.accepted,
        _ => v.t.concluded,
    };
    Some(ShownCase {
        path: format!("/cases/{}", case.no),
        no: case.no.clone(),
        name: item.name.of(v.lang).to_owned(),
        agency: agency.name.of(v.lang).to_owned(),
        status: (status, word),
        steps: steps
            .iter()
            .zip(standings)
            .map(|(step, standing)| ShownStep::of(step, standing, v))
            .collect(),
    })
}
