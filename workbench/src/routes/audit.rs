//! The trail, for supervisors.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::account::Role;
use crate::app::App;
use crate::audit::{self, Action, Entry, Filter, PAGE};
use crate::page::{self, Failure, View, Visit};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "audit.html")]
struct Audit {
    v: View,
    filter: Filter,
    entries: Vec<Entry>,
    older: Option<String>,
}

impl Audit {
    fn alias(&self) -> &str {
        self.filter.alias.as_deref().unwrap_or_default()
    }

    fn actions(&self) -> Vec<(&'static str, &'static str, bool)> {
        let offer = |action: Action| {
            let (zh, en) = action.words();
            (
                action.code(),
                self.v.pick(zh, en),
                self.filter.action == Some(action),
            )
        };
        Action::ALL.iter().copied().map(offer).collect()
    }

    fn who<'a>(&'a self, entry: &'a Entry) -> &'a str {
        if entry.alias == audit::COMMAND {
            self.v.t.command
        } else {
            &entry.alias
        }
    }

    fn kind<'a>(&self, entry: &'a Entry) -> &'a str {
        audit::kind_words(&entry.target_kind)
            .map_or(entry.target_kind.as_str(), |(zh, en)| self.v.pick(zh, en))
    }

    fn what<'a>(&self, entry: &'a Entry) -> &'a str {
        Action::of(&entry.action).map_or(entry.action.as_str(), |action| {
            let (zh, en) = action.words();
            self.v.pick(zh, en)
        })
    }
}

/// `GET /audit?alias=…&action=…&before=…`.
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    visit: Visit,
) -> Result<Response, Failure> {
    signed.require(Role::Supervisor)?;
    let filter = Filter {
        alias: visit.value("alias").map(str::to_owned),
        action: visit.value("action").and_then(Action::of),
        before: visit.value("before").and_then(|text| text.parse().ok()),
    };
    let client = app.pool.get().await?;
    let mut entries = audit::list(&client, &signed.hall.id, &filter).await?;
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = entries.len() > page;
    entries.truncate(page);
    let last = entries.last().filter(|_| more).map(|entry| entry.id);
    page::html(&Audit {
        older: last.map(|id| visit.with(&[("before", &id.to_string())])),
        v: View::signed(visit, &signed),
        filter,
        entries,
    })
}
