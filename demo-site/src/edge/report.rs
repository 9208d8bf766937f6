//! Reports to the edge what took place, so that it can be rated: every step once,
//! again after any failure. The edge knows a repeat and takes no harm from it.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use contract::api::events::{CaseStatus, EventResults, EventStatus, ServiceEvent};
use contract::channel::Channel;
use contract::round::Round;

use crate::app::App;
use crate::hall::{Case, Step, beijing};

/// The edge takes at most this many at once.
const BATCH: usize = 500;
/// Pause after the first failure; doubled up to [`LONGEST`].
const PAUSE: Duration = Duration::from_millis(500);
const LONGEST: Duration = Duration::from_secs(30);
/// Answers that the developer page shows.
const SHOWN: usize = 100;

/// What the edge answered to one reported step.
#[derive(Clone)]
pub struct Told {
    /// Case number.
    pub case: String,
    /// Step number.
    pub step: u8,
    /// `accepted`, `repeated`, `refused` or `retry`, and why.
    pub status: String,
    /// The rating page with the ticket that the edge issued.
    pub page: Option<String>,
}

/// Reports as long as the hall runs: all steps at start, then what is new.
pub async fn keep_reporting(app: Arc<App>) {
    let mut done = HashSet::new();
    let mut pause = PAUSE;
    loop {
        match report(&app, &mut done).await {
            Ok(0) => {
                pause = PAUSE;
                app.changed.notified().await;
            }
            Ok(_) => pause = PAUSE,
            Err(cause) => {
                eprintln!("demo-site: service events not reported, trying again: {cause}");
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(LONGEST);
            }
        }
    }
}

/// Sends one batch of steps that are not done; how many there were.
async fn report(app: &App, done: &mut HashSet<(String, u8)>) -> Result<usize, String> {
    let cases = app.cases.read().await.clone();
    let events: Vec<ServiceEvent> = cases
        .iter()
        .flat_map(|case| case.steps.iter().map(move |step| (case, step)))
        .filter(|(case, step)| !done.contains(&(case.no.clone(), step.no.value())))
        .take(BATCH)
        .map(|(case, step)| event(app, case, step))
        .collect::<Result<_, _>>()?;
    if events.is_empty() {
        return Ok(0);
    }
    let answer = app
        .client
        .post(format!("{}/v1/service-events", app.settings.edge))
        .bearer_auth(&app.settings.key)
        .json(&serde_json::json!({ "events": events }))
        .send()
        .await
        .map_err(|error| error.to_string())?;
    let status = answer.status();
    if !status.is_success() {
        return Err(format!(
            "{status} {}",
            answer.text().await.unwrap_or_default()
        ));
    }
    let answer: EventResults = answer.json().await.map_err(|error| error.to_string())?;
    let mut told = app.told.write().await;
    let mut later = 0;
    for result in answer.results {
        let Some(event) = events.get(result.index) else {
            continue;
        };
        let (case, step) = (event.case_no.to_string(), event.step_no.value());
        let why = result
            .problem
            .map(|problem| format!(": {}", problem.title))
            .unwrap_or_default();
        let word = match result.status {
            EventStatus::Accepted => "accepted",
            EventStatus::Repeated => "repeated",
            EventStatus::Refused => "refused",
            EventStatus::Retry => "retry",
        };
        if result.status == EventStatus::Retry {
            later += 1;
        } else {
            done.insert((case.clone(), step));
        }
        told.retain(|known| (known.case.as_str(), known.step) != (case.as_str(), step));
        told.push(Told {
            case,
            step,
            status: format!("{word}{why}"),
            page: result.page,
        });
    }
    let old = told.len().saturating_sub(SHOWN);
    told.drain(..old);
    if later > 0 {
        return Err(format!(
            "{later} of {} steps to be sent again",
            events.len()
        ));
    }
    Ok(events.len())
}

fn event(app: &App, case: &Case, step: &Step) -> Result<ServiceEvent, String> {
    let item = app.book.item(&case.item).ok_or("unknown service item")?;
    let agency = app.book.agency(item).ok_or("unknown agency")?;
    Ok(ServiceEvent {
        case_no: case
            .no
            .parse()
            .map_err(|error| format!("case number {error}"))?,
        step_no: step.no,
        step: step.kind,
        item_code: item.code.clone(),
        item_name: item.name.zh.clone(),
        item_kind: item.kind,
        area_code: Some(app.book.hall.area_code.clone()),
        agency_code: agency.code.clone(),
        agency_name: agency.name.zh.clone(),
        case_status: CaseStatus::try_from(step.status).map_err(|error| error.to_string())?,
        service_time: beijing(step.at).strftime("%FT%H:%M:%S+08:00").to_string(),
        applicant_kind: item.applicant,
        channel: Channel::Web,
        round: Round::First,
        desk: None,
    })
}
