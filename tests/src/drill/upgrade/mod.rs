//! A new build takes over what an earlier release left: its centre is migrated, its outbox
//! opened where it lies.

mod fixture;
mod record;

use std::path::Path;

use serde_json::Value;
use xtask::failure::Result;
use xtask::migrate;
use xtask::stack::{Plan, Port, Ports, Postgres, PostgresOptions, Stack, claim};
use xtask::tools::npm;

use self::fixture::{copy, expected, fill_centre, folder};
pub use self::record::record;
use super::Drill;
use super::findings::Findings;
use super::ground::Ground;
use crate::load::{Diary, evaluation, rate};
use crate::ticket::case_no;

pub const DRILL: Drill = Drill {
    name: "upgrade",
    breaks: "stopped; migrated, a new build on the outbox of an earlier release",
    run,
};

/// The fixtures that are kept, by the newest migration of their release.
const KEPT: [i32; 1] = [5];

fn run(ground: &Ground) -> Findings {
    let mut findings = Findings::default();
    for schema in KEPT {
        findings = findings.with("from migration", schema);
        upgrade(ground, schema, &mut findings);
    }
    findings
}

fn upgrade(ground: &Ground, schema: i32, findings: &mut Findings) {
    let kept = folder(schema);
    let before = expected(&kept);
    let stack = Stack::prepared("drill-upgrade", |folder| {
        let port = claim(Port::Free, "PostgreSQL", "--pg-port")?;
        centre_of_then(folder, &kept, schema, port)?;
        copy(&kept.join("outbox"), &folder.join("outbox"));
        let ports = Ports {
            postgres: Port::Fixed(port),
            ..Ports::FREE
        };
        Ok(Plan {
            ports,
            ..Plan::default()
        })
    })
    .expect("a stack");
    let edge = stack.edge.url();
    ground.note_catch_up(&stack, findings);

    let mut diary = Diary::default();
    diary.acknowledged.extend(before.stored.clone());
    diary.acknowledged.extend(before.waiting.clone());
    for receipt in diary.acknowledged.values() {
        let opened = ground.wait(opens(ground, &edge, receipt));
        findings.demand(opened == "stored", format!("an old receipt is {opened}"));
    }
    // What is new goes the same way.
    let case = case_no();
    let sent = ground.wait(rate(ground.client(), &edge, &evaluation(&case)));
    match sent {
        Some((202, body)) => {
            let receipt = body["receipt"].as_str().unwrap_or_default();
            diary.acknowledged.insert(case, receipt.replace('-', ""));
        }
        other => findings.flaw(format!("a new evaluation was answered {other:?}")),
    }
    ground.settle(&stack, &diary, findings);
    let events = "SELECT count(*) FROM haochaping.service_events WHERE case_no = ANY($1)";
    let events = stack.database.with(|client| {
        let row = client.query_one(events, &[&before.events]);
        Ok(row.expect("a count").get::<_, i64>(0))
    });
    let events = events.expect("the centre");
    findings.demand(
        usize::try_from(events) == Ok(before.events.len()),
        format!("{events} of {} reported steps arrived", before.events.len()),
    );
    findings.breaks += 1;
    findings.notes.push(format!(
        "{} rows and {events} reported steps waited in the old outbox, {} were in the centre; every receipt opens",
        before.waiting.len(),
        before.stored.len()
    ));
}

/// A server with the centre as it was then; stopped again.
fn centre_of_then(folder: &Path, kept: &Path, schema: i32, port: u16) -> Result<()> {
    let options = PostgresOptions {
        port: Port::Fixed(port),
        data: folder.join("postgres"),
        log: folder.join("log/postgres.log"),
    };
    let mut server = Postgres::start(&npm::ensure()?, &options)?;
    migrate::up_to(&server.database(), schema)?;
    fill_centre(&server.database(), kept);
    server.stop();
    Ok(())
}

async fn opens(ground: &Ground, edge: &str, receipt: &str) -> String {
    let asked = ground
        .client()
        .get(format!("{edge}/v1/receipts/{receipt}"))
        .send();
    let Ok(answer) = asked.await else {
        return "not answered".to_owned();
    };
    let status = answer.status();
    let body: Value = answer.json().await.unwrap_or_default();
    let state = body["state"].as_str();
    state.map_or_else(|| status.to_string(), str::to_owned)
}
