//! What is reported to upper platforms, for supervisors: numbers over all halls, and their own
//! hall's evaluations that were not taken.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

use crate::account::Role;
use crate::app::App;
use crate::audit::{self, Action};
use crate::onward::overview::{self, Again, Counts, Failed, Group};
use crate::page::{self, Failure, View, Visit};
use crate::session::{Posted, Signed};

#[derive(Template)]
#[template(path = "onward.html")]
struct Onward {
    v: View,
    platforms: Vec<Shown>,
    again: Option<u64>,
}

/// One platform.
struct Shown {
    id: String,
    title: String,
    active: bool,
    counts: Counts,
    groups: Vec<Group>,
    failed: Vec<Failed>,
}

impl Onward {
    fn state(&self, state: &str) -> &str {
        match state {
            "refused" => self.v.pick("对方拒收", "Refused"),
            "not_carried" => self.v.pick("对方格式无法表达", "Cannot be said"),
            _ => self.v.pick("待重发", "Sent again"),
        }
    }

    fn oldest(&self, minutes: &i64) -> String {
        let (days, hours) = (minutes / 1_440, minutes / 60);
        let (count, zh, en) = match (days, hours) {
            (1.., _) => (days, "天", "d"),
            (_, 1..) => (hours, "小时", "h"),
            _ => (*minutes, "分钟", "min"),
        };
        format!("{count} {}", self.v.pick(zh, en))
    }

    fn done(&self, count: &u64) -> String {
        let text = self.v.pick("已重新排队：{} 条", "Waiting again: {}");
        text.replace("{}", &count.to_string())
    }
}

/// `GET /onward?again=…`.
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    visit: Visit,
) -> Result<Response, Failure> {
    signed.require(Role::Supervisor)?;
    let client = app.pool.get().await?;
    let mut platforms = Vec::new();
    for platform in app.platforms.iter() {
        let upstream = &platform.upstream;
        platforms.push(Shown {
            id: upstream.id.clone(),
            title: platform.profile.title().to_owned(),
            active: upstream.active,
            counts: overview::counts(&client, &upstream.id).await?,
            groups: overview::groups(&client, &upstream.id).await?,
            failed: overview::failed(&client, &upstream.id, &signed.hall).await?,
        });
    }
    page::html(&Onward {
        again: visit.value("again").and_then(|text| text.parse().ok()),
        v: View::signed(visit, &signed),
        platforms,
    })
}

/// Which evaluations are to be sent once more.
#[derive(Deserialize)]
pub struct Form {
    upstream: String,
    /// One; every one that failed, where there is none.
    #[serde(default)]
    id: Option<String>,
}

/// `POST /onward/again`.
pub async fn again(State(app): State<App>, posted: Posted<Form>) -> Result<Response, Failure> {
    let Posted { signed, form } = posted;
    signed.require(Role::Supervisor)?;
    let known = |id: &str| app.platforms.iter().any(|it| it.upstream.id == id);
    if !known(&form.upstream) {
        return Err(Failure::NotFound);
    }
    let mut client = app.pool.get().await?;
    let transaction = client.transaction().await?;
    let again = form.id.clone().map_or(Again::All, Again::One);
    let count = overview::retry(&transaction, &form.upstream, &signed.hall, &again).await?;
    if count > 0 {
        let target = form.id.map_or_else(
            || format!("{} ({count})", form.upstream),
            |id| format!("{} {id}", form.upstream),
        );
        let who = &signed.account;
        audit::write(&transaction, who, Action::OnwardAgain, "upstream", &target).await?;
    }
    transaction.commit().await?;
    Ok(page::see_other(&format!("/onward?again={count}")))
}
