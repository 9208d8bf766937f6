//! What was collected, by where and level: apart from evaluations of matters, whose figures
//! leave it out.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use contract::level::Level;
use contract::recorded::Collection;
use deadpool_postgres::GenericClient;
use jiff::civil::Date;

use super::texts::{Texts, texts};
use crate::account::Role;
use crate::app::App;
use crate::config::Hall;
use crate::page::{self, Failure, View, Visit};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "collect/figures.html")]
struct Figures {
    v: View,
    t: &'static Texts,
    from: String,
    to: String,
    levels: Vec<&'static str>,
    rows: Vec<Row>,
    total: Row,
}

/// How many opinions of each level, 5 first.
struct Row {
    name: &'static str,
    counts: [i64; 5],
}

impl Row {
    fn sum(&self) -> i64 {
        self.counts.iter().sum()
    }
}

/// `GET /collected?from=…&to=…`: days on which it was collected.
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    visit: Visit,
) -> Result<Response, Failure> {
    if signed.require(Role::Supervisor).is_err() {
        signed.require(Role::Collector)?;
    }
    let day = |name: &str| visit.value(name).and_then(|it| it.parse::<Date>().ok());
    let (from, to) = (day("from"), day("to"));
    let client = app.pool.get().await?;
    let counted = counts(&client, &signed.hall, from, to).await?;
    let lang = visit.lang;
    let rows: Vec<Row> = Collection::ALL
        .map(|collection| {
            let mut counts = [0; 5];
            for (known, level, count) in &counted {
                let place = usize::try_from(5 - level).ok();
                if known == collection.code()
                    && let Some(cell) = place.and_then(|at| counts.get_mut(at))
                {
                    *cell = *count;
                }
            }
            let name = collection.label(lang);
            Row { name, counts }
        })
        .into();
    let t = texts(lang);
    let mut total = Row {
        name: t.total,
        counts: [0; 5],
    };
    for row in &rows {
        for (sum, count) in total.counts.iter_mut().zip(row.counts) {
            *sum += count;
        }
    }
    let shown = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    page::html(&Figures {
        t,
        from: shown(from),
        to: shown(to),
        levels: Level::ALL.map(|level| level.label(lang)).to_vec(),
        rows,
        total,
        v: View::signed(visit, &signed),
    })
}

/// Opinions of a hall by collection and level.
async fn counts(
    client: &impl GenericClient,
    hall: &Hall,
    from: Option<Date>,
    to: Option<Date>,
) -> Result<Vec<(String, i16, i64)>, Failure> {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let rows = client
        .query(
            "SELECT collection, level, count(*) FROM haochaping.evaluations
             WHERE area_code = $1 AND hall_id = $2 AND certainty = 'collected'
               AND rated_at >= coalesce($3::text::date::timestamp AT TIME ZONE 'Asia/Shanghai', '-infinity')
               AND rated_at < coalesce(($4::text::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai', 'infinity')
             GROUP BY collection, level",
            &[&hall.area_code.as_str(), &hall.id, &day(from), &day(to)],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?)))
        .collect()
}
