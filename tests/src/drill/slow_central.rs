//! The centre answers later than the edge waits.

use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::json;

use super::Drill;
use super::findings::Findings;
use super::ground::Ground;
use crate::load::Crowd;

pub const DRILL: Drill = Drill {
    name: "slow-central",
    breaks: "statements held up by a lock for longer than the edge waits",
    run,
};

const STATEMENT_MS: u64 = 300;

fn run(ground: &Ground) -> Findings {
    let (holds, held_for) = (ground.pick(10, 2), Duration::from_secs(ground.pick(6, 3)));
    let mut findings = Findings::default()
        .with("times", holds)
        .with("seconds each", held_for.as_secs())
        .with("the edge waits, ms", STATEMENT_MS);
    let stack = ground.stack(json!({ "statementTimeoutMs": STATEMENT_MS, "backoffCapMs": 300 }));
    let _entered = ground.enter();
    let crowd = Crowd::paced(&stack.edge.url(), 16, 200);
    let (mut broken, mut most) = (Vec::new(), 0);
    for _ in 0..holds {
        crowd.wait_for(40);
        broken.push(crowd.age());
        let waiting = stack.database.with(|centre| {
            let mut held = centre.transaction().expect("a transaction");
            held.batch_execute("LOCK TABLE haochaping.evaluations IN ACCESS EXCLUSIVE MODE")
                .expect("the lock");
            let (began, mut most) = (Instant::now(), 0);
            while began.elapsed() < held_for {
                // Else all counts of one transaction are that of the first.
                held.batch_execute("SELECT pg_stat_clear_snapshot()")
                    .expect("a look");
                let sql = "SELECT count(*) FROM pg_stat_activity
                           WHERE application_name = 'haochaping-edge' AND state <> 'idle'";
                let waiting: i64 = held.query_one(sql, &[]).expect("a count").get(0);
                most = most.max(waiting);
                sleep(Duration::from_millis(20));
            }
            held.commit().expect("the lock released");
            Ok(most)
        });
        most = most.max(waiting.expect("the centre"));
        ground.note_catch_up(&stack, &mut findings);
    }
    ground.reckon(&stack, crowd, &broken, &mut findings);
    findings.demand(
        (1..=2).contains(&most),
        format!("{most} statements waited for one lock at the same time"),
    );
    findings
        .notes
        .push(format!("{most} statements at most waited at the same time"));
    findings
}
