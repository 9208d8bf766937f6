//! The central view: evaluations as they arrive.

use std::collections::HashSet;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use contract::channel::Channel;
use contract::level::Level;
use futures_util::stream;

use super::html;
use crate::app::App;
use crate::central::{Filter, Row};
use crate::visit::{Visit, encode};

/// How often the stream looks for new rows.
const PAUSE: Duration = Duration::from_secs(1);

#[derive(Template)]
#[template(path = "central.html")]
struct CentralPage {
    v: Visit,
    filter: Filter,
    levels: Vec<(String, &'static str)>,
    channels: Vec<(String, &'static str)>,
    events: String,
    /// Nothing matches; not said when nobody knows.
    empty: bool,
    rows: Option<Vec<Row>>,
}

fn filter(v: &Visit) -> Filter {
    let value = |name| v.value(name).unwrap_or_default().trim().to_owned();
    Filter {
        level: value("level"),
        channel: value("channel"),
        case_no: value("case"),
    }
}

/// `GET /central?level=&channel=&case=`: the newest rows, complete without script.
pub async fn show(State(app): State<Arc<App>>, v: Visit) -> Response {
    let filter = filter(&v);
    let rows = app.central.newest(&filter, v.lang).await.ok();
    let query = encode(&[
        ("level", &filter.level),
        ("channel", &filter.channel),
        ("case", &filter.case_no),
    ]);
    html(&CentralPage {
        levels: Level::ALL
            .into_iter()
            .map(|l| (l.value().to_string(), l.label(v.lang)))
            .collect(),
        channels: Channel::ALL
            .into_iter()
            .map(|c| (c.value().to_string(), c.label(v.lang)))
            .collect(),
        events: v.link_with("/central/events", &query),
        empty: rows.as_ref().is_some_and(Vec::is_empty),
        filter,
        rows,
        v,
    })
}

/// What one stream has told so far.
struct Stream {
    app: Arc<App>,
    v: Visit,
    filter: Filter,
    told: HashSet<String>,
    first: bool,
}

/// `GET /central/events`: event `evaluation` for each row not told before, then
/// `live` or `down`. The first round tells every row of the page again, so a row
/// that came in between page and stream is not lost; the page knows its rows by id.
pub async fn events(State(app): State<Arc<App>>, v: Visit) -> Response {
    let state = Stream {
        filter: filter(&v),
        app,
        v,
        told: HashSet::new(),
        first: true,
    };
    let batches = stream::unfold(state, async |mut state| {
        if !state.first {
            tokio::time::sleep(PAUSE).await;
        }
        state.first = false;
        Some((state.next().await, state))
    });
    let events = futures_util::StreamExt::flat_map(batches, stream::iter);
    Sse::new(events)
        .keep_alive(KeepAlive::default())
        .into_response()
}

impl Stream {
    async fn next(&mut self) -> Vec<Result<Event, Infallible>> {
        let Ok(rows) = self.app.central.newest(&self.filter, self.v.lang).await else {
            return vec![Ok(Event::default().event("down").data("down"))];
        };
        let mut events = Vec::new();
        // Oldest first: the page puts each new row on top.
        for row in rows.iter().rev().filter(|row| !self.told.contains(&row.id)) {
            if let Ok(event) = Event::default().event("evaluation").json_data(row) {
                events.push(Ok(event));
            }
        }
        self.told = rows.into_iter().map(|row| row.id).collect();
        events.push(Ok(Event::default().event("live").data("live")));
        events
    }
}
