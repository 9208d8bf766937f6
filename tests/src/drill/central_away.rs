//! The centre is away for long, while everybody goes on rating.

use std::thread::sleep;
use std::time::Duration;

use serde_json::json;

use super::Drill;
use super::findings::Findings;
use super::ground::{Ground, postgres};
use super::kill_central::again;
use crate::load::Crowd;

pub const DRILL: Drill = Drill {
    name: "central-away",
    breaks: "PostgreSQL stopped",
    run,
};

fn run(ground: &Ground) -> Findings {
    let (away, per_second) = (Duration::from_secs(ground.pick(600, 8)), 50);
    let mut findings = Findings::default()
        .with("seconds away", away.as_secs())
        .with("evaluations per second, at most", per_second);
    let longest_wait = ground.pick(30_000, 1_000);
    findings = findings.with("longest wait between tries, ms", longest_wait);
    let mut stack = ground.stack(json!({ "backoffCapMs": longest_wait }));
    let _entered = ground.enter();
    let crowd = Crowd::paced(&stack.edge.url(), 10, per_second);
    crowd.wait_for(50);
    let broken = [crowd.age()];
    postgres(&mut stack).stop();
    sleep(away);
    let waited = ground.sample(&stack.edge.url(), "haochaping_outbox_pending_rows");
    again(postgres(&mut stack));
    ground.note_catch_up(&stack, &mut findings);
    ground.reckon_unnoticed(&stack, crowd, &broken, &mut findings);
    findings.notes.push(format!(
        "{} rows waited when the centre came back",
        waited.unwrap_or_default()
    ));
    findings
}
