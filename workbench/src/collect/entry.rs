//! One opinion is entered: `GET` and `POST /collect`.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use contract::api::imports::ImportStatus;
use contract::catalogue::View as Catalogue;
use contract::problem::Code;
use contract::receipt::Receipt;
use contract::recorded::Collection;
use haochaping_edge::profile::{self, RecordCode, Target};

use super::opinion::{Typed, Wrong};
use super::profiles::{Profiles, collector};
use super::reasons;
use super::same;
use super::texts::{Texts, texts};
use crate::account::Role;
use crate::app::App;
use crate::audit::{self, Action};
use crate::edge::NotTaken;
use crate::page::{self, Failure, View, Visit, see_other};
use crate::session::{Posted, Signed};

#[derive(Template)]
#[template(path = "collect/entry.html")]
struct Entry {
    v: View,
    t: &'static Texts,
    catalogue: Catalogue,
    typed: Typed,
    wrong: Vec<Wrong>,
    said: Option<Said>,
    today: String,
}

/// What became of the opinion before this one, or of this one.
struct Said {
    kind: &'static str,
    text: &'static str,
    receipt: Option<Receipt>,
}

impl Said {
    const fn error(text: &'static str) -> Self {
        Self {
            kind: "error",
            text,
            receipt: None,
        }
    }
}

impl Entry {
    /// What is wrong at a field, by the name of its input.
    fn wrong(&self, field: &str) -> Option<&'static str> {
        let at = |it: &&Wrong| input(it.target) == field;
        let wrong = self.wrong.iter().find(at)?;
        let chosen = matches!(wrong.target, Target::Collection | Target::Level);
        if chosen && wrong.code == RecordCode::FieldMissing {
            return Some(self.t.choose);
        }
        Some(reasons::record(wrong.code.as_str(), self.v.lang))
    }

    fn collections(&self) -> [(&'static str, &'static str); 3] {
        Collection::ALL.map(|it| (it.code(), it.label(self.v.lang)))
    }
}

/// The input of the form where this is typed.
const fn input(target: Target) -> &'static str {
    match target {
        Target::Collection => "collection",
        Target::RatedAt => "day",
        Target::Level => "level",
        Target::Indicators => "indicator",
        Target::Comment => "comment",
        Target::AgencyName => "agency",
        Target::ItemName => "item",
        _ => "number",
    }
}

/// `GET /collect?collection=…&day=…`: an empty form, with where and when of the one before.
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    visit: Visit,
) -> Result<Response, Failure> {
    signed.require(Role::Collector)?;
    let profiles = app.profiles()?;
    let value = |name: &str| visit.value(name).unwrap_or_default().to_owned();
    let typed = Typed {
        number: number()?,
        collection: value("collection"),
        day: value("day"),
        ..Typed::default()
    };
    let t = texts(visit.lang);
    let receipt = visit
        .value("receipt")
        .and_then(|it| Receipt::parse(it).ok());
    let said = receipt.map(|receipt| Said {
        kind: "good",
        text: if visit.value("again").is_some() {
            t.again
        } else {
            t.entered
        },
        receipt: Some(receipt),
    });
    page::html(&blank(profiles, View::signed(visit, &signed), typed, said))
}

/// `POST /collect`. The number that the form brings makes pressing twice one opinion; the same
/// under another number is asked about first.
pub async fn submit(
    State(app): State<App>,
    visit: Visit,
    Posted { signed, mut form }: Posted<Typed>,
) -> Result<Response, Failure> {
    signed.require(Role::Collector)?;
    let profiles = app.profiles()?;
    let collector = collector(&signed)?;
    let surroundings = profiles.surroundings(&signed.hall.area_code, &collector);
    let v = View::signed(visit, &signed);
    let canonical = match form.read(&profiles.record, &surroundings) {
        Ok(canonical) => canonical,
        Err(wrong) => {
            let mut entry = blank(profiles, v, form, None);
            entry.wrong = wrong;
            return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &entry);
        }
    };
    let mark = same::mark(&app, profiles, &surroundings, &form)?;
    if !form.is_another() {
        let client = app.pool.get().await?;
        if same::entered(&client, &signed, &form.number, &mark).await? {
            form.another = Some(String::new());
            let said = Said::error(texts(v.lang).same);
            let asked = blank(profiles, v, form, Some(said));
            return page::html_with(StatusCode::CONFLICT, &asked);
        }
    }
    let body = profile::write(
        &profiles.record,
        profiles.named(),
        &[canonical],
        surroundings.now,
    )
    .map_err(|_| Failure::Broken)?;

    let sent = app
        .edge
        .import(
            &signed.hall,
            profiles.record.name(),
            &profiles.record.content_type(),
            body,
            1,
            v.lang,
        )
        .await;
    let result = sent.map(|results| results.results.into_iter().next());
    let t = texts(v.lang);
    let (status, text) = match result {
        Ok(Some(result)) => match (result.status, result.receipt, result.refusal) {
            (ImportStatus::Accepted | ImportStatus::Duplicate, Some(receipt), _) => {
                // In the trail if it is stored, and only then. No connection waits for the edge;
                // whoever is told that the centre is away presses again, which is a duplicate.
                let client = app.pool.get().await?;
                let target = same::target(&form, &mark);
                let (who, action) = (&signed.account, Action::CollectEnter);
                audit::write(&client, who, action, "opinion", &target).await?;
                let again = matches!(result.status, ImportStatus::Duplicate);
                return Ok(see_other(&next(&form, &receipt, again)));
            }
            // Its answer was lost, and what was typed is corrected since.
            (ImportStatus::Refused, _, Some(refusal))
                if refusal.code == Code::AlreadyEvaluated.as_str() =>
            {
                (StatusCode::CONFLICT, t.earlier)
            }
            (ImportStatus::Refused, _, Some(refusal)) => {
                (StatusCode::CONFLICT, reasons::record(&refusal.code, v.lang))
            }
            _ => (StatusCode::SERVICE_UNAVAILABLE, t.away),
        },
        Ok(None) | Err(NotTaken::Away) => (StatusCode::SERVICE_UNAVAILABLE, t.away),
        Err(NotTaken::Refused(code)) => {
            crate::log::trouble("the edge refuses collected opinions", &code);
            (StatusCode::BAD_GATEWAY, t.refused)
        }
    };
    page::html_with(status, &blank(profiles, v, form, Some(Said::error(text))))
}

fn blank(profiles: &Profiles, v: View, typed: Typed, said: Option<Said>) -> Entry {
    let now = jiff::Timestamp::now() + jiff::Span::new().hours(8);
    Entry {
        t: texts(v.lang),
        catalogue: profiles.catalogue.view(v.lang),
        typed,
        wrong: Vec::new(),
        said,
        // In China, where the day begins eight hours before.
        today: now.strftime("%Y-%m-%d").to_string(),
        v,
    }
}

/// The form for the next opinion of the same box or meeting.
fn next(typed: &Typed, receipt: &Receipt, again: bool) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("collection", &typed.collection);
    query.append_pair("day", &typed.day);
    query.append_pair("receipt", receipt.as_str());
    if again {
        query.append_pair("again", "1");
    }
    format!("/collect?{}", query.finish())
}

/// A number for an opinion that has none of its own: eighty random bits, as letters.
fn number() -> Result<String, Failure> {
    let mut bits = [0_u8; 10];
    getrandom::fill(&mut bits).map_err(|_| Failure::Broken)?;
    Ok(profile::letters(&bits))
}

#[cfg(test)]
mod tests {
    use contract::redaction::redact;

    #[test]
    fn no_form_is_given_a_number_that_is_refused() {
        for _ in 0..5_000 {
            let number = super::number().unwrap();
            assert_eq!(number.len(), 20);
            assert!(redact(&number).found.is_empty(), "{number}");
        }
    }
}
