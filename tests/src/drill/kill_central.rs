//! PostgreSQL is killed under load, again and again.

use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::json;
use xtask::stack::Postgres;

use super::Drill;
use super::findings::Findings;
use super::ground::{Ground, postgres};
use crate::load::{Crowd, PATIENCE};

pub const DRILL: Drill = Drill {
    name: "kill-central",
    breaks: "SIGKILL to PostgreSQL",
    run,
};

fn run(ground: &Ground) -> Findings {
    let (kills, citizens, per_second) = (ground.pick(20, 3), 24, 100);
    let mut findings = Findings::default()
        .with("kills", kills)
        .with("evaluations per second, at most", per_second);
    // Statements without a pause between them, so that a kill meets one; tried again soon.
    let mut stack = ground.stack(json!({ "forwardMs": 0, "backoffCapMs": 1_000 }));
    let _entered = ground.enter();
    let crowd = Crowd::paced(&stack.edge.url(), citizens, per_second);
    let mut broken = Vec::new();
    for kill in 0..kills {
        crowd.wait_for(40);
        sleep(Duration::from_millis(kill * 7 % 50));
        broken.push(crowd.age());
        postgres(&mut stack).kill9();
        crowd.wait_for(40);
        again(postgres(&mut stack));
        ground.note_catch_up(&stack, &mut findings);
    }
    ground.reckon_unnoticed(&stack, crowd, &broken, &mut findings);
    findings
}

/// Starts a killed server again, as often as it takes: what the old one's children still hold
/// keeps a new one from starting.
pub fn again(postgres: &mut Postgres) {
    let began = Instant::now();
    while let Err(failure) = postgres.run() {
        assert!(began.elapsed() < PATIENCE, "{failure}");
        sleep(Duration::from_millis(200));
    }
}
